"""The reference body as plain arrays: everything later computations need, and nothing of the engine that made it.

Built once from the `myo-sim` full body (see `heelwise.mechanics.model_builder`), in its own zero pose, then
scaled to a person without compiling anything. Frame: ISB (x anterior, y up, z right), metres, origin at the
midpoint of the hip joint centres.
"""

from __future__ import annotations

from dataclasses import dataclass, fields

import numpy as np

from heelwise.shapes import Bool, Float, Int

LEVELS = ("L1/L2", "L2/L3", "L3/L4", "L4/L5", "L5/S1")
"""Lumbar levels from the top; the order of every `level` axis."""

BODIES = ("thorax", "L2", "L3", "L4", "L5", "pelvis")
"""Rigid bodies from the top; level i joins body i (above) to body i + 1 (below). L1 is one with the thorax."""

MUSCLE_GROUPS = (
    "erector_spinae",
    "multifidus",
    "quadratus_lumborum",
    "psoas",
    "rectus_abdominis",
    "obliques",
)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class ReferenceModel:
    """Lumbar spine, trunk muscles and leg lengths of the reference body, unscaled.

    Parameters
    ----------
    stature_m
        Skin stature of the reference body [m].
    level_centre_m
        Rotation centre of each lumbar level, shape (level, 3) [m].
    disc_centre_m
        Middle of each disc between its endplates, shape (level, 3) [m].
    vertebra_centre_m
        Middle of the bodies of L1 to L5, shape (level, 3) [m].
    upper_endplate_slope_rad, lower_endplate_slope_rad
        Slope of the endplate above and below each disc, positive when its front is lower, shape (level,) [rad].
    first_lumbar_slope_rad
        Slope of the upper endplate of L1 [rad]; with the lowest one it gives the lordosis L1-S1.
    muscle_name, muscle_group
        Name in the source model and index into `MUSCLE_GROUPS`, shape (muscle,).
    muscle_strength_n
        Maximum isometric force in the source model, shape (muscle,) [N].
    muscle_is_used
        False for the 14 oblique fascicles that end on a massless body which cannot be in balance, shape (muscle,).
    segment_muscle
        Muscle each straight segment that crosses a level belongs to, shape (segment,), non-decreasing.
    segment_upper_m, segment_lower_m
        End points of the segment on the upper and the lower body, shape (segment, 3) [m].
    segment_upper_body, segment_lower_body
        Index into `BODIES` of those bodies, shape (segment,); upper < lower.
    segment_sphere
        Index of the sphere the upper end wraps around, or -1, shape (segment,).
    sphere_centre_m, sphere_radius_m
        Wrapping spheres, all on the thorax, shapes (sphere, 3) and (sphere,) [m].
    muscle_rest_length_m
        Length of the path parts that never change, shape (muscle,) [m].
    segment_far_m
        Point on the thorax where a path that wraps a sphere ends, shape (segment, 3) [m].
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
    muscle_is_used: Bool[np.ndarray, " muscle"]
    segment_muscle: Int[np.ndarray, " segment"]
    segment_upper_m: Float[np.ndarray, "segment 3"]
    segment_lower_m: Float[np.ndarray, "segment 3"]
    segment_upper_body: Int[np.ndarray, " segment"]
    segment_lower_body: Int[np.ndarray, " segment"]
    segment_sphere: Int[np.ndarray, " segment"]
    segment_far_m: Float[np.ndarray, "segment 3"]
    sphere_centre_m: Float[np.ndarray, "sphere 3"]
    sphere_radius_m: Float[np.ndarray, " sphere"]
    muscle_rest_length_m: Float[np.ndarray, " muscle"]
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
