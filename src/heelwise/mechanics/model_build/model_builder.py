"""Builds the reference model from the `myo-sim` full body: the one place that compiles an engine model.

Takes about a second of MuJoCo and a few of mesh work, once per machine; `model_cache` stores the result.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import numpy as np

from heelwise.body.reference_model import ReferenceModel
from heelwise.mechanics.geometry.body_frames import reference_frames
from heelwise.mechanics.geometry.muscle_paths import muscle_pull
from heelwise.mechanics.model_build.bone_outlines import bone_outlines
from heelwise.mechanics.model_build.endplates import Endplate, find_endplate
from heelwise.mechanics.model_build.engine import Engine
from heelwise.mechanics.model_build.knee import knee_coordinates
from heelwise.mechanics.model_build.mends import ALL_MENDS, Mends, upright_points_m
from heelwise.mechanics.model_build.muscle_reader import read_muscles
from heelwise.mechanics.progress import Progress, ignore_progress

N_STEPS = 6

_VERTEBRAL_BODY_DEPTH_M = {"S1": 0.035}
_USUAL_VERTEBRAL_BODY_DEPTH_M = 0.031
_MESH = {
    "T12": "torso_geom_1_thoracic12_s",
    "L1": "lumbar1_geom_1_lumbar1",
    "L2": "lumbar2_geom_1_lumbar2",
    "L3": "lumbar3_geom_1_lumbar3",
    "L4": "lumbar4_geom_1_lumbar4",
    "L5": "lumbar5_geom_1_lumbar5",
    "S1": "sacrum_geom_1_sacrum",
}
_C7_DEPTH_M = 0.020
_T8_DEPTH_M = 0.030
"""Depths of vertebral bodies [m], so that the middle of the body is found without the arch."""

_SOLE_THICKNESS_M = 0.010
"""Skin and fat under the heel and over the skull that bone meshes lack, each about this thick."""


def build_reference_model(progress: Progress = ignore_progress, mends: Mends = ALL_MENDS) -> ReferenceModel:
    """Compile the `myo-sim` full body and read the reference model from it.

    Parameters
    ----------
    progress
        Told how many of `N_STEPS` steps are done.
    mends
        Which faults of the source model are mended; all of them, unless somebody asks what one is worth.
    """
    progress(0, N_STEPS)
    engine = Engine.compile()
    progress(2, N_STEPS)
    plates = _endplates(engine)
    progress(3, N_STEPS)
    muscles = read_muscles(engine, mends)
    progress(4, N_STEPS)
    outlines = bone_outlines(engine.mesh_by_body())
    progress(5, N_STEPS)
    landmarks = _landmarks(engine, plates["S1", "upper"])
    discs = list(pairwise(_MESH))
    disc_centre_m = np.array([_disc_centre(plates[a, "lower"], plates[b, "upper"]) for a, b in discs])
    model = ReferenceModel(
        stature_m=float(landmarks["head_top"][1] - landmarks["sole"][1]),
        level_centre_m=disc_centre_m if mends.disc_centres else _source_centres_m(engine, disc_centre_m),
        disc_centre_m=disc_centre_m,
        vertebra_centre_m=np.array([_disc_centre(plates[a, "upper"], plates[a, "lower"]) for a, _ in discs]),
        upper_endplate_slope_rad=np.array([plates[a, "lower"].slope_rad for a, _ in discs]),
        lower_endplate_slope_rad=np.array([plates[b, "upper"].slope_rad for _, b in discs]),
        first_lumbar_slope_rad=plates["L1", "upper"].slope_rad,
        landmark_name=tuple(landmarks),
        landmark_m=np.array(list(landmarks.values())),
        **muscles,
        **outlines,
        **knee_coordinates(engine),
    )
    progress(N_STEPS, N_STEPS)
    if mends.upright_arms:
        model = replace(
            model,
            link_start_m=upright_points_m(model, model.link_start_m, model.link_start_body),
            link_end_m=upright_points_m(model, model.link_end_m, model.link_end_body),
        )
    return replace(model, muscle_neutral_length_m=muscle_pull(model, reference_frames(model)).length_m[0])


def _source_centres_m(engine: Engine, disc_centre_m: np.ndarray) -> np.ndarray:
    """Return the rotation centres of all levels in the source model.

    T12/L1, which the source welds, turns where the others do on average.

    The source places the axis of each lumbar level a little behind and below the middle of its disc.
    """
    lumbar = np.array([engine.body_m(f"lumbar{i}") for i in range(1, 6)]) * (1.0, 1.0, 0.0)
    first = disc_centre_m[0] + (lumbar - disc_centre_m[1:]).mean(axis=0)
    return np.vstack([first, lumbar])


def _endplates(engine: Engine) -> dict[tuple[str, str], Endplate]:
    """Return the endplates by (vertebra, side)."""
    plates = {}
    for vertebra, mesh_name in _MESH.items():
        vertices, faces = engine.mesh(mesh_name)
        depth_m = _VERTEBRAL_BODY_DEPTH_M.get(vertebra, _USUAL_VERTEBRAL_BODY_DEPTH_M)
        for side in ("upper", "lower"):
            plates[vertebra, side] = find_endplate(vertices, faces, side=side, body_depth_m=depth_m)
    return plates


def _disc_centre(above: Endplate, below: Endplate) -> list[float]:
    x, y = (0.5 * (above.centre_m[i] + below.centre_m[i]) for i in range(2))
    return [x, y, 0.0]


def _upper_vertebra_centre(engine: Engine, mesh_name: str) -> np.ndarray:
    vertices, _ = engine.mesh(mesh_name)
    return np.array([vertices[:, 0].max() - 0.5 * _T8_DEPTH_M, np.median(vertices[:, 1]), 0.0])


def _back_corner(sacrum: Endplate) -> np.ndarray:
    """Return the upper back corner of S1, from which the C7 plumb line is measured [m]."""
    half = 0.5 * sacrum.depth_m
    x, y = sacrum.centre_m
    return np.array([x - half, y + half * np.tan(sacrum.slope_rad), 0.0])


def _landmarks(engine: Engine, sacrum: Endplate) -> dict[str, np.ndarray]:
    """Return sagittal landmarks of the right side [m] (z is dropped to 0)."""
    foot, _ = engine.mesh("r_foot")
    toes, _ = engine.mesh("r_bofoot")
    skull, _ = engine.mesh("hat_skull")
    first_thoracic, _ = engine.mesh("torso_geom_12_thoracic1_s")
    second_thoracic, _ = engine.mesh("torso_geom_11_thoracic2_s")
    sole_y = foot[:, 1].min() - _SOLE_THICKNESS_M
    points = {
        "knee": engine.body_m("tibia_r"),
        "ankle": engine.body_m("talus_r"),
        "ball": np.array([engine.body_m("toes_r")[0], sole_y, 0.0]),
        "heel": np.array([foot[:, 0].min() - 0.5 * _SOLE_THICKNESS_M, sole_y, 0.0]),
        "toe": np.array([toes[:, 0].max() + 0.5 * _SOLE_THICKNESS_M, sole_y, 0.0]),
        "sole": np.array([0.0, sole_y, 0.0]),
        "shoulder": engine.body_m("humerus_r"),
        "elbow": engine.body_m("ulna_r"),
        "wrist": engine.body_m("lunate_r"),
        "c7": np.array([first_thoracic[:, 0].max() - 0.5 * _C7_DEPTH_M, first_thoracic[:, 1].max(), 0.0]),
        "t8": _upper_vertebra_centre(engine, "torso_geom_5_thoracic8_s"),
        "s1_back": _back_corner(sacrum),
        "s1_middle": np.array([*sacrum.centre_m, 0.0]),
        "head_top": np.array([skull[:, 0].mean(), skull[:, 1].max() + _SOLE_THICKNESS_M, 0.0]),
        "head_centre": engine.mass_centre_m("head"),
        "sternal_notch": np.array([0.0, second_thoracic[:, 1].min(), 0.0]),
        "gastrocnemius_origin": engine.path_point_m("gasmed_r", 0),
        "achilles_insertion": engine.path_point_m("gasmed_r", -1),
        "psoas_origin": engine.path_point_m("Ps_L3_TP_r", 0),
        "psoas_brim": engine.path_point_m("psoas_r", 1),
        "psoas_insertion": engine.path_point_m("psoas_r", 2),
        "pelvis_mass": engine.mass_centre_m("pelvis"),
    }
    return {name: np.array([x, y, 0.0]) for name, (x, y, _) in points.items()}
