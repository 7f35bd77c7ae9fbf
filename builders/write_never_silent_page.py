"""Write docs/science/never-silent.md: what became of random postures. Takes some minutes in two processes."""

from __future__ import annotations

import multiprocessing
import os
import textwrap
import time
from concurrent.futures import ProcessPoolExecutor
from functools import cache
from pathlib import Path

os.environ.setdefault("OMP_NUM_THREADS", "1")  # the processes share the work; threads inside them would fight

from heelwise.body import ReferenceModel
from heelwise.data_folder import load_data_folder
from heelwise.evidence import EvidenceLibrary, load_library
from heelwise.model_cache import load_reference_model
from never_silent import BALANCE_N_M, RANGES, STRENGTH_FACTOR, Tally, draw_case, tally_case

PAGE = Path(__file__).resolve().parents[1] / "docs" / "science" / "never-silent.md"
N_POSES, BLOCK, N_PROCESSES = 100_000, 500, 2

HEAD = """# Never silent

Written by `builders/write_never_silent_page.py`; do not edit.

The muscle split has two honest ends. Either the posture is held: all moments balance and every muscle and every level
stays within its bounds. Or it is impossible, and there is a proof: a direction along which everything the body has,
added up, is less than what is wanted (Farkas). A solver that stops without either is a defect and says so.

Here each answer is checked by adding up the moments again from the engine's own pieces. The solver's word counts for
nothing: a held posture has to balance within BALANCE N m, a proof has to hold.

"""

WORDS = {
    "everyday": "on both feet, leaning 15° back to 60° forward with the spine's share at random, up to 15° bent aside "
    "and 6° turned in the spine, knees bent up to 60°, legs apart and turned",
    "part of the way": "a random part of the way from upright to one of the next range, more of them near upright",
    "anywhere allowed": "every level, hip and knee anywhere in the range that is accepted, the pelvis any way round",
}

TAIL = """
"Largest moment left" is over all postures that are held; "smallest moment missing" over all that are impossible.

Each block of BLOCK postures is one random person (height 1.45 to 1.95 m, body mass index 18 to 35, 18 to 80 years,
women and men in turn) whose strength is drawn anew for each posture, between WEAK and STRONG times what was estimated.
The seed of a block is the number of its range and its own number, so that it can be drawn again alone.

What cannot be worked with at all never comes this far: an angle out of its range, or a number that is not finite, is
refused with an error that names the posture, the joint and what is allowed.

`tests/properties/test_never_silent.py` repeats a part of this, shows that the check notices a wrong answer and a wrong
proof, and holds the answers equal to the last bit for any size of batch and in any number of processes.
"""


def tally_block(work: tuple[str, int, int]) -> Tally:
    """Return what becomes of one block: name of the range, number of the block, number of postures."""
    range_name, block, n_poses = work
    model, library = _model_and_library()
    return tally_case(model, draw_case(range_name, block, n_poses, model, library))


@cache
def _model_and_library() -> tuple[ReferenceModel, EvidenceLibrary]:
    """Return what every block needs, read once in each process."""
    return load_reference_model(load_data_folder()), load_library()


def tally_ranges(n_poses: int, n_processes: int) -> dict[str, Tally]:
    """Return what becomes of `n_poses` postures of each range."""
    _model_and_library()  # built once, here, if it has to be
    found = {}
    with ProcessPoolExecutor(n_processes, multiprocessing.get_context("spawn")) as pool:
        for name in RANGES:
            start_s = time.perf_counter()
            blocks = [(name, block, BLOCK) for block in range(n_poses // BLOCK)]
            found[name] = Tally.together(list(pool.map(tally_block, blocks)))
            print(f"{name}: {1e6 * (time.perf_counter() - start_s) * n_processes / n_poses:.0f} us a posture")
    return found


def write_page(found: dict[str, Tally]) -> str:
    """Return the page."""
    text = HEAD.replace("BALANCE", f"{BALANCE_N_M:.0e}".replace("e-0", "e-"))
    text += "\n".join(
        textwrap.fill(f"- **{name}**: {WORDS[name]}.", 118, subsequent_indent="  ", break_on_hyphens=False)
        for name in found
    )
    heads = (
        "range",
        "postures",
        "held",
        "proved impossible",
        "neither",
        "largest moment left",
        "smallest moment missing",
    )
    text += f"\n\n| {' | '.join(heads)} |\n|{'---|' * len(heads)}\n"
    for name, tally in found.items():
        cells = (
            name,
            f"{tally.n_poses:,}",
            f"{tally.n_held:,} ({tally.n_held / tally.n_poses:.1%})",
            f"{tally.n_impossible:,} ({tally.n_impossible / tally.n_poses:.1%})",
            f"{tally.n_silent:,}",
            f"{tally.unbalanced_n_m:.0e} N m" if tally.n_held else "none held",
            f"{tally.missing_n_m:.0e} N m" if tally.n_impossible else "none impossible",
        )
        text += f"| {' | '.join(cells)} |\n"
    tail = TAIL.replace("BLOCK", str(BLOCK))
    return text + tail.replace("WEAK", f"{STRENGTH_FACTOR[0]:g}").replace("STRONG", f"{STRENGTH_FACTOR[1]:g}")


if __name__ == "__main__":
    PAGE.write_text(write_page(tally_ranges(N_POSES, N_PROCESSES)), encoding="utf-8")
    print(f"wrote {PAGE.name}")
