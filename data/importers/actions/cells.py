"""The cells of a register's row, each read or refused with its place."""

import math
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from data.importers import dates
from data.importers.actions import spans
from data.importers.actions.hosts import Host
from data.importers.barometer import choices
from data.importers.barometer.living import PUBLICS
from data.importers.numbers import figure
from data.importers.remark import Remark, Severity
from data.importers.words import folded, visible

EARLIEST = date(2000, 1, 1)


@dataclass
class Row:
    """One row being read: its texts, what is said of it, and whether it must be refused."""

    line: int
    texts: dict[str, str]
    today: date
    remarks: list[Remark] = field(default_factory=list)
    refused: bool = False

    def _say(self, severity: Severity, column: str, text: str, message: str) -> None:
        self.remarks.append(Remark(severity, self.line, column, text, message))
        self.refused |= severity == "refusé"

    def refuse(self, column: str, message: str) -> None:
        """Refuse the row for one of its cells."""
        self._say("refusé", column, self.texts.get(column, ""), message)

    def know(self, column: str, message: str) -> None:
        """Say something of a cell that is kept."""
        self._say("à savoir", column, self.texts.get(column, ""), message)

    def repair(self, column: str, message: str) -> None:
        """Say what was put right."""
        self._say("réparé", column, self.texts.get(column, ""), message)

    def day(self, column: str) -> date | None:
        """Return the day of the action; the row is refused when it is none, or is still to come."""
        found = dates.parse(self.texts.get(column, ""))
        if found is None:
            self.refuse(column, "ce n’est pas une date ; attendu : par exemple 24/11/2025")
            return None
        if not EARLIEST <= found.value <= self.today:
            self.refuse(column, f"la date doit être passée, et après le {EARLIEST:%d/%m/%Y}")
            return None
        if found.repaired:
            self.repair(column, found.repaired)
        return found.value

    def amount(self, column: str, *, whole: bool, noun: str) -> float:
        """Return a number that is not negative; NaN where the cell says none."""
        if not column:
            return math.nan
        text = self.texts.get(column, "")
        read = figure(text)
        if read.status == "illisible" or read.value < 0 or (whole and read.value % 1 > 0):
            self.refuse(column, f"ce n’est pas un nombre {noun} ; attendu : {'un entier' if whole else 'un nombre'}")
            return math.nan
        if read.status in {"secret", "masqué"}:
            self.know(column, "nombre masqué dans le registre : il est dit inconnu, jamais 0")
        for how in read.repaired:
            self.repair(column, how)
        return read.value

    def hours(self, column: str) -> float:
        """Return a duration in hours; NaN where the cell says none."""
        if not self.texts.get(column, "").strip():
            return math.nan
        found = spans.hours(self.texts[column])
        if found is None:
            self.refuse(column, "ce n’est pas une durée ; attendu : des heures, par exemple 3 ou 3 h 30")
            return math.nan
        return found

    def half_day(self, column: str) -> str:
        """Return the half-day; "" where the cell says none."""
        if not self.texts.get(column, "").strip():
            return ""
        found = choices.read(self.texts[column], spans.HALF_DAYS)
        if found is None:
            self.refuse(column, "demi-journée inconnue ; attendu : matin, après-midi, journée ou soirée")
        return found or ""

    def publics(self, column: str) -> frozenset[str]:
        """Return the publics that a cell names, parted by semicolons or slashes; « tous » is all of them."""
        text = self.texts.get(column, "")
        if not text.strip():
            return frozenset()
        if folded(text) in {"tous", "tous publics", "tout public"}:
            return frozenset(one.code for one in PUBLICS)
        whole = choices.read(text, PUBLICS) if not _parted(text) else None
        found = {whole} if whole else {choices.read(part, PUBLICS) for part in _parts(text)}
        if None in found:
            listed = ", ".join(one.label for one in PUBLICS)
            self.refuse(column, f"public inconnu ; admis : {listed}")
            return frozenset()
        return frozenset(one for one in found if one is not None)

    def settled(self, found: Host, column: str) -> Host:
        """Say what there is to say of where the action took place."""
        if found.refused:
            self.refuse(column, found.refused)
        if found.repaired:
            self.repair(column, found.repaired)
        if found.known:
            self.know(column, found.known)
        return found


def _parts(text: str) -> Iterable[str]:
    cut = text.replace("/", ";").replace("|", ";").replace("\n", ";").split(";")
    return [visible(part) for part in cut if visible(part)]


def _parted(text: str) -> bool:
    return any(mark in text for mark in ";/|\n")
