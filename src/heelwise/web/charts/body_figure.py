"""The side view: this body barefoot beside the same body in the shoe, with the plumb line and the floor."""

from __future__ import annotations

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from heelwise.web.charts.mannequin import BODY_PARTS, Outline, body_outlines, shoe_outlines
from heelwise.web.charts.spine import LEVELS, SPINE, disc_axis
from heelwise.web.charts.svg import (
    Frame,
    element,
    join,
    line,
    number,
    path,
    picture,
    polygon,
    smooth_closed,
    text,
)

WIDTH = 264.0
PANEL = WIDTH / 2
BODY_HEIGHT = 336.0
TOP = 14.0


def shading(key: str, x: float) -> SafeString:
    """Return the soft light on the body: one gradient across all its parts, so that no seam shows."""
    stops = [("0", "shade-back"), ("0.55", "shade-middle"), ("1", "shade-front")]
    return element(
        "linearGradient",
        {"id": key, "gradientUnits": "userSpaceOnUse", "x1": x - 36, "x2": x + 40, "y1": 0.0, "y2": 0.0},
        *(element("stop", {"offset": offset, "class": name}) for offset, name in stops),
    )


def draw_flesh(body: Outline, frame: Frame, girth_ratio: float, gradient: str) -> SafeString:
    """Return the mannequin: edges first, fills over them, so that the parts melt into one silhouette."""
    outlines = {part: smooth_closed(frame.all(points)) for part, points in body_outlines(body, girth_ratio).items()}
    whole = "".join(outlines[part] for part in BODY_PARTS)
    return join(
        [
            path(whole, "flesh-edge"),
            path(whole, "flesh", fill=f"url(#{gradient})"),
            path(outlines["arm"], "arm", fill=f"url(#{gradient})"),
        ]
    )


def draw_ghost(body: Outline, frame: Frame, girth_ratio: float) -> SafeString:
    """Return the barefoot body as a quiet shape behind the one in the shoe."""
    outlines = body_outlines(body, girth_ratio)
    return path("".join(smooth_closed(frame.all(outlines[part])) for part in BODY_PARTS), "ghost")


def draw_bones(body: Outline, frame: Frame) -> SafeString:
    """Return the x-ray layer: the model's own bones, the lower back clearer than the rest, and its discs."""
    clear = [points for name, points in body.bones_m.items() if is_lumbar(name) and len(points) > 2]
    quiet = [points for name, points in body.bones_m.items() if not is_lumbar(name) and len(points) > 2]
    discs = [frame.all(disc_axis(body, upper, lower)) for upper, lower, _level in LEVELS]
    return element(
        "g",
        {"class": "xray"},
        *(path(polygon(frame.all(points)), "bone-quiet") for points in quiet),
        path("".join(polygon(frame.all(points)) for points in clear), "bone"),
        *(line(*back, *front, "disc") for back, front in discs),
    )


def is_lumbar(bone: str) -> bool:
    """Return whether a bone belongs to the lower back."""
    return bone.removesuffix("_arch") in {*SPINE, "sacrum"}


def draw_shoe(body: Outline, frame: Frame) -> SafeString:
    """Return the shoe from its real geometry."""
    parts = [path(polygon(frame.all(points)), f"shoe-{name}") for name, points in shoe_outlines(body).items()]
    return element("g", {"class": "shoe"}, *parts) if parts else join([])


def draw_plumb(x: float, floor: float, centre_y: float) -> SafeString:
    """Return the plumb line through the centre of mass, with its bob just above the floor."""
    bob = f"M{number(x - 4)} {number(floor - 15)}h8l-4 13z"
    return element(
        "g",
        {"class": "plumb"},
        line(x, TOP - 10, x, floor - 14, "plumb-line"),
        path(bob, "plumb-bob"),
        element("circle", {"cx": x, "cy": centre_y, "r": 3.6, "class": "centre-of-mass"}),
    )


def draw_floor(body: Outline, frame: Frame, floor: float, caption: str) -> SafeString:
    """Return the base of support on the floor, with its length in words."""
    rear = frame.at((body.base_of_support_m[0], 0.0))[0]
    front = frame.at((body.base_of_support_m[1], 0.0))[0]
    return join(
        [
            line(rear, floor + 5, front, floor + 5, "base-of-support"),
            text(frame.at(body.centre_of_mass_m)[0], floor + 24, caption, "figure-note", anchor="middle"),
        ]
    )


def draw_panel(
    key: str,
    body: Outline,
    frame: Frame,
    floor: float,
    girth_ratio: float,
    words: tuple[str, str],
    ghost: tuple[Outline, Frame] | None,
) -> SafeString:
    """Return one standing body with everything around it; `words` are its name and its base of support."""
    x, centre_y = frame.at(body.centre_of_mass_m)
    return element(
        "g",
        {},
        shading(key, x),
        draw_ghost(ghost[0], ghost[1], girth_ratio) if ghost else "",
        draw_flesh(body, frame, girth_ratio, key),
        draw_bones(body, frame),
        draw_shoe(body, frame),
        draw_plumb(x, floor, centre_y),
        draw_floor(body, frame, floor, words[1]),
        draw_name(x, floor + 46, words[0]),
    )


def draw_name(x: float, y: float, name: str) -> SafeString:
    """Return the name under a figure, its platform on a line of its own."""
    lines = name.split(", ", 1)
    return join(
        text(x, y + 17 * n, words, "figure-name" if len(words) < 17 else "figure-name is-long", anchor="middle")
        for n, words in enumerate(lines)
    )


def base_caption(body: Outline) -> str:
    """Return the length of the base of support in words."""
    length_cm = 100 * (body.base_of_support_m[1] - body.base_of_support_m[0])
    return _("%(length)s cm to stand on") % {"length": f"{length_cm:.0f}"}


def render_body_figure(key: str, barefoot: Outline, shod: Outline, shoe_name: str, girth_ratio: float) -> SafeString:
    """Return the picture of one body, barefoot on the left and in the shoe on the right, at one scale."""
    scale = BODY_HEIGHT / max(barefoot.joint("head_top")[1], shod.joint("head_top")[1])
    floor = TOP + BODY_HEIGHT
    bodies = ((barefoot, PANEL * 0.5), (shod, PANEL * 1.5))
    frames = [
        Frame(pixels_per_m=scale, origin_px=(x, floor), origin_m=(body.centre_of_mass_m[0], 0.0)) for body, x in bodies
    ]
    behind = Frame(pixels_per_m=scale, origin_px=(PANEL * 1.5, floor), origin_m=(barefoot.centre_of_mass_m[0], 0.0))
    return picture(
        key,
        WIDTH,
        floor + (72 if ", " in shoe_name else 56),
        _("Side view of a body like yours, barefoot and in: %(shoe)s") % {"shoe": shoe_name},
        _(
            "Two soft figures drawn to scale from the model, facing right. A vertical plumb line "
            "runs through each centre of mass to the floor; a bar on the floor shows the length each stands on. "
            "The dashed shape behind the right figure is the barefoot one."
        ),
        line(6, floor, WIDTH - 6, floor, "floor"),
        draw_panel(f"{key}-a", barefoot, frames[0], floor, girth_ratio, (_("Barefoot"), base_caption(barefoot)), None),
        draw_panel(
            f"{key}-b",
            shod,
            frames[1],
            floor,
            girth_ratio,
            (shoe_name, base_caption(shod)),
            (barefoot, behind),
        ),
        class_name="figure",
    )
