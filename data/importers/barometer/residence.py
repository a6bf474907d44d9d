"""Where a respondent lives: one commune, and the IRIS or the quartier prioritaire when the file says it."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

import pandas as pd

from data import store
from data.importers import geography
from data.importers.barometer import privacy
from data.importers.barometer.answers import is_silent
from data.importers.barometer.mapping import OUTSIDE, ColumnMapping
from data.importers.barometer.questionnaire import FIELDS
from data.importers.gazetteer import Gazetteer, Level, Match
from data.importers.remark import Remark

_POSTAL_END = re.compile(r"(?<![0-9])([0-9]{5})\s+(\D[^,;]*)$")
_LEVELS: dict[str, Level] = {
    "commune": "commune", "postcode": "postcode", "iris": "iris", "qpv": "qpv", "quartier": "quartier",
}  # fmt: skip


@dataclass(frozen=True)
class Places:
    """Where each row lives.

    Attributes
    ----------
    table : DataFrame of str
        Columns commune, iris, qpv, indexed by line; "" where the file does not say.
    remarks : list of Remark
    refused, outside : frozenset of int
        Lines of which the place cannot be read, and lines of people who live elsewhere.
    """

    table: pd.DataFrame
    remarks: list[Remark]
    refused: frozenset[int]
    outside: frozenset[int]


def of_address(text: str) -> str:
    """Return the end of a postal address, where its commune is; the rest of it goes no further.

    Examples
    --------
    >>> of_address("12 rue de Douai, 62000 Arras"), of_address("3 place Foch, Dainville")
    ('62000 Arras', 'Dainville')
    """
    if match := _POSTAL_END.search(text.strip()):
        return f"{match[1]} {match[2].strip()}"
    return re.split(r"[,;]", text.strip())[-1].strip()


class Reader:
    """Reads the places of one file, each different text once; `known` is where they are looked up."""

    def __init__(self) -> None:
        self.known: Gazetteer = geography.gazetteer()
        self._found: dict[tuple[str, str, str], Match] = {}
        qpv = store.read("qpv")
        self._communes_of_qpv = {
            code: str(communes).split(";") for code, communes in zip(qpv["code"], qpv["communes"], strict=True)
        }

    def match(self, text: str, one: ColumnMapping, commune: str = "") -> Match:
        """Return what a text of a column means; what the mapping says of it goes first."""
        given = one.code_of(text)
        if given is not None:
            return self._given(text, given, one)
        shown = of_address(text) if one.coarsen == "commune" else text
        level = _LEVELS[one.field]
        key = (shown, level, commune)
        if key not in self._found:
            self._found[key] = geography.match(shown, level, commune=commune or None, known=self.known)
        return self._found[key]

    def _given(self, text: str, code: str, one: ColumnMapping) -> Match:
        if code == OUTSIDE:
            return Match(text, None, "commune", refused="hors du territoire, d’après la correspondance", outside=True)
        for level in ("commune", "iris", "qpv"):
            if code in self.known.names[level]:
                return Match(text, code, level)
        if not code:
            return Match(text, "", _LEVELS[one.field])
        return Match(
            text, None, "commune", refused=f"la correspondance donne « {code} », qui n’est pas un code en usage"
        )

    def commune_of(self, match: Match) -> str:
        """Return the commune of an IRIS, or of a quartier prioritaire that lies in one alone; else ""."""
        code = match.code or ""
        if match.level == "commune":
            return code
        if match.level == "iris":
            return self.known.commune_of.get(code, "")
        inside = self._communes_of_qpv.get(code, [])
        return inside[0] if len(inside) == 1 else ""

    def fits(self, match: Match, commune: str) -> bool:
        """Tell whether an IRIS or a quartier lies in a commune."""
        if match.level == "qpv":
            return commune in self._communes_of_qpv.get(match.code or "", [commune])
        return self.commune_of(match) in {"", commune}

    def named(self, code: str) -> str:
        """Return a code with its name."""
        return self.known.named(code)


def locate(rows: pd.DataFrame, columns: Mapping[str, ColumnMapping]) -> Places:
    """Find where each row lives.

    Parameters
    ----------
    rows : DataFrame of str, indexed by line
    columns : mapping
        Field ("commune", "iris", "qpv", "quartier", "postcode") to the column that holds it.

    Returns
    -------
    Places
        A place that cannot be read refuses its row, unless another column says the commune; a blank one
        leaves the row without a place.
    """
    reader = Reader()
    remarks: list[Remark] = []
    refused: set[int] = set()
    outside: set[int] = set()
    found: list[tuple[str, str, str]] = []
    for line, cells in zip(rows.index, rows.to_dict("records"), strict=True):
        row = _Row(int(line), reader, remarks.append)
        for field in ("commune", "iris", "qpv", "quartier", "postcode"):
            if field in columns:
                row.read(columns[field], str(cells[columns[field].column]))
        if row.outside:
            outside.add(int(line))
        elif row.refused and not row.commune:
            refused.add(int(line))
        found.append((row.commune, row.iris, row.qpv))
    table = pd.DataFrame(found, columns=["commune", "iris", "qpv"], index=rows.index, dtype=object)
    return Places(table, remarks, frozenset(refused), frozenset(outside))


class _Row:
    """The place of one row, column after column."""

    def __init__(self, line: int, reader: Reader, say: Callable[[Remark], None]) -> None:
        self._line, self._reader, self._say = line, reader, say
        self.commune = self.iris = self.qpv = ""
        self.refused = self.outside = False

    def read(self, one: ColumnMapping, text: str) -> None:
        if is_silent(text) or (one.field == "postcode" and self.commune):
            return
        match = self._reader.match(text, one, self.commune)
        if match.code is None:
            self.outside |= match.outside
            self.refused |= not match.outside
            said = "" if one.coarsen else privacy.shown(text)
            severity = match.remark(self._line, one.column)
            if severity is not None:
                self._say(Remark(severity.severity, self._line, one.column, said, self._right(match, one)))
            return
        if not match.code:
            return
        if self.commune and not self._reader.fits(match, self.commune):
            self._say(
                Remark(
                    "refusé",
                    self._line,
                    one.column,
                    text,
                    f"{self._reader.named(match.code)} n’est pas à {self._reader.named(self.commune)}, que dit la "
                    "commune ; corrigez l’un des deux",
                )
            )
            return
        if match.repaired and not one.coarsen:
            self._say(Remark("réparé", self._line, one.column, text, match.repaired))
        self._keep(match)

    def _right(self, match: Match, one: ColumnMapping) -> str:
        """Return what is wrong, without repeating an address."""
        if one.coarsen:
            return "la commune de cette adresse n’est pas reconnue ; une adresse finit par le code postal et la commune"
        return match.refused or f"{FIELDS[one.field].label} inconnu du territoire"

    def _keep(self, match: Match) -> None:
        code = match.code or ""
        if match.level == "iris":
            self.iris = self.iris or code
        elif match.level == "qpv":
            self.qpv = self.qpv or code
        self.commune = self.commune or self._reader.commune_of(match)
