"""A barometer that comes already counted: rows of places, publics or benefits, and numbers of respondents."""

import math
from dataclasses import dataclass

import pandas as pd

from data.importers import numbers
from data.importers.barometer import choices, person, privacy
from data.importers.barometer import mapping as mappings
from data.importers.barometer.answers import is_silent
from data.importers.barometer.apply import FICTITIOUS, without_persons
from data.importers.barometer.entries import COUNTS
from data.importers.barometer.errors import MappingInvalid, ProfileMismatch
from data.importers.barometer.mapping import ColumnMapping, Mapping
from data.importers.barometer.questionnaire import AGGREGATES
from data.importers.barometer.residence import Reader
from data.importers.personal import PersonalColumn
from data.importers.reading import RawTable
from data.importers.remark import Remark
from data.importers.words import folded

WHOLE = "ensemble"
MOST_RESPONDENTS = 1e9
MEASURES = ("respondents", "missed", "received", "not_concerned", "unknowing")
KEYS = ("level", "code", "public", "benefit", "wave")
_WHOLE = frozenset({"ensemble", "total", "tous", "toutes", "tous publics", "toutes prestations", "tout public"})


@dataclass(frozen=True)
class Counted:
    """Counts read by a mapping; nothing is written.

    Attributes
    ----------
    counts : DataFrame
        Columns `entries.COUNTS`; NaN where a count is unknown or masked.
    recomputed : bool
        Some counts come from shares of the respondents.
    """

    counts: pd.DataFrame
    remarks: tuple[Remark, ...]
    accepted: int
    refused: int
    personal: tuple[PersonalColumn, ...]
    fictitious: bool
    recomputed: bool


Key = tuple[str, str, str, str, str]


class _Counting:
    """Rows of counts gathered under their place, public, benefit and wave."""

    def __init__(self, remarks: list[Remark]) -> None:
        self.remarks = remarks
        self.found: dict[Key, dict[str, float]] = {}
        self.shares: dict[tuple[Key, str], tuple[float, int, str]] = {}
        self.lines: dict[tuple[Key, str], int] = {}

    def refuse(self, line: int, column: str, value: str, message: str) -> None:
        self.remarks.append(Remark("refusé", line, column, value, message))

    def add(self, key: Key, line: int, one: ColumnMapping, text: str) -> None:
        """Read a count or a share; a mark of secrecy is a value that is not known."""
        figure = numbers.figure(text)
        first = self.lines.setdefault((key, one.field), line)
        if first != line:
            message = f"déjà dit à la ligne {first} pour le même lieu, public et prestation ; gardez l’une des deux"
            self.refuse(line, one.column, text, message)
            return
        if figure.status == "illisible":
            self.refuse(line, one.column, text, "ce n’est pas un nombre ; attendu un effectif, « s » s’il est secret")
        elif math.isnan(figure.value):
            self.found.setdefault(key, {})[one.field] = math.nan
        elif one.percent:
            if 0 <= figure.value <= 100:
                self.shares[key, one.field] = (figure.value, line, one.column)
                self.found.setdefault(key, {})
            else:
                self.refuse(line, one.column, text, "ce n’est pas une part ; attendu de 0 à 100 %")
        elif not 0 <= figure.value <= MOST_RESPONDENTS or figure.value != int(figure.value):
            self.refuse(line, one.column, text, "ce n’est pas un effectif ; attendu un nombre entier de répondants")
        else:
            self.found.setdefault(key, {})[one.field] = figure.value

    def table(self) -> pd.DataFrame:
        """Return one row a key; shares become counts, parts larger than their whole are refused."""
        for (key, field), (share, line, column) in self.shares.items():
            base = self._base(key)
            if math.isnan(base):
                message = "cette part n’a pas de nombre de répondants à qui l’appliquer ; ajoutez-le"
                self.refuse(line, column, f"{share:g}", message)
            else:
                self.found[key][field] = float(round(base * share / 100))
        rows = []
        for key, counts in self.found.items():
            base = self._base(key)
            whole = {**dict.fromkeys(MEASURES, math.nan), **counts, "respondents": base}
            above = [field for field in MEASURES[1:] if whole[field] > base]
            if above:
                line = self.lines.get((key, above[0]), 0)
                message = f"plus que de répondants ({base:g}) ; corrigez l’un des deux"
                self.refuse(line, AGGREGATES[above[0]].label, f"{whole[above[0]]:g}", message)
            else:
                rows.append({**dict(zip(KEYS, key, strict=True)), **whole})
        table = pd.DataFrame(rows, columns=[one.name for one in COUNTS])
        for name in KEYS:
            table[name] = table[name].astype(object)
        for measure in MEASURES:
            table[measure] = pd.array(
                [None if math.isnan(value) else int(value) for value in table[measure]], dtype="Int64"
            )
        return table

    def _base(self, key: Key) -> float:
        """Return the respondents of a key: a benefit was asked to all those of its place and public."""
        own = self.found.get(key, {}).get("respondents")
        if own is not None:
            return own
        return self.found.get((key[0], key[1], key[2], WHOLE, key[4]), {}).get("respondents", math.nan)


def count(raw: RawTable, mapping: Mapping, *, wave: str = "") -> Counted:
    """Read a table of counts by a mapping; pure.

    Raises
    ------
    MappingInvalid, ProfileMismatch
    """
    mappings.require(mapping)
    if mapping.shape != "aggregates":
        raise MappingInvalid("", "elle lit une ligne par répondant, pas un tableau déjà agrégé")
    missing = [one.column for one in mapping.used() if one.column not in raw.columns]
    if missing:
        raise ProfileMismatch(mapping.name, missing, list(raw.columns))
    found = privacy.detect(raw.rows)
    remarks = [*raw.remarks]
    safe = without_persons(mapping, found, remarks)
    measures = [one for one in safe.columns if one.field in MEASURES]
    counting = _Counting(remarks)
    keys = _Keys(safe, counting, wave)
    marks = [*raw.columns, *(one.value for one in raw.remarks)]
    for line, cells in zip(raw.rows.index, raw.rows.to_dict("records"), strict=True):
        row = {str(column): str(cell) for column, cell in cells.items()}
        marks += [row[one.column] for one in safe.of("marker")]
        key = keys.of(int(line), row)
        if key is None:
            continue
        for one in measures:
            counting.add(_narrowed(key, one), int(line), one, row[one.column])
    table = counting.table()
    refused = sum(one.severity == "refusé" for one in remarks)
    fictitious = any(folded(FICTITIOUS) in folded(text) for text in marks)
    return Counted(table, tuple(remarks), len(table), refused, found, fictitious, bool(counting.shares))


def _narrowed(key: Key, one: ColumnMapping) -> Key:
    """Return the key of a column that counts a public or a benefit of its own."""
    level, code, public, benefit, wave = key
    if one.part in AGGREGATES["public"].labels:
        public = one.part
    elif one.part:
        benefit = one.part
    return level, code, public, benefit, wave


class _Keys:
    """The place, public, benefit and wave of each row."""

    def __init__(self, mapping: Mapping, counting: _Counting, wave: str) -> None:
        self._mapping, self._counting, self._wave = mapping, counting, wave
        self._reader = Reader()

    def of(self, line: int, row: dict[str, str]) -> Key | None:
        """Return the key of a row; None when a part of it cannot be read, which is said."""
        place = self._place(line, row)
        public = self._about("public", line, row)
        benefit = self._about("benefit", line, row)
        if place is None or public is None or benefit is None:
            return None
        waves = [row[one.column] for one in self._mapping.of("wave") if not is_silent(row[one.column])]
        return (*place, public, benefit, waves[0][: person.LONGEST_WAVE] if waves else self._wave)

    def _place(self, line: int, row: dict[str, str]) -> tuple[str, str] | None:
        """Return the level and code of the smallest place that the row names, the whole when it names none."""
        found = ("epci", WHOLE)
        for field in ("commune", "quartier", "qpv", "iris"):
            for one in self._mapping.of(field):
                text = row[one.column]
                if is_silent(text) or folded(text) in _WHOLE:
                    continue
                match = self._reader.match(text, one)
                remark = match.remark(line, one.column)
                if remark is not None:
                    self._counting.remarks.append(remark)
                if match.code is None:
                    return None
                if match.code:
                    found = (match.level, match.code)
        return found

    def _about(self, field: str, line: int, row: dict[str, str]) -> str | None:
        """Return the public or the benefit of a row, `WHOLE` when it names none."""
        for one in self._mapping.of(field):
            text = row[one.column]
            if is_silent(text) or folded(text) in _WHOLE:
                continue
            asked = AGGREGATES[field]
            known = one.code_of(text) or choices.read(text, asked.choices)
            if known is None:
                labels = " ; ".join(asked.labels.values())
                self._counting.refuse(line, one.column, text, f"inconnu ; attendu « ensemble » ou : {labels}")
            return known
        return WHOLE
