"""No file that the application offers gives away a figure about a few people; planted leaks are found."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from indicators import barometer, catalogue
from indicators.secrecy import PUBLISHED, audit
from tests.exports import attack, imports
from tests.exports.attack import COMMUNES, IRIS, QUARTERS, Cell, Truth
from tests.exports.harvest import Told, text, told
from tests.exports.recording import Offered, Recorder, recording
from tests.exports.register import VISITED, VISITS, WITHOUT_IMPORTS
from tests.exports.visiting import offering, sites, visit

PINS = ("620410101", "620410102", "620040101")


@dataclass(eq=False)
class Gathered:
    """What the files of the application told of the imports, from the first import to the last."""

    truth: Truth
    cells: set[Cell] = field(default_factory=set)
    rates: Told = field(default_factory=dict)
    recorder: Recorder = field(default_factory=Recorder)
    unread: list[str] = field(default_factory=list)


@pytest.fixture(scope="module")
def gathered(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Gathered]:
    """Import, open every page with every choice that matters, and gather what its files tell, twice: before and after
    the correction of one table."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("ATLAS_DATA_DIR", str(tmp_path_factory.mktemp("exports")))
        imports.load_barometer()
        imports.load_first()
        with recording() as first:
            visit(first, "sources", {"table": "figures"})
        imports.load_corrected()
        with recording() as recorder:
            for module, choices in (*VISITS, *_of_imports()):
                visit(recorder, module, choices)
        made = Gathered(attack.truth(), recorder=recorder)
        vintages = sorted({name for name, _ in made.truth.values if name.startswith(COMMUNES)})
        for offered, vintage in [(one, vintages[0]) for one in first.offered] + [
            (one, vintages[-1]) for one in recorder.offered
        ]:
            _gather(made, offered, vintage)
        yield made


def _imported(level: str) -> dict[str, str]:
    return {one.id: one.label for one in catalogue.at(level) if one.id.startswith("abse_")}


def _of_imports() -> list[tuple[str, dict[str, str | list[str]]]]:
    """Return the visits of the map for every imported figure, alone, crossed, and compared."""
    found: list[tuple[str, dict[str, str | list[str]]]] = []
    for level in ("commune", "iris"):
        for one in _imported(level):
            folds = {"regroupement": "true", "estimation": "true"}
            found.append(("explore", {"niveau": level, "indicateur": one, **folds}))
    found.append(("explore", {"niveau": "iris", "indicateur": f"{IRIS}tous", "comparer": list(PINS)}))
    found.append(("explore", {"niveau": "iris", "indicateur": f"{IRIS}taux_pct", "croiser": f"{IRIS}tous"}))
    return found


def _gather(made: Gathered, offered: Offered, vintage: str) -> None:
    labels = {one: label for level in ("commune", "iris") for one, label in _imported(level).items()}
    for (indicator, code), value in told(offered, labels, PINS).items():
        if indicator == f"{IRIS}taux_pct":
            made.rates[indicator, code] = value
        elif indicator.startswith("abse_"):
            cell = (vintage if indicator == COMMUNES else indicator, code)
            assert made.truth.values[cell] == value, (offered.visit, cell)
            made.cells.add(cell)
    if "Zeta" in text(offered) and not told(offered, labels, PINS) and not _names_only(offered):
        made.unread.append(f"{offered.visit} {offered.site}")


def _names_only(offered: Offered) -> bool:
    """Tell whether a table describes the figures without giving them: the dictionary, the catalogue, the findings.

    An estimate inside a zone is computed from the figures that are told, and from nothing else: see
    `tests.indicators.test_inside`.
    """
    if offered.table is not None and "zone" in offered.table.frame:
        return True
    return offered.site[0] == "pages/sources.py" or offered.visit.endswith("table=indicators")


def test_every_place_that_offers_a_file_is_listed() -> None:
    """A page that offers a file from a new place must be registered here, with the visits that reach it."""
    assert sites() == VISITED | set(WITHOUT_IMPORTS)


def test_a_new_place_would_be_seen(tmp_path: Path) -> None:
    """Whatever way a page takes to offer a file, the scan sees it."""
    for line in (
        "from ui import downloads\ndef f():\n    downloads.menu(t, key='k')",
        "from ui.downloads import menu\ndef f():\n    menu(t, key='k')",
        "import ui.downloads\ndef f():\n    ui.downloads.file('csv', 'n', m, key='k')",
        "import streamlit as st\ndef f():\n    st.download_button('x', b'')",
    ):
        page = tmp_path / "page.py"
        page.write_text(line)
        assert offering(page) == {"f"}


def test_the_visits_reach_every_place(gathered: Gathered) -> None:
    """Every place that offers figures was reached, so that nothing is gathered from fewer pages than there are."""
    assert VISITED - gathered.recorder.sites == set()


def test_every_file_that_tells_an_import_was_read(gathered: Gathered) -> None:
    """A table that names an imported figure in a shape that the harvest does not know is no proof of anything."""
    assert gathered.unread == []


def test_imports_are_told_where_they_may_be(gathered: Gathered) -> None:
    """Protection is not silence: most figures leave, of every table, and some are hidden."""
    for name in (f"{IRIS}tous", f"{IRIS}femmes", f"{IRIS}hommes", QUARTERS):
        every = {cell for cell in gathered.truth.values if cell[0] == name}
        shown = gathered.cells & every
        assert 0 < len(shown) < len(every)
        assert all(not 0 < gathered.truth.values[cell] < attack.THRESHOLD for cell in shown)
    assert 0 < len(gathered.rates) < len(gathered.truth.rates)


def test_no_cell_is_open(gathered: Gathered) -> None:
    """All that every file told, of both vintages of the corrected table, leaves every small count in doubt."""
    found = attack.attacked(gathered.truth, gathered.cells, gathered.rates)
    assert found["recipe"].tolist() == []


def _hidden(gathered: Gathered, name: str, *, small: bool) -> list[Cell]:
    of = gathered.truth.values
    return sorted(
        cell
        for cell, value in of.items()
        if cell[0] == name and cell not in gathered.cells and (0 < value < attack.THRESHOLD) == small
    )


@pytest.mark.parametrize(
    "name", [f"{IRIS}femmes", f"{IRIS}tous", f"{COMMUNES} 3", f"{COMMUNES} 1", QUARTERS]
)  # fmt: skip
def test_a_planted_leak_is_found(gathered: Gathered, name: str) -> None:
    """What hides a secret, published after all, opens it: of the same table, another, a zone, an older vintage."""
    planted = [
        cell
        for small in (False, True)
        for cell in _hidden(gathered, name, small=small)
        if len(attack.attacked(gathered.truth, gathered.cells | {cell}, gathered.rates))
    ]
    assert planted


def test_a_planted_rate_is_found(gathered: Gathered) -> None:
    """The rate of a hidden count, beside its households, gives it away."""
    code = next(
        code for (_, code) in _hidden(gathered, f"{IRIS}tous", small=True) if (f"{IRIS}menages", code) in gathered.cells
    )
    rates = {**gathered.rates, (f"{IRIS}taux_pct", code): gathered.truth.rates[code]}
    assert len(attack.attacked(gathered.truth, gathered.cells, rates))


def test_the_barometer_leaves_no_cell_open(gathered: Gathered) -> None:
    """All the results of all the publics and benefits of the fictitious barometer, audited together as told."""
    from tests.exports.survey import cells_told

    assert barometer.loaded()
    for counts, hierarchy in cells_told():
        found = audit(counts, hierarchy, threshold=attack.THRESHOLD)
        # A count that is not told because its share is too imprecise is no secret: it may be computed.
        secret = found["asked_high"].notna()
        assert found.loc[found["open"] & secret, "recipe"].tolist() == []
        assert counts["status"].eq(PUBLISHED).any()
        small = counts["value"].between(1, attack.THRESHOLD - 1) & counts["status"].eq(PUBLISHED)
        assert not small.any()
