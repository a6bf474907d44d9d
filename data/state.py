"""What the tables hold and what they lack, counted: real, approximate, fictitious, hidden, missing."""

from dataclasses import dataclass

from data import catalogue, current, store


@dataclass(frozen=True)
class State:
    """The state of the data in use.

    Attributes
    ----------
    published, secret, masked : int
        Values of the table of figures by status.
    imputed_cells, cells : int
        Cells that Insee imputed, and all.
    approximate : dict
        Title of a table to the number of its rebuilt outlines.
    without_position, without_hours, places : int
        Places that no travel time can use; places whose hours are unknown; all.
    fictitious, replaced : tuple of str
        Titles of the fictitious tables, and of those that a user has imported.
    brought : frozenset of str
        Kinds of the datasets in use that a user has imported, the fictitious ones left out.
    """

    published: int
    secret: int
    masked: int
    imputed_cells: int
    cells: int
    approximate: dict[str, int]
    without_position: int
    without_hours: int
    places: int
    fictitious: tuple[str, ...]
    replaced: tuple[str, ...]
    brought: frozenset[str] = frozenset()


def state() -> State:
    """Count the state of the present tables.

    Raises
    ------
    data.errors.DataError
    """
    table = store.read("figures")
    # The sums over cells are the Atlas's own, not published values.
    figures = table.loc[~table["indicator"].str.startswith("carreaux_"), "status"].value_counts()
    cells = store.read("grid")["imputed"]
    places = store.read("places")
    outlines = {catalogue.read(name).title: store.read(name)["outline"] for name in ("iris", "qpv")}
    entries = catalogue.entries()
    return State(
        published=int(figures.get("diffusé", 0)),
        secret=int(figures.get("secret", 0)),
        masked=int(figures.get("masqué", 0)),
        imputed_cells=int(cells.sum()),
        cells=len(cells),
        approximate={
            title: int((outline == "approché").sum())
            for title, outline in outlines.items()
            if (outline == "approché").any()
        },
        without_position=int(places["lon"].isna().sum()),
        without_hours=int((places["opening_hours"] == "").sum()),
        places=len(places),
        fictitious=catalogue.fictitious(),
        replaced=tuple(entry.title for entry in entries if _replaced(entry.name)),
        brought=_brought(),
    )


def _brought() -> frozenset[str]:
    from data.importers import layers

    pointer = current.pointer()
    invented = layers.invented(pointer)
    return frozenset(
        active.kind for dataset in pointer.datasets if (active := dataset.active) and dataset.name not in invented
    )


def _replaced(name: str) -> bool:
    return name in store.TABLES and store.is_replaced(name)
