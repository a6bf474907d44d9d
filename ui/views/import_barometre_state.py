"""The file of the barometer in sight: its cells, its mapping, and what is being decided of it. In one session alone."""

import hashlib
from dataclasses import dataclass, field
from typing import Any

import pandas as pd
import streamlit as st

from data.importers import reading
from data.importers.barometer import apply, importing, privacy, propose, review
from data.importers.barometer.errors import ProfileMismatch
from data.importers.barometer.mapping import Mapping, Shape
from data.importers.outcome import Import
from data.importers.personal import PersonalColumn
from data.importers.reading import RawTable
from data.importers.words import folded
from reports.sentences import import_barometre as sentences
from ui import in_sight


@dataclass
class Survey:
    """A file under review.

    Attributes
    ----------
    digest : str
        Of its name and content.
    name, content : str, bytes
    sheets : list of str
        Visible sheets of a workbook.
    raw : RawTable
    personal : tuple of PersonalColumn
        The columns that identify persons.
    mapping : Mapping
        As it stands, with what the person has chosen.
    doubtful : list of str
        Columns to look at first: they keep their place once they are settled.
    asked : dict
        Column, field and part to the texts that were not read and how often they come, settled since or not.
    turn : int
        Grows each time that the whole mapping changes, so that no widget keeps an older choice.
    made : tuple of (key, Import) or None
        What the file would become by this mapping.
    twice : tuple of str
        What is said of the same people under another wave.
    """

    digest: str
    name: str
    content: bytes
    sheets: list[str]
    raw: RawTable
    personal: tuple[PersonalColumn, ...]
    mapping: Mapping
    doubtful: list[str] = field(default_factory=list)
    asked: dict[tuple[str, str, str], dict[str, int]] = field(default_factory=dict)
    turn: int = 0
    made: tuple[str, Import] | None = None
    twice: tuple[str, ...] = ()
    _listed: dict[str, tuple[str, pd.DataFrame]] = field(default_factory=dict)

    @property
    def read(self) -> Mapping:
        """The mapping without the columns that identify persons, but those confirmed to be kept coarser."""
        return apply.without_persons(self.mapping, self.personal, [])

    @property
    def lacking(self) -> str:
        """What the mapping lacks before it can be imported, as a sentence; "" when it says enough."""
        addresses = [one.column for one in self.personal if one.coarsening == "commune"]
        return sentences.lacking(importing.missing(self.read), addresses)

    def listed(self, column: str) -> pd.DataFrame:
        """Return the different texts of a column and what each is read as, found once for one reading of it."""
        read = f"{self.mapping.shape} {self.mapping.column(column).model_dump_json()}"
        if self._listed.get(column, ("", None))[0] != read:
            self._listed[column] = (read, review.listed(self.raw, self.mapping, column, self.personal))
        return self._listed[column][1]

    def key(self, *parts: object) -> str:
        """Return the name of a widget of this file, at this turn."""
        return "-".join(["barometre", self.digest[:10], str(self.turn), *map(str, parts)])

    def place(self, column: str) -> int:
        """Return the place of a column, to name its widgets by."""
        return self.raw.columns.index(column)

    def change(self, mapping: Mapping) -> None:
        """Take another mapping; it is no longer the saved one of that name."""
        self.mapping = mapping.model_copy(update={"name": "", "version": 0, "saved": ""})

    def read_as(self, column: str, reading: tuple[str, str], *, coarsen: str = "", percent: bool = False) -> None:
        """Read a column as the person says."""
        self.change(propose.read_as(self.raw, self.mapping, column, *reading, coarsen=coarsen, percent=percent))

    def reshape(self, shape: Shape) -> None:
        """Take the file for respondents, or for counts."""
        self._restart(propose.propose(self.raw, shape=shape, personal=self.personal))

    def replay(self, profile: Mapping) -> None:
        """Take up a saved mapping.

        Raises
        ------
        ProfileMismatch
            The file has not its columns.
        """
        absent = [one.column for one in profile.used() if one.column not in self.raw.columns]
        if absent:
            raise ProfileMismatch(profile.name, absent, list(self.raw.columns))
        self._restart(profile)

    def read_sheet(self, sheet: str) -> None:
        """Read another sheet of the workbook."""
        self.raw = reading.read_table(self.content, self.name, sheet=sheet)
        self.personal = privacy.detect(self.raw.rows)
        self._restart(propose.propose(self.raw, personal=self.personal))

    def _restart(self, mapping: Mapping) -> None:
        self.mapping = mapping
        self.doubtful = review.doubtful(self.raw, mapping, self.personal)
        self.asked, self._listed = {}, {}
        self.turn += 1


def opened(name: str, content: bytes) -> Survey:
    """Return the file in sight, read once; another file that was in sight is forgotten."""
    digest = hashlib.sha256(name.encode() + b"\0" + content).hexdigest()
    known: Any = st.session_state.get(in_sight.SURVEY)
    if isinstance(known, Survey) and known.digest == digest:
        return known
    in_sight.forget()
    with st.spinner("Lecture du fichier…"):
        raw = reading.read_table(content, name)
        personal = privacy.detect(raw.rows)
        mapping = propose.propose(raw, personal=personal)
        survey = Survey(digest, name, content, _sheets(name, content), raw, personal, mapping)
        survey.doubtful = review.doubtful(raw, mapping, personal)
    st.session_state[in_sight.SURVEY] = survey
    return survey


def _sheets(name: str, content: bytes) -> list[str]:
    """Return the sheets among which there is a choice; none in our own template, which says where its rows are."""
    found = reading.sheets(content, name)
    if any(folded(one) == folded(reading.DATA_SHEET) for one in found):
        return []
    return [one for one in found if folded(one) not in reading.SIDE_SHEETS]
