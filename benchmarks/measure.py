"""What was measured, ours beside the usual way, as a text for the terminal and as the page docs/mesures.md."""

import os
import platform
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from data.formats import NARROW, number

UNITS = {"s": 2, "ms": 0, "ko": 1, "Mo": 1}


@dataclass(frozen=True)
class Measure:
    """One thing that a reader waits for, or that the server carries.

    Parameters
    ----------
    usual
        The same by the usual way; None where there is no such thing.
    aim
        What is promised, in the same unit; None where nothing is.
    """

    label: str
    unit: str
    ours: float
    usual: float | None = None
    aim: float | None = None

    @property
    def cells(self) -> tuple[str, str, str, str, str]:
        """The columns: label, ours, usual, how many times less, aim."""
        ratio = "" if self.usual is None else number(self.usual / self.ours, 1)
        return (self.label, self._write(self.ours), self._write(self.usual), ratio, self._aim())

    def _write(self, value: float | None) -> str:
        return "" if value is None else number(value, UNITS[self.unit], self.unit)

    def _aim(self) -> str:
        if self.aim is None:
            return ""
        held = "tenu" if self.ours <= self.aim else "manqué"
        return f"< {number(self.aim, 2 if self.aim % 1 else 0, self.unit)}, {held}"


HEADINGS = ("Mesure", "Atlas", "Usage", "Fois moins", "Objectif")


def table(measures: Sequence[Measure]) -> str:
    """Return the measures as aligned text."""
    rows = [HEADINGS, *(measure.cells for measure in measures)]
    widths = [max(len(row[column]) for row in rows) for column in range(len(HEADINGS))]
    return "\n".join("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) for row in rows)


def busy() -> float:
    """Return how many programs wanted to run on this machine, on average over the last minute."""
    return os.getloadavg()[0]


def page(measures: Sequence[Measure], today: date, waiting: float) -> str:
    """Return the French page of the measures, with how busy the machine was before them."""
    rows = [HEADINGS, ("---",) * len(HEADINGS), *(measure.cells for measure in measures)]
    lines = "\n".join("| " + " | ".join(row) + " |" for row in rows)
    return f"""# Mesures

Une exécution de `python -m benchmarks --write`, le {today.strftime("%d/%m/%Y")}, sur {machine()}{NARROW}; dans la
minute d’avant, {number(waiting, 1)} programmes y travaillaient déjà en moyenne.

«{NARROW}Usage{NARROW}»{NARROW}: la façon habituelle, une carte folium dans `st_folium` avec ses réglages par défaut,
refaite et renvoyée entière à chaque changement, à côté d’un tableau, sur les mêmes contours simplifiés et les mêmes
chiffres (`benchmarks/peers/default_folium.py`). Leaflet lui est servi sur place au lieu de l’internet, ce qui
l’avantage. Les temps sont des médianes, pris dans Chromium à l’horloge de la page, du clic au dessin{NARROW}; un
navigateur neuf n’a rien en mémoire et lit d’abord Streamlit lui-même. Les octets sont ceux du fil, dans les deux sens,
compression comprise quand elle est réglée. Le temps du serveur va de la demande à la fin du script, sans navigateur. Le
tableau de l’Atlas est replié à l’ouverture, celui de l’usage est ouvert{NARROW}: les lignes «{NARROW}tableau
ouvert{NARROW}» les comparent ouverts tous deux. Rien de cela n’est vérifié par les tests{NARROW}: une machine occupée
donne d’autres chiffres.

{lines}
"""


def machine() -> str:
    """Return what the measures were taken on."""
    import psutil

    model = ""
    for line in Path("/proc/cpuinfo").read_text().splitlines() if Path("/proc/cpuinfo").exists() else []:
        if line.startswith("model name"):
            model = " (" + line.split(":", 1)[1].strip() + ")"
            break
    memory = psutil.virtual_memory().total / 2**30
    return f"{psutil.cpu_count()} cœurs{model}, {number(memory)} Gio, Python {platform.python_version()}"
