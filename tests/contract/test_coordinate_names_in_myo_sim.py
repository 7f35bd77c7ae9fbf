"""Every alias to myo-sim exists in the compiled model, turns the way our name says, and can move that way."""

from __future__ import annotations

import contextlib
import warnings
from typing import Any

import numpy as np
import pytest

from heelwise.units.coordinates import COORDINATES
from heelwise.units.frames import ANTERIOR_WORLD, RIGHT_WORLD, UP_WORLD

mujoco = pytest.importorskip("mujoco")

IN_MYO_SIM = [name for name, coordinate in COORDINATES.items() if "myo_sim" in coordinate.aliases]


@pytest.fixture(scope="module")
def body(tmp_path_factory: pytest.TempPathFactory) -> tuple[Any, Any]:
    from myo_sim.build import compose

    with warnings.catch_warnings(), contextlib.chdir(tmp_path_factory.mktemp("engine-log")):
        warnings.simplefilter("ignore")
        model = compose.build_spec("myofullbody").compile()
    data = mujoco.MjData(model)
    mujoco.mj_forward(model, data)
    return model, data


def positive_axis(name: str) -> np.ndarray:
    """Direction of the turn (right-hand rule, of the distal or upper body) that our name calls positive."""
    left = name.endswith("_l") and not name.startswith("l")
    inwards = -1.0 if left else 1.0
    if name.startswith("l"):
        return {"flexion": -RIGHT_WORLD, "bending_r": ANTERIOR_WORLD, "rotation_l": UP_WORLD}[name[6:]]
    return {
        "hip_flexion": RIGHT_WORLD,
        "hip_adduction": ANTERIOR_WORLD * inwards,
        "hip_internal_rotation": UP_WORLD * inwards,
        "knee_flexion": -RIGHT_WORLD,
        "ankle_dorsiflexion": RIGHT_WORLD,
        "subtalar_inversion": ANTERIOR_WORLD * inwards,
        "toe_extension": RIGHT_WORLD,
    }[name[:-2]]


@pytest.mark.parametrize("name", IN_MYO_SIM)
def test_every_alias_is_a_hinge_that_turns_as_our_name_says(name: str, body: tuple[Any, Any]) -> None:
    model, data = body
    alias = COORDINATES[name].aliases["myo_sim"]
    joint = mujoco.mj_name2id(model, mujoco.mjtObj.mjOBJ_JOINT, alias.name)
    assert joint >= 0, f"{alias.name} is not in the model"
    assert model.jnt_type[joint] == mujoco.mjtJoint.mjJNT_HINGE
    along = float(alias.sign * data.xaxis[joint] @ positive_axis(name))
    assert along > 0.5, f"{name} turns the other way ({along:.2f})"


RANGES_DEG = {
    "l5_s1_flexion": (-43.2, 77.3),
    "hip_flexion_r": (-30, 120),
    "knee_flexion_r": (0, 120),
    "ankle_dorsiflexion_r": (-40, 30),
    "subtalar_inversion_r": (-20, 20),
    "toe_extension_r": (-30, 30),
}
"""What other rooms rely on, for example that ankle and toe stops are too narrow for a high heel."""


@pytest.mark.parametrize("name", RANGES_DEG)
def test_every_range_other_rooms_rely_on_is_the_models(name: str, body: tuple[Any, Any]) -> None:
    model, _ = body
    alias = COORDINATES[name].aliases["myo_sim"]
    low, high = np.degrees(alias.sign * model.joint(alias.name).range)
    np.testing.assert_allclose(sorted((low, high)), RANGES_DEG[name], atol=0.1)


def test_the_body_faces_minus_y_with_its_right_side_at_minus_x(body: tuple[Any, Any]) -> None:
    model, data = body

    def at(name: str) -> np.ndarray:
        return np.asarray(data.xpos[model.body(name).id])

    assert (at("toes_r") - at("calcn_r")) @ ANTERIOR_WORLD > 0.1
    assert (at("femur_r") - at("femur_l")) @ RIGHT_WORLD > 0.1
    assert (at("lumbar1") - at("sacrum")) @ UP_WORLD > 0.1
