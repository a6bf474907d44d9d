"""Probabilities of being among the first as classes of colour, the same on screen and in print."""

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

import numpy as np

from data import catalogue
from data.formats import number, typography
from data.settings import settings
from geo import palettes, territory
from indicators.needs.priorities import OUT, SURE, Priorities
from reports.needs_tables import mentions, sources
from reports.painted import Painted
from reports.sentences import priorites_method
from reports.sentences.priorites_words import NOUNS, audience, chance, ordinal, top

if TYPE_CHECKING:
    from reports.print_spec import PrintMap

#: Bounds of the classes: those of the words « quels que soient les choix » and « en débat », and the middle.
BOUNDS = (OUT, 0.5, SURE)
LABELS = tuple(
    typography(text) for text in ("moins de 10 %", "de 10 à moins de 50 %", "de 50 à moins de 90 %", "90 % ou plus")
)


def painted(of: Priorities, count: int) -> Painted:
    """Return the classes of the probability of being among the first `count`."""
    noun = NOUNS[of.level]
    frame = of.study.table
    among = top(noun, of.level, count)
    classes: dict[str, int] = {}
    tips: dict[str, str] = {}
    total = number(int(frame["ranked"].sum()))
    columns = [frame.index, frame["ranked"], frame[f"top_{count}"], frame["place"], frame["low"], frame["high"]]
    for code, ranked, value, place, low, high in zip(*(list(column) for column in columns), strict=True):
        if not ranked:
            classes[str(code)] = -1
            tips[str(code)] = typography("sans classement : trop de composantes non publiées")
            continue
        # In whole percent, as it is shown: what reads 90 % is at 90 %.
        classes[str(code)] = int(np.searchsorted(BOUNDS, round(value, 2), side="right"))
        stands = f"{ordinal(place, feminine=noun.feminine)} sur {total}"
        if of.method.fronts:
            stands = priorites_method.front(of.front(str(code)), noun)
        tips[str(code)] = typography(
            f"Parmi {among} : {chance(value)}\n{stands}, entre la {ordinal(low)} et la {ordinal(high)} place"
        )
    return Painted(classes, LABELS, palettes.sequential(len(LABELS)), tips)


def to_print(of: Priorities, count: int, *, day: date, more: Sequence[str] = ()) -> "PrintMap":
    """Return the map to print.

    Parameters
    ----------
    more : sequence of str
        Mentions beside those of the ranking: the weights that were chosen.
    """
    from geo.outlines import areas
    from reports.print_spec import Fill, PrintMap

    units, communes = areas(of.level), areas("commune")
    shown = painted(of, count)
    index = np.array([shown.classes[code] for code in units["code"]], dtype=np.int64)
    counts = np.bincount(index[index >= 0], minlength=len(shown.labels))
    people = territory.load().cells.groupby("commune")["ind"].sum()
    noun = NOUNS[of.level]
    return PrintMap(
        title=typography("Où aller d’abord ?"),
        subtitle=typography(f"Probabilité d’être parmi {top(noun, of.level, count)} ; {audience(of.table.public)}"),
        units=units,
        sources=sources(of, notes=False),
        date=day,
        fictitious=bool(catalogue.fictitious()),
        fill=Fill("Probabilité", index, shown.colours, shown.labels, tuple(int(one) for one in counts)),
        absent_label="Sans classement",
        communes=communes,
        names=tuple(communes["name"]),
        populations=np.array([float(people.get(code, 0.0)) for code in communes["code"]]),
        mentions=(*mentions(of), *more),
        overline=settings().full.name,
        unit_nouns=(noun.one, noun.several),
    )
