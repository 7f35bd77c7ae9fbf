"""The reference body as plain arrays: everything later computations need, and nothing of the engine that made it.

Built once from the `myo-sim` full body (see `heelwise.mechanics.model_build.model_builder`), in its own zero pose, then
scaled to a person without compiling anything. Frame: ISB (x anterior, y up, z right), metres, origin at the
midpoint of the hip joint centres.
"""

from __future__ import annotations

from dataclasses import dataclass, fields

import numpy as np

from heelwise.shapes import Bool, Float, Int

LEVELS = ("T12/L1", "L1/L2", "L2/L3", "L3/L4", "L4/L5", "L5/S1")
"""Levels of the spine from the top; the order of every `level` axis."""

LUMBAR_LEVELS = LEVELS[1:]
"""The levels between lumbar vertebrae and above the sacrum: those an answer shows."""

SIDES = ("right", "left")
"""The order of every `side` axis."""

JOINTS = (*LEVELS, "right hip", "left hip")
"""Joints at which moments balance; the order of every `joint` axis."""

BODIES = ("thorax", "L1", "L2", "L3", "L4", "L5", "pelvis")
"""Rigid bodies of the trunk from the top; level i joins body i (above) to body i + 1 (below)."""

SEGMENTS = (*BODIES, "thigh_r", "thigh_l", "shank_r", "shank_l", "patella_r", "patella_l")
"""Everything that muscle paths are fixed to: the trunk, then the legs."""

TRUNK_MUSCLE_GROUPS = (
    "erector_spinae",
    "multifidus",
    "quadratus_lumborum",
    "psoas",
    "rectus_abdominis",
    "obliques",
)
"""Groups that cross the lumbar spine: those an answer shows."""

MUSCLE_GROUPS = (*TRUNK_MUSCLE_GROUPS, "hip_flexors", "hip_extensors", "hip_abductors", "hip_adductors")


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class ReferenceModel:
    """Lumbar spine, trunk and hip muscles and leg lengths of the reference body, unscaled.

    Parameters
    ----------
    stature_m
        Skin stature of the reference body [m].
    level_centre_m
        Rotation centre of each level, shape (level, 3) [m].
    disc_centre_m
        Middle of each disc between its endplates, shape (level, 3) [m].
    vertebra_centre_m
        Middle of the bodies of T12 to L5, shape (level, 3) [m].
    upper_endplate_slope_rad, lower_endplate_slope_rad
        Slope of the endplate above and below each disc, positive when its front is lower, shape (level,) [rad].
    first_lumbar_slope_rad
        Slope of the upper endplate of L1 [rad]; with the lowest one it gives the lordosis L1-S1.
    muscle_name, muscle_group
        Name in the source model and index into `MUSCLE_GROUPS`, shape (muscle,).
    muscle_strength_n
        Maximum isometric force in the source model, shape (muscle,) [N].
    muscle_neutral_length_m
        Length of each muscle's path in the reference pose, shape (muscle,) [m].
    link_muscle
        Muscle that each link of a path belongs to, shape (link,), non-decreasing.
    link_start_m, link_end_m
        End points of the link in the reference pose, shape (link, 3) [m].
    link_start_body, link_end_body
        Index into `SEGMENTS` of the bodies they are fixed to, shape (link,).
    wrap_link
        Links that may wrap around a sphere or cylinder, shape (wrap,), increasing.
    wrap_is_cylinder
        Else it is a sphere, shape (wrap,).
    wrap_body
        Index into `SEGMENTS`, shape (wrap,).
    wrap_centre_m, wrap_rotation
        Centre [m] and axes (columns; a cylinder runs along the third) in the reference pose, shapes (wrap, 3) and
        (wrap, 3, 3).
    wrap_radius_m
        Shape (wrap,) [m].
    wrap_side_m
        A point on the side where the path runs, shape (wrap, 3) [m].
    hip_centre_m
        Hip joint centres, shape (side, 3) [m].
    knee_centre_m, patella_centre_m
        Origin of shank and kneecap with the knee straight, shape (side, 3) [m].
    knee_axis, patella_axis
        Axes of the right knee's and kneecap's coordinates, one after another, shape (coordinate, 3).
    knee_slides, patella_slides
        Whether the coordinate is a translation, shape (coordinate,).
    knee_polynomial, patella_polynomial
        Coordinate as a polynomial of knee flexion [rad], lowest power first, shape (coordinate, power).
    landmark_name, landmark_m
        Joint centres and surface landmarks in the sagittal plane, shape (landmark, 3) [m].
    outline_name, outline_body, outline_start, outline_point_m
        Sagittal bone outlines for drawings: names, body names, start offsets, points (x, y) [m].
    """

    stature_m: float
    level_centre_m: Float[np.ndarray, "level 3"]
    disc_centre_m: Float[np.ndarray, "level 3"]
    vertebra_centre_m: Float[np.ndarray, "level 3"]
    upper_endplate_slope_rad: Float[np.ndarray, " level"]
    lower_endplate_slope_rad: Float[np.ndarray, " level"]
    first_lumbar_slope_rad: float
    muscle_name: tuple[str, ...]
    muscle_group: Int[np.ndarray, " muscle"]
    muscle_strength_n: Float[np.ndarray, " muscle"]
    muscle_neutral_length_m: Float[np.ndarray, " muscle"]
    link_muscle: Int[np.ndarray, " link"]
    link_start_m: Float[np.ndarray, "link 3"]
    link_end_m: Float[np.ndarray, "link 3"]
    link_start_body: Int[np.ndarray, " link"]
    link_end_body: Int[np.ndarray, " link"]
    wrap_link: Int[np.ndarray, " wrap"]
    wrap_is_cylinder: Bool[np.ndarray, " wrap"]
    wrap_body: Int[np.ndarray, " wrap"]
    wrap_centre_m: Float[np.ndarray, "wrap 3"]
    wrap_rotation: Float[np.ndarray, "wrap 3 3"]
    wrap_radius_m: Float[np.ndarray, " wrap"]
    wrap_side_m: Float[np.ndarray, "wrap 3"]
    hip_centre_m: Float[np.ndarray, "side 3"]
    knee_centre_m: Float[np.ndarray, "side 3"]
    patella_centre_m: Float[np.ndarray, "side 3"]
    knee_axis: Float[np.ndarray, "coordinate 3"]
    knee_slides: Bool[np.ndarray, " coordinate"]
    knee_polynomial: Float[np.ndarray, "coordinate power"]
    patella_axis: Float[np.ndarray, "coordinate_2 3"]
    patella_slides: Bool[np.ndarray, " coordinate_2"]
    patella_polynomial: Float[np.ndarray, "coordinate_2 power"]
    landmark_name: tuple[str, ...]
    landmark_m: Float[np.ndarray, "landmark 3"]
    outline_name: tuple[str, ...]
    outline_body: tuple[str, ...]
    outline_start: Int[np.ndarray, " outlines_plus_one"]
    outline_point_m: Float[np.ndarray, "point 2"]

    @property
    def n_muscles(self) -> int:
        """Number of muscle fascicles."""
        return len(self.muscle_name)

    @property
    def disc_slope_rad(self) -> Float[np.ndarray, " level"]:
        """Slope of each mid-disc plane in the reference pose, positive when its front is lower [rad]."""
        return 0.5 * (self.upper_endplate_slope_rad + self.lower_endplate_slope_rad)

    @property
    def lordosis_rad(self) -> float:
        """Lordosis L1-S1 of the reference pose [rad]."""
        return float(self.lower_endplate_slope_rad[-1] - self.first_lumbar_slope_rad)

    @property
    def sacral_slope_rad(self) -> float:
        """Sacral slope of the reference pose [rad]."""
        return float(self.lower_endplate_slope_rad[-1])

    def landmark(self, name: str) -> Float[np.ndarray, "3"]:
        """Return the landmark `name` in the reference pose, shape (3,) [m]."""
        return self.landmark_m[self.landmark_name.index(name)]

    def to_arrays(self) -> dict[str, np.ndarray]:
        """Return every field as an array, for storage."""
        return {f.name: np.asarray(getattr(self, f.name)) for f in fields(self)}

    @classmethod
    def from_arrays(cls, arrays: dict[str, np.ndarray]) -> ReferenceModel:
        """Return the model stored by `to_arrays`."""
        values: dict[str, object] = {}
        for f in fields(cls):
            array = arrays[f.name]
            if f.type == "float":
                values[f.name] = float(array)
            elif str(f.type).startswith("tuple"):
                values[f.name] = tuple(str(item) for item in array)
            else:
                values[f.name] = array
        return cls(**values)  # type: ignore[arg-type]  # the loop above gives every field its own type
