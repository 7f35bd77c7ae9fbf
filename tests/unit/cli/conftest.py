"""An answer in the published shape, and a way to run a command."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest


def middle(median: float, half: float = 1.0) -> dict[str, float]:
    return {"median": median, "low": median - half, "high": median + half}


def angle(median: float, change: float) -> dict[str, Any]:
    return {**middle(median), "change": middle(change)}


def stance(heel: float) -> dict[str, Any]:
    return {
        "ankle_plantarflexion_deg": angle(0.75 * heel, 0.75 * heel),
        "midfoot_plantarflexion_deg": angle(0.25 * heel, 0.25 * heel),
        "toe_extension_deg": angle(heel, heel),
        "knee_flexion_deg": angle(4.4, 2.4),
        "hip_flexion_deg": angle(3.0, 1.0),
        "pelvis_anterior_tilt_deg": angle(11.0, -1.0),
        "lumbar_lordosis_deg": angle(52.0, -0.6),
        "trunk_lean_deg": angle(1.0, -0.5),
        "gravity_line_before_ankle_cm": angle(4.0, -1.0),
        "calf_length_percent": angle(97.0, -3.0),
        "hip_flexor_length_percent": angle(100.0, 0.0),
    }


def level(name: str, load_n: float, change: float) -> dict[str, Any]:
    return {
        "level": name,
        "compression_n": middle(load_n, 80.0),
        "shear_n": middle(load_n / 2, 60.0),
        "change_percent": middle(change, 5.0),
        "shear_change_n": middle(10.0, 30.0),
        "compression_body_weights": middle(load_n / 608.0, 0.1),
    }


def standing(heel: float, change: float) -> dict[str, Any]:
    return {
        "stance": stance(heel),
        "levels": [level("L4/L5", 480.0, change), level("L5/S1", 510.0, change)],
        "muscles": [
            {
                "group": "erector_spinae",
                "name": "Back extensors",
                "effort_percent": middle(3.2, 0.8),
                "change_points": middle(0.4, 0.9),
            }
        ],
        "stability": {
            "base_of_support_cm": 17.2,
            "heel_tip_area_cm2": 1.0,
            "backward_margin_cm": middle(8.1),
            "forward_margin_cm": middle(9.1),
            "sentence": "You stand on a shorter base.",
        },
        "residual_n_m": 1e-9,
    }


def pair(name: str, kind: str, heel_m: float, pitch_deg: float, change: float) -> dict[str, Any]:
    return {
        "shoe": {
            "name": name,
            "type": kind,
            "heel_height_m": heel_m,
            "platform_m": 0.0,
            "pitch_deg": pitch_deg,
            "category": {"impact": "high", "best_for": "short events"},
        },
        **standing(pitch_deg, change),
        "interval_shares": [
            {"part": "strength", "name": "How strong you are", "share": 0.1},
            {"part": "trunk_lean", "name": "How far you lean", "share": 0.61},
        ],
        "sentence": f"In the {name} the load on your lowest disc changes a little.",
    }


@pytest.fixture
def answer() -> dict[str, Any]:
    return {
        "version": "0.1.0",
        "person": {
            "sex": "female",
            "age_years": 32,
            "height_m": 1.68,
            "mass_kg": 62.0,
            "body_mass_index_kg_per_m2": 22.0,
            "foot_length_m": {"value": 0.252, "measured": False},
            "notes": [],
        },
        "hours": 5.0,
        "barefoot": standing(0.0, 0.0),
        "shoes": [
            pair("stiletto 9 cm", "stiletto", 0.09, 28.9, 3.0),
            pair("block heel 5 cm", "block", 0.05, 15.6, 1.0),
            pair("flat", "flat", 0.0, 0.0, 0.0),
        ],
        "claims": [
            {
                "key": "W5",
                "claim": "Even a two-inch heel changes the load on your spine by up to 30 %.",
                "verdict": "unsupported",
                "sentence": "We found no study of it.",
                "sources": [],
                "computed": {
                    "sentence": "A 5 cm heel changes your L5/S1 load by -3 % to +11 %.",
                    "change_percent": middle(4.0, 7.0),
                    "level": "L5/S1",
                },
            }
        ],
        "matters_most": ["How far you lean matters more than the heel."],
        "not_known": ["Nobody has measured the load on a spine in heels."],
    }


@dataclass(frozen=True)
class Outcome:
    status: int
    out: str
    err: str


@pytest.fixture
def heelwise(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Callable[..., Outcome]:
    """Run one command in this process, with a data folder of its own."""
    from heelwise.cli.run import run

    monkeypatch.setenv("HEELWISE_DATA", str(tmp_path / "data"))

    def command(*arguments: str) -> Outcome:
        status = run(list(arguments))
        captured = capsys.readouterr()
        return Outcome(status, captured.out, captured.err)

    return command


@pytest.fixture
def heelwise_process(tmp_path: Path) -> Callable[..., Outcome]:
    """Run one command in a process of its own: Django keeps the data folder it first saw."""
    environment = {**os.environ, "HEELWISE_DATA": str(tmp_path / "data")}

    def command(*arguments: str, **changes: str) -> Outcome:
        done = subprocess.run(
            [sys.executable, "-m", "heelwise", *arguments],
            capture_output=True,
            text=True,
            env={**environment, **changes},
            check=False,
        )
        return Outcome(done.returncode, done.stdout, done.stderr)

    return command
