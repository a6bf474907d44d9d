"""The mark of an invented file of outlines or of published figures, and what is written from one.

It is a column (a property, in a GeoJSON) called ``repere`` that says « EXEMPLE FICTIF »: the published columns stay
as they are, it outlives a change of format, and a file without it is taken for what it says it is.
"""

from collections.abc import Iterable
from dataclasses import replace

import pandas as pd

from data.catalogue import Entry
from data.importers.outcome import Import
from data.importers.words import folded

COLUMN = "repere"
MARK = "EXEMPLE FICTIF"
QUALITY = "fictif"
PRODUCER = "Atlas aller-vers (données inventées)"


def is_marked(columns: Iterable[object], rows: pd.DataFrame) -> bool:
    """Tell whether one row at least bears the mark: what is beside an invented row is not to be trusted either."""
    wanted = folded(MARK)
    return any(
        rows[name].map(lambda value: folded(str(value)) == wanted).any()
        for name in columns
        if folded(str(name)) == COLUMN
    )


def described(entry: Entry) -> Entry:
    """Return an entry that says that its table is invented, and after whose."""
    return entry.model_copy(
        update={
            "title": f"{MARK} – {entry.title}",
            "producer": PRODUCER,
            "dataset": f"{MARK}, sur le modèle de « {entry.producer}, {entry.dataset} »",
            "quality": QUALITY,
            "stale_after_years": None,
        }
    )


def marked(made: Import, title: str) -> Import:
    """Return an import of which every table says that it is invented, kept apart from what a producer published.

    Parameters
    ----------
    title : str
        French name of the dataset, which says that it is invented.
    """
    entries = {name: described(entry) for name, entry in made.entries.items()}
    tables = dict(made.tables)
    if "indicators" in tables:
        # A figure shows the producer of its indicator: it must not be the one whose file was imitated.
        words = tables["indicators"]
        published = words["producer"] + ", " + words["dataset"]
        tables["indicators"] = words.assign(
            producer=PRODUCER, dataset=[f"{MARK}, sur le modèle de « {one} »" for one in published]
        )
    return replace(made, dataset=f"{made.dataset}-fictifs", title=title, tables=tables, entries=entries)
