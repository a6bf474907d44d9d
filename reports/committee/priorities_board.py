"""Where to go first, on one board for the committee: the map of probabilities, the first communes with their places."""

from dataclasses import replace
from datetime import date

from data.formats import enumerate_words, interval, typography
from geo import territory
from indicators.needs.components import EVERYBODY, KEYS
from indicators.needs.errors import NothingToRank
from indicators.needs.priorities import Priorities, priorities
from reports import needs_map, needs_tables
from reports.committee.content import Board, Picture
from reports.sentences import priorites as sentences
from reports.tables import Column, Table

FIRST = 10
LISTED = 8
"""As many rows stand beside the map of a slide."""
_WEIGHTS = "Poids égaux des composantes ; la page Priorités en essaie d’autres."


def _producers(of: Priorities) -> list[str]:
    """Return who publishes what the index is made from, each once."""
    names = (name for one in of.table.components for name in one.source.split(",")[0].split(" et "))
    return list(dict.fromkeys(name for name in names if name != "Atlas aller-vers"))


def board(public: str, *, made_on: date) -> Board | None:
    """Return the board of a public, of everybody for one that the index does not know; None without a ranking."""
    whose = public if public in KEYS else EVERYBODY
    try:
        of = priorities(whose, "commune", {})
    except NothingToRank:
        return None
    if of.ranked.empty:
        return None
    name = territory.load().label
    message = sentences.answer(
        level="commune",
        public=whose,
        count=FIRST,
        ranked=len(of.ranked),
        sure=[name(code) for code in of.sure(FIRST)],
        debatable=[name(code) for code in of.debatable(FIRST)],
    )
    rows = of.ranked.head(LISTED).reset_index(names="code")
    rows["nom"] = [name(str(code)) for code in rows["code"]]
    rows["rangs"] = [interval(low, high) for low, high in zip(rows["low"], rows["high"], strict=True)]
    rows["chance"] = 100 * rows[f"top_{FIRST}"]
    table = Table(
        "Les premières communes",
        rows,
        (
            Column("nom", "Commune", text=True),
            Column("rangs", "Rangs", text=True, help="Neuf tirages sur dix"),
            Column("chance", "Parmi les 10", "%"),
        ),
        needs_tables.sources(of),
        needs_tables.mentions(of),
    )
    # Each component's own source is on the page Priorités and in its files: a slide has no room for eight.
    source = typography(f"Indice de besoin de l’Atlas, d’après {enumerate_words(_producers(of))}")
    spec = replace(needs_map.to_print(of, FIRST, day=made_on), sources=(source,), mentions=())
    return Board(
        "Où aller d’abord",
        message,
        table=table,
        picture=Picture(spec, typography(f"Carte des communes : probabilité d’être parmi les {FIRST} premières")),
        sources=(source,),
        mentions=(*needs_tables.mentions(of)[:1], _WEIGHTS),
    )
