"""The mended anatomy against what was measured on people: every fault of the source, and what it was worth."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from tests.fixtures.mechanics.myo_sim_body import reference_model

from heelwise.body import (
    JOINTS,
    LEVELS,
    MUSCLE_GROUPS,
    TRUNK_MUSCLE_GROUPS,
    BodyDraws,
    Person,
    ReferenceModel,
    estimate_body,
)
from heelwise.body.anthropometry import BODY_PARTS
from heelwise.evidence import EvidenceLibrary, load_library
from heelwise.mechanics import BodyPosture, ExternalLoads, LoadOptions, SpineLoad, body_frames, spine_load
from heelwise.mechanics.geometry.body_frames import reference_frames
from heelwise.mechanics.geometry.muscle_paths import muscle_pull
from heelwise.mechanics.muscle_force import muscle_capacity_n
from heelwise.mechanics.tissue_rest import rest_flexion_rad
from heelwise.mechanics.weights import body_parts, ground_under_both_feet


@pytest.fixture(scope="module")
def model() -> ReferenceModel:
    return reference_model()


@pytest.fixture(scope="module")
def library() -> EvidenceLibrary:
    return load_library()


WOMAN = Person(sex="female", age_years=32, height_m=1.68, mass_kg=62.0)
MAN = Person(sex="male", age_years=30, height_m=1.77, mass_kg=77.0)


def body_of(person: Person, model: ReferenceModel, library: EvidenceLibrary) -> BodyDraws:
    return estimate_body(person, model, library, np.zeros((1, len(BODY_PARTS))), np.zeros(1))


def upright(hip_extension_deg: float = 0.0) -> BodyPosture:
    posture = BodyPosture.on_vertical_legs(np.radians([5.0]), np.zeros((1, len(LEVELS), 3)))
    hip = posture.hip_angle_rad.copy()
    hip[..., 0] -= np.radians(hip_extension_deg)
    return replace(posture, hip_angle_rad=hip)


def resting() -> np.ndarray:
    """Return where passive tissue rests: flatter than standing."""
    neutral = np.zeros((1, len(LEVELS), 3))
    neutral[..., 0] = rest_flexion_rad(load_library(), np.zeros(1))
    return neutral


def carried(model: ReferenceModel, body: BodyDraws, posture: BodyPosture) -> SpineLoad:
    return spine_load(model, body, posture, resting())


def in_group(model: ReferenceModel, name: str) -> np.ndarray:
    return np.asarray(model.muscle_group == MUSCLE_GROUPS.index(name))


def test_there_is_one_psoas_and_it_crosses_the_hip(model: ReferenceModel) -> None:
    pull = muscle_pull(model, reference_frames(model))
    hips = [JOINTS.index("right hip"), JOINTS.index("left hip")]
    for muscle in np.flatnonzero(in_group(model, "psoas")):
        arms = np.abs(pull.moment_m[0, hips, 2, muscle])
        assert 0.01 < arms.max() < 0.06 and arms.min() == 0.0
    assert not any(name.startswith("psoas") for name in model.muscle_name)


def test_psoas_works_upright_where_its_sarcomeres_do(model: ReferenceModel, library: EvidenceLibrary) -> None:
    body, frames = body_of(WOMAN, model, library), reference_frames(model)
    scaled = body.trunk_scale * muscle_pull(model, frames).length_m
    fibre = (scaled - body.tendon_length_m) / body.optimal_fibre_length_m
    psoas = fibre[0, in_group(model, "psoas")]
    assert psoas.min() > 0.8 and psoas.max() < 1.1 + 1e-9


def test_psoas_strength_is_counted_once(model: ReferenceModel, library: EvidenceLibrary) -> None:
    body = body_of(MAN, model, library)
    area = library.quantity("muscles.psoas_cross_section_m2").value
    stress = library.quantity("strength.maximum_muscle_stress_pa").value
    assert isinstance(area, float) and isinstance(stress, float)
    one_side_n = body.strength_n[0, in_group(model, "psoas")].sum() / 2.0
    assert one_side_n == pytest.approx(area * stress, rel=0.02)  # this man has the reference body's mass, nearly


@pytest.mark.parametrize("person", [WOMAN, MAN])
def test_extending_the_hips_loads_the_lumbar_spine(
    person: Person, model: ReferenceModel, library: EvidenceLibrary
) -> None:
    """In the source model hip position never reaches the spine. By sarcomere lengths it does so gently."""
    body = body_of(person, model, library)
    load = np.array([carried(model, body, upright(angle)).compression_n[0] for angle in (0.0, 10.0, 20.0)])
    assert np.all(np.diff(load[:, LEVELS.index("L2/L3") :], axis=0) > 2.0)


def test_short_hip_flexors_load_the_lumbar_spine(model: ReferenceModel, library: EvidenceLibrary) -> None:
    body = body_of(WOMAN, model, library)
    flexors = in_group(model, "psoas") | in_group(model, "hip_flexors")
    load = [carried(model, body.with_shorter_muscles(flexors, s), upright()).compression_n[0, -1] for s in (0.0, 0.05)]
    assert load[1] > load[0] + 20.0


def test_no_trunk_muscle_is_stretched_to_a_large_force_upright(model: ReferenceModel, library: EvidenceLibrary) -> None:
    """The source's rectus abdominis pulled with about 300 N at rest; its upright load was five times too large."""
    body = body_of(WOMAN, model, library)
    length = muscle_pull(model, body_frames(model, body, upright())).length_m
    _, passive_n = muscle_capacity_n(body, length)
    trunk = model.muscle_group < len(TRUNK_MUSCLE_GROUPS)
    assert passive_n[0, trunk].max() < 20.0
    assert passive_n[0, trunk].sum() < 100.0


def test_upright_no_trunk_muscle_works_above_15_percent(model: ReferenceModel, library: EvidenceLibrary) -> None:
    trunk = model.muscle_group < len(TRUNK_MUSCLE_GROUPS)
    for person in (WOMAN, MAN):
        load = carried(model, body_of(person, model, library), upright())
        assert load.activation[0, trunk].max() < 0.15
        assert load.residual_n_m[0] < 1e-6


def test_every_abdominal_fascicle_runs_from_rib_to_pelvis(model: ReferenceModel) -> None:
    ends = {0, 6}
    for muscle in np.flatnonzero(in_group(model, "obliques") | in_group(model, "rectus_abdominis")):
        links = np.flatnonzero(model.link_muscle == muscle)
        touched = {int(b) for b in model.link_start_body[links]} | {int(b) for b in model.link_end_body[links]}
        assert touched == ends


def test_left_muscles_are_the_mirror_image_of_right_ones(model: ReferenceModel) -> None:
    """The source lays a left fascicle (LTpT_T12_l) on top of its right twin."""
    pull = muscle_pull(model, reference_frames(model))
    right = [i for i, name in enumerate(model.muscle_name) if name.endswith("_r")]
    left = [model.muscle_name.index(f"{model.muscle_name[i][:-2]}_l") for i in right]
    swapped = [*range(len(LEVELS)), JOINTS.index("left hip"), JOINTS.index("right hip")]
    mirrored = pull.moment_m[0][swapped][:, :, left] * np.array([-1.0, -1.0, 1.0])[:, None]
    np.testing.assert_allclose(pull.moment_m[0][:, :, right], mirrored, atol=1e-12)
    np.testing.assert_array_equal(model.muscle_strength_n[right], model.muscle_strength_n[left])


def test_t12_l1_moves(model: ReferenceModel, library: EvidenceLibrary) -> None:
    body = body_of(WOMAN, model, library)
    bent = np.zeros((2, len(LEVELS), 3))
    bent[1, LEVELS.index("T12/L1"), 0] = np.radians(4.0)
    frames = body_frames(model, body.repeat(2), BodyPosture.on_vertical_legs(np.zeros(2), bent))
    thorax, first = frames.rotation[:, 0], frames.rotation[:, 1]
    assert np.array_equal(first[0], first[1]) and not np.allclose(thorax[0], thorax[1])


def strongest_moment_n_m(person: Person, forward: float, model: ReferenceModel, library: EvidenceLibrary) -> float:
    """Return the moment about L5/S1 of the largest horizontal pull at the chest that can be held upright [N m].

    The pelvis is held, as it is in the machines that measure it.
    """
    body, posture = body_of(person, model, library), upright()
    frames = body_frames(model, body, posture)
    chest = frames.place(0, body.trunk_scale * model.landmark("sternal_notch"))[0, 0]
    ground = ground_under_both_feet(body_parts(body, frames), frames)
    low_n, high_n = 0.0, 3000.0
    while high_n - low_n > 2.0:
        pull_n = 0.5 * (low_n + high_n)
        pull = ExternalLoads(
            force_n=np.array([[[forward * pull_n, 0.0, 0.0]]]), point_m=chest[None, None], segment=np.zeros(1, int)
        )
        load = spine_load(
            model,
            body,
            posture,
            resting(),
            ExternalLoads.together([ground, pull]),
            options=LoadOptions(deflection_limit_rad=np.radians(4.0)),
            mark_infeasible=True,
        )
        low_n, high_n = (low_n, pull_n) if np.isnan(load.compression_n[0, 0]) else (pull_n, high_n)
    return float(low_n * (chest[1] - frames.level_m[0, -1, 1]))


@pytest.mark.parametrize(("person", "which"), [(WOMAN, 0), (MAN, 1)])
def test_trunk_extension_strength_lies_in_the_published_range(
    person: Person, which: int, model: ReferenceModel, library: EvidenceLibrary
) -> None:
    """The source model manages 143 N m at 84 kg."""
    published = library.quantity("muscles.trunk_extension_moment_n_m")
    assert isinstance(published.interval, tuple)
    low, high = published.interval[which]
    assert low < strongest_moment_n_m(person, 1.0, model, library) < high
