"""What the barometer says, on one board for the committee: shares with their intervals, nothing unpublishable."""

import pandas as pd

from data.formats import number, typography
from indicators import barometer
from indicators.barometer import Finding, Panel
from reports import survey_tables
from reports.committee.content import Board
from reports.sentences import barometre as sentences
from reports.tables import Column, Table

# Obstacles on the board: with the publics and the groups of communes, they fill a slide.
MOST_OBSTACLES = 3
_COLUMNS = (
    Column("about", "Question", text=True),
    Column("label", "Réponse", text=True),
    Column("share", "Part estimée (intervalle à 95 %)", text=True),
    Column("n", "Effectif", text=True),
)


def board() -> Board | None:
    """Return the board; None without a barometer, or when nothing of it can be published."""
    if not barometer.waves():
        return None
    found = barometer.results()
    message = sentences.line(found)
    rows = [
        *_rows("En non-recours, par public", found.publics),
        *_rows("En non-recours, par lieu", found.places),
        *_rows("Ce qui arrête", found.obstacles)[:MOST_OBSTACLES],
    ]
    if not message and not rows:
        return None
    wave = f" ({found.wave})" if found.wave else ""
    return Board(
        "Ce que dit le baromètre",
        message or typography(f"Baromètre{wave} : le taux d’ensemble n’est pas publiable."),
        table=Table(
            typography(f"Résultats du baromètre{wave}"),
            pd.DataFrame(rows, columns=[one.name for one in _COLUMNS]),
            _COLUMNS,
            survey_tables.sources(found),
        )
        if rows
        else None,
        sources=tuple(line.removeprefix(typography("Source : ")).rstrip(".") for line in survey_tables.sources(found)),
        mentions=(survey_tables.ESTIMATED, typography("Effectif : répondants. Seul ce qui est publiable est montré.")),
    )


def _rows(about: str, panel: Panel) -> list[dict[str, str]]:
    return [
        {"about": about, "label": one.label, "share": sentences.share(one), "n": _count(one)} for one in panel.shown
    ]


def _count(one: Finding) -> str:
    return number(one.n)
