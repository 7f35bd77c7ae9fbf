"""A side view of this body: joints, bones, shoe, where the weight falls. Data for drawings, no drawing."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

import numpy as np

from heelwise.body import BODIES, LEVELS, LUMBAR_LEVELS, ReferenceModel
from heelwise.footwear import Shoe
from heelwise.mechanics import Stance, Standing, TrunkAngles
from heelwise.shapes import Float

Point = tuple[float, float]
Outline = tuple[Point, ...]

_BONE_NAMES = {
    "sacrum_geom_1_sacrum": "sacrum",
    "r_pelvis": "pelvis",
    "hat_skull": "skull",
    "hat_jaw": "jaw",
    "hat_cervical": "neck",
    "torso_geom_13_ribcage_s": "ribs",
    "r_femur": "femur",
    "r_tibia": "tibia",
    "r_fibula": "fibula",
    "r_talus": "talus",
    "r_foot": "foot",
    "r_bofoot": "toes",
}
_TRUNK_JOINTS = {"head_top": "head_top", "head_centre": "head_centre", "c7": "c7", "shoulder": "shoulder"}
_HEEL_SEAT_FRACTION = 0.30
_ARCH_THICKNESS_M = 0.006


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class BodyOutline:
    """Side view, x forward from the ball of the foot, z up from the ground, all [m].

    Parameters
    ----------
    joints_m
        Joint and landmark name to (x, z).
    bones_m
        Bone name to closed outline.
    shoe_m
        Part of the shoe (sole, heel, upper) to outline; empty barefoot.
    level_points_m
        Lumbar level to the middle of its disc.
    centre_of_mass_m
        (x, z) of the whole body.
    base_of_support_m
        Back of the heel tip and the ball of the foot, between which quiet standing is carried.
    disc_slopes_rad
        Lumbar level to the slope of its mid-disc plane, positive when the front is lower [rad].
    """

    joints_m: Mapping[str, Point]
    bones_m: Mapping[str, Outline]
    shoe_m: Mapping[str, Outline]
    level_points_m: Mapping[str, Point]
    centre_of_mass_m: Point
    base_of_support_m: Point
    disc_slopes_rad: Mapping[str, float]


def outline_body(standing: Standing, trunk: TrunkAngles, shoe: Shoe | None) -> BodyOutline:
    """Return the side view of the mean body in the mean posture of these draws."""
    mean = replace(
        standing,
        body=standing.body.mean(),
        gravity_line_before_ankle_m=standing.gravity_line_before_ankle_m.mean(keepdims=True),
    )
    angles = TrunkAngles(
        lean_rad=trunk.lean_rad.mean(keepdims=True),
        lordosis_rad=trunk.lordosis_rad.mean(keepdims=True),
        knee_flexion_rad=trunk.knee_flexion_rad.mean(keepdims=True),
    )
    stance = mean.stand(angles, shoe)
    placed = _Placed(mean, stance)
    return BodyOutline(
        joints_m=placed.joints(),
        bones_m=placed.bones(),
        shoe_m={} if shoe is None else _shoe_outline(shoe, stance, placed),
        level_points_m={level: placed.disc_middle(LEVELS.index(level)) for level in LUMBAR_LEVELS},
        centre_of_mass_m=(float(stance.gravity_line_x_m[0]), float(mean.centre_of_mass_height_m(stance)[0])),
        base_of_support_m=(float(stance.support.heel_tip_back_m), 0.0),
        disc_slopes_rad={level: placed.disc_slope_rad(LEVELS.index(level)) for level in LUMBAR_LEVELS},
    )


class _Placed:
    """Puts points of the reference model where they are in a stance."""

    def __init__(self, standing: Standing, stance: Stance) -> None:
        self.standing, self.stance = standing, stance
        self.model: ReferenceModel = standing.model
        self.frames = standing.frames(stance.trunk)

    def on_trunk(self, body: int, point_m: Float[np.ndarray, "*p 3"]) -> list[Point]:
        """Return points fixed to pelvis, a vertebra or the thorax."""
        scaled = np.atleast_2d(point_m) * self.standing.body.trunk_scale
        world = self.frames.place(body, scaled)[0, :, :2] + self.stance.legs.hip_m[0]
        return [(float(x), float(z)) for x, z in world]

    def disc_middle(self, level: int) -> Point:
        """Return the middle of a disc, carried by the vertebra above."""
        return self.on_trunk(level, self.model.disc_centre_m[level])[0]

    def disc_slope_rad(self, level: int) -> float:
        """Return the slope of a mid-disc plane: its reference slope turned half-way between its vertebrae."""
        turned = [np.arctan2(r[0, 1], r[0, 0]) for r in self.frames.rotation[0, level : level + 2]]
        return float(self.model.disc_slope_rad[level] + 0.5 * sum(turned))

    def on_leg(self, part: str, point_m: Float[np.ndarray, "*p 3"]) -> list[Point]:
        """Return points fixed to thigh or shank."""
        legs = self.stance.legs
        top = self.model.landmark("knee") if part == "shank" else np.zeros(3)
        origin = legs.knee_m[0] if part == "shank" else legs.hip_m[0]
        lean = float((legs.shank_lean_rad if part == "shank" else legs.thigh_lean_rad)[0])
        offset = (np.atleast_2d(point_m) - top) * self.standing.body.leg_scale
        c, s = np.cos(lean), np.sin(lean)
        return [(float(origin[0] + c * x + s * y), float(origin[1] - s * x + c * y)) for x, y, _ in offset]

    def on_foot(self, point_m: Float[np.ndarray, "*p 3"], *, flat: bool = False) -> list[Point]:
        """Return points of the foot, pitched with it or lying flat like the toes."""
        pitch = 0.0 if flat else self.stance.pitch_rad
        placed = self.standing.pitched_points(np.atleast_2d(point_m), pitch, self.stance.platform_m)
        return [(float(x), float(z)) for x, z in placed]

    def joints(self) -> dict[str, Point]:
        """Return named joints and landmarks."""
        model, legs = self.model, self.stance.legs
        found = {ours: self.on_trunk(0, model.landmark(name))[0] for ours, name in _TRUNK_JOINTS.items()}
        shoulder = np.array(found["shoulder"])
        scale = self.standing.body.trunk_scale
        for name in ("elbow", "wrist"):
            hanging = model.landmark(name) - model.landmark("shoulder")
            found[name] = (float(shoulder[0] + scale * hanging[0]), float(shoulder[1] + scale * hanging[1]))
        (ex, ez), (wx, wz) = found["elbow"], found["wrist"]
        found["hand"] = (wx + 0.3 * (wx - ex), wz + 0.3 * (wz - ez))
        for name in ("L1", "L2", "L3", "L4", "L5"):
            i = BODIES.index(name)
            found[name.lower()] = self.on_trunk(i, model.vertebra_centre_m[i])[0]
        found["s1"] = self.on_trunk(BODIES.index("pelvis"), model.landmark("s1_middle"))[0]
        found["hip"] = (float(legs.hip_m[0, 0]), float(legs.hip_m[0, 1]))
        found["knee"] = (float(legs.knee_m[0, 0]), float(legs.knee_m[0, 1]))
        found["ankle"] = (float(self.stance.ankle_m[0, 0]), float(self.stance.ankle_m[0, 1]))
        found["heel"], found["ball"] = (self.on_foot(model.landmark(n))[0] for n in ("heel", "ball"))
        found["toe"] = self.on_foot(model.landmark("toe"), flat=True)[0]
        return found

    def bones(self) -> dict[str, Outline]:
        """Return closed outlines of bones."""
        model, found = self.model, {}
        for i, source in enumerate(model.outline_name):
            points = model.outline_point_m[model.outline_start[i] : model.outline_start[i + 1]]
            xyz = np.column_stack([points, np.zeros(len(points))])
            part = model.outline_body[i]
            if part in BODIES:
                placed = self.on_trunk(BODIES.index(part), xyz)
            elif part in ("thigh", "shank"):
                placed = self.on_leg(part, xyz)
            else:
                placed = self.on_foot(xyz, flat=part == "toes")
            found[_bone_name(source)] = tuple(placed)
        return found


def _bone_name(source: str) -> str:
    """Return our name of a bone outline: l1 to l5, l1_arch ..., t1 to t12, sacrum, pelvis, femur ..."""
    stem, arch = source.removesuffix("_arch"), "_arch" if source.endswith("_arch") else ""
    if stem.startswith("lumbar"):
        return f"l{stem[6]}{arch}"
    if "thoracic" in stem:
        return f"t{stem.split('thoracic')[1].removesuffix('_s')}{arch}"
    return _BONE_NAMES[stem]


def _shoe_outline(shoe: Shoe, stance: Stance, placed: _Placed) -> dict[str, Outline]:
    """Return sole, heel and upper of the shoe, a court shoe with this shoe's own measures."""
    model = placed.model
    heel, ball = model.landmark("heel"), model.landmark("ball")

    def at(fraction: float, lift_m: float = 0.0) -> Point:
        """Return a point on the footbed, a fraction of the way from heel to ball, lifted off it."""
        point = heel + fraction * (ball - heel)
        return placed.on_foot(point + np.array([0.0, lift_m / placed.standing.foot_scale, 0.0]))[0]

    toe_x, base_m = placed.on_foot(model.landmark("toe"), flat=True)[0][0], stance.platform_m
    footbed = [at(f) for f in (0.0, 0.15, 0.3, 0.5, 0.7, 0.85, 1.0)]
    toe_box = [(0.35 * toe_x, base_m + 0.034), (0.75 * toe_x, base_m + 0.026), (toe_x + 0.007, base_m + 0.012)]
    tip = (toe_x + 0.007, base_m + 0.004)
    arch = (at(f, -_ARCH_THICKNESS_M) for f in (0.85, 0.7, 0.5, 0.3, 0.0))
    under = [(x, max(z, 0.0)) for x, z in arch]  # a flat shoe has no arch above the ground
    vamp = [at(-0.03, 0.055), at(0.2, 0.036), at(0.5, 0.018), at(0.8, 0.02), at(0.97, 0.034)]
    return {
        "sole": (*footbed, (toe_x, base_m), tip, (0.92 * toe_x, 0.0), (0.0, 0.0), *under),
        "heel": _heel_outline(shoe, stance, at),
        "upper": (at(0.0), *vamp, *toe_box, tip, *reversed(footbed)),
    }


def _heel_outline(shoe: Shoe, stance: Stance, at: Callable[[float, float], Point]) -> Outline:
    """Return the heel from its seat to the ground: filled for wedge and flat, waisted for a thin heel."""
    back = float(stance.support.heel_tip_back_m)
    if shoe.kind in ("wedge", "flat"):
        return (at(0.0, 0.0), at(0.5, 0.0), at(1.0, 0.0), (0.0, 0.0), (back, 0.0))
    front = min(back + shoe.tip_length_m, -0.002)
    seat_back, seat_front = at(0.0, 0.0), at(_HEEL_SEAT_FRACTION, 0.0)
    waist_m = 0.45 * seat_back[1]
    lean = (back - seat_back[0]) * 0.6
    width_m = 1.25 * shoe.tip_length_m if shoe.tip_length_m < 0.03 else shoe.tip_length_m
    return (
        seat_back,
        seat_front,
        (seat_back[0] + lean + width_m + 0.012, 0.68 * seat_back[1]),
        (seat_back[0] + lean + width_m, waist_m),
        (front, 0.0),
        (back, 0.0),
        (seat_back[0] + lean, waist_m),
    )
