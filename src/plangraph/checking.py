"""What `plangraph validate` does: a check of all, of some files or of one rule; once, or again at every save."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from threading import Timer
from typing import Final

from rich.console import Console

from plangraph import catalog
from plangraph.errors import FileNotInData, Language, PlangraphError
from plangraph.faults import Progress
from plangraph.store import Store
from plangraph.validation import Report, check

PATIENCE: Final = 1.0
"""After so many seconds a person wants to see that something goes on."""
WATCH_TURN: Final = 200
"""Milliseconds after which a watch without changes takes a turn."""
_WORDS: Final[dict[Language, dict[str, str]]] = {
    "ja": {
        "shapes": "形状(SHACL)を調べています",
        "queries": "データセットの規則 {done}/{steps}",
        "changed": "{time} 変更: {names}",
    },
    "en": {
        "shapes": "Checking the shapes (SHACL)",
        "queries": "Dataset rule {done} of {steps}",
        "changed": "{time} changed: {names}",
    },
}


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be checked: the data below `root`; where given, findings in these files or of this rule only."""

    root: Path
    files: Sequence[Path]
    rule: str | None
    language: Language

    def report(self) -> Report:
        """Check once, with a sign of life on the terminal where it takes long.

        Raises DataError if something cannot be read, RuleUnknown, or FileNotInData.
        """
        store = Store.load(self.root)
        names = [_name(store, path) for path in self.files]
        with _sign_of_life(self.language) as progress:
            report = check(self.root, store, self.rule, progress).report(self.language)
        return report.within(names) if names else report

    def again_and_again(self, show: Callable[[Report], None]) -> None:
        """Show a report now and at every save of data or rules, until Ctrl-C.

        What has been saved, and what cannot be read, is told on standard error.
        """
        from watchfiles import watch

        console = Console(stderr=True)
        folders = [self.root / "ontology", self.root / "data"]
        saves = watch(
            *folders,
            watch_filter=lambda _, path: path.endswith(".ttl"),
            yield_on_timeout=True,  # at once for the first time: what is saved during a check is not missed
            rust_timeout=WATCH_TURN,
            raise_interrupt=False,
        )
        with suppress(KeyboardInterrupt):  # during a check; while it waits, the watch itself ends
            for turn, changes in enumerate(saves):
                names = ", ".join(sorted({Path(path).name for _, path in changes}))
                if names:
                    now = datetime.now().strftime("%H:%M:%S")
                    console.rule(_WORDS[self.language]["changed"].format(time=now, names=names))
                if names or turn == 0:
                    self._show(show, console)

    def _show(self, show: Callable[[Report], None], console: Console) -> None:
        try:
            show(self.report())
        except PlangraphError as error:
            console.print(f"plangraph: {error.sentence(self.language)}", style="bold red", markup=False)


def _name(store: Store, path: Path) -> str:
    """The name that findings give to the data file at a path. Raises MissingPath or FileNotInData."""
    catalog.whole(path)
    for graph, file in store.files.items():
        if file.samefile(path):
            return store.file_name(graph)
    raise FileNotInData(path=path)


@contextmanager
def _sign_of_life(language: Language) -> Iterator[Progress]:
    """A line on the terminal (standard error) that says what goes on, after a second, gone when all is done."""
    words = _WORDS[language]
    status = Console(stderr=True).status(words["shapes"])
    timer = Timer(PATIENCE, status.start)
    timer.daemon = True

    def tell(done: int, steps: int) -> None:
        status.update(words["queries"].format(done=done, steps=steps))

    timer.start()
    try:
        yield tell
    finally:
        timer.cancel()
        timer.join()
        status.stop()
