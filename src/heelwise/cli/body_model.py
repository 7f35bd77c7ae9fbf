"""The body model for a command, with a progress bar the first time on a machine."""

from __future__ import annotations

from typing import TYPE_CHECKING

from heelwise.cli.speech import gettext as _

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID

    from heelwise.body.reference_model import ReferenceModel


class BuildBar:
    """A progress bar on the error stream that appears with the first report and not before."""

    def __init__(self) -> None:
        self._progress: Progress | None = None
        self._task: TaskID | None = None

    def report(self, done: int, total: int) -> None:
        """Show that `done` of `total` steps are done."""
        if self._progress is None:
            self._open()
        assert self._progress is not None and self._task is not None
        self._progress.update(self._task, completed=done, total=total)

    def close(self) -> None:
        """Take the bar away."""
        if self._progress is not None:
            self._progress.stop()

    @property
    def was_shown(self) -> bool:
        """Whether anything was built."""
        return self._progress is not None

    def _open(self) -> None:
        from rich.console import Console
        from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

        self._progress = Progress(
            TextColumn(_("Building the body model, once on this machine")),
            BarColumn(),
            TimeElapsedColumn(),
            console=Console(stderr=True),
            transient=True,
        )
        self._task = self._progress.add_task("build", total=None)
        self._progress.start()


def load_model() -> tuple[ReferenceModel, bool]:
    """Return the body model, and whether it had to be built now."""
    from heelwise.data_folder import load_data_folder
    from heelwise.model_cache import load_reference_model

    bar = BuildBar()
    try:
        return load_reference_model(load_data_folder(), bar.report), bar.was_shown
    finally:
        bar.close()
