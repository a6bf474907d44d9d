"""Records every file that the pages offer, as they are opened: the table behind it, or what makes its bytes."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from reports.tables import Table

ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True, eq=False)
class Offered:
    """One file that a page offers.

    Attributes
    ----------
    site : tuple of str
        The file of the project, and the function, that offers it.
    visit : str
    kind : str
        « menu » for a table, else the extension.
    table : Table or None
    make : callable or None
        Makes the bytes of what is no table.
    """

    site: tuple[str, str]
    visit: str
    kind: str
    table: Table | None
    make: Callable[[], bytes] | None


class Recorder:
    """What the pages have offered so far."""

    def __init__(self) -> None:
        self.offered: list[Offered] = []
        self.visit = ""

    @property
    def sites(self) -> set[tuple[str, str]]:
        """Where it was offered from."""
        return {one.site for one in self.offered}

    def menu(self, table: Table, **settings: Any) -> None:
        """Stand for `ui.downloads.menu`."""
        self._keep("menu", table, None)
        for kind, make in (settings.get("more") or {}).items():
            self._keep(kind, None, make)

    def file(self, kind: str, name: str, make: Callable[[], bytes], **settings: Any) -> None:
        """Stand for `ui.downloads.file`."""
        self._keep(kind, None, make)

    def _keep(self, kind: str, table: Table | None, make: Callable[[], bytes] | None) -> None:
        frame = sys._getframe(2)
        site = Path(frame.f_code.co_filename).resolve().relative_to(ROOT).as_posix(), _outer(frame)
        self.offered.append(Offered(site, self.visit, kind, table, make))


def _outer(frame: Any) -> str:
    """Return the function of the file that the call is in, whatever is nested in it."""
    return str(frame.f_code.co_qualname if hasattr(frame.f_code, "co_qualname") else frame.f_code.co_name).split(".")[0]


@contextmanager
def recording() -> Iterator[Recorder]:
    """Record while pages are opened."""
    from ui import downloads

    recorder = Recorder()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(downloads, "menu", recorder.menu)
        patch.setattr(downloads, "file", recorder.file)
        yield recorder
