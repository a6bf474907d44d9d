"""No file that the application offers gives away a figure about a few people; planted leaks are found."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from geo import outlines, palettes
from geo.cartography import classify
from indicators import barometer, catalogue
from indicators.secrecy import PUBLISHED, audit
from indicators.values import values
from reports.print_map import Fill, PrintMap, render
from tests.exports import attack, imports, maps
from tests.exports.attack import COMMUNES, IRIS, QUARTERS, Cell, Truth
from tests.exports.harvest import Told, text, told
from tests.exports.recording import Offered, Recorder, recording
from tests.exports.register import VISITED, VISITS, WITHOUT_IMPORTS
from tests.exports.visiting import offering, sites, visit

# Gathered once: another worker would open every page again.
pytestmark = pytest.mark.xdist_group("exports")

LEVELS = ("commune", "iris")
PINS = ("620410101", "620410102", "620040101")


@dataclass(eq=False)
class Gathered:
    """What the files of the application told of the imports, from the first import to the last."""

    truth: Truth
    cells: set[Cell] = field(default_factory=set)
    rates: Told = field(default_factory=dict)
    recorder: Recorder = field(default_factory=Recorder)
    unread: list[str] = field(default_factory=list)
    sent: list[maps.Sent] = field(default_factory=list)

    def told(self, indicator: str) -> dict[str, float]:
        """Return what the files tell of a figure in use, by code."""
        name = (
            max(one for one, _ in self.truth.values if one.startswith(COMMUNES)) if indicator == COMMUNES else indicator
        )
        found = {code: self.truth.values[name, code] for of, code in self.cells if of == name}
        return found | {code: value for (of, code), value in self.rates.items() if of == name}


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
        sent: list[maps.Sent] = []
        with recording() as recorder, maps.watching(sent, lambda: recorder.visit):
            for module, choices in (*VISITS, *_of_imports()):
                visit(recorder, module, choices)
        made = Gathered(attack.truth(), recorder=recorder, sent=sent)
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
    for level in LEVELS:
        for one in _imported(level):
            folds = {"regroupement": "true", "estimation": "true"}
            found.append(("explore", {"niveau": level, "indicateur": one, **folds}))
    found.append(("explore", {"niveau": "iris", "indicateur": f"{IRIS}tous", "comparer": list(PINS)}))
    found.append(("explore", {"niveau": "iris", "indicateur": f"{IRIS}taux_pct", "croiser": f"{IRIS}tous"}))
    return found


def _gather(made: Gathered, offered: Offered, vintage: str) -> None:
    labels = {one: label for level in LEVELS for one, label in _imported(level).items()}
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
    assert any(
        len(attack.attacked(gathered.truth, gathered.cells | {cell}, gathered.rates))
        for small in (False, True)
        for cell in _hidden(gathered, name, small=small)
    )


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


@pytest.mark.parametrize("level", LEVELS)
def test_what_is_drawn_and_said_comes_from_what_is_told(gathered: Gathered, level: str) -> None:
    """Colours, bounds of classes, circles, maxima, sums and ranks are made of these values: those of the files."""
    for indicator in _imported(level):
        of = values(indicator, level)
        assert of.series.dropna().to_dict() == gathered.told(indicator)
        assert (of.low, of.high, of.whole) == (None, None, None)


def test_no_map_on_screen_shows_what_is_hidden(gathered: Gathered) -> None:
    """An area that no file tells bears no colour, no circle and no number, whatever the browser is sent."""
    watched = [one for one in gathered.sent if "Zeta" in str(one.spec)]
    assert len(watched) >= sum(len(_imported(level)) for level in LEVELS)
    for one in watched:
        told = {indicator: gathered.told(indicator) for indicator in _mapped(one.visit)}
        assert told
        known = set(one.codes).intersection(*told.values())
        assert one.drawn == known, one.visit
        for code, said in one.said.items():
            numbers = [line for line in said.split("\n") if any(sign.isdigit() for sign in line)]
            assert len(numbers) == sum(code in of for of in told.values()), (one.visit, said)


def _mapped(visit_: str) -> list[str]:
    """Return the imported figures that a visit puts on its map."""
    chosen = dict(part.partition("=")[::2] for part in visit_.split())
    return [chosen[key] for key in ("indicateur", "croiser") if chosen.get(key, "").startswith("abse_")]


@pytest.mark.parametrize("crossed", [False, True])
def test_no_printed_map_shows_what_is_hidden(gathered: Gathered, crossed: bool) -> None:
    """Of the file alone: only what is told is painted, and the bounds of the classes are bounds of what is told.

    A class is an interval: of a hidden figure, it would be one that the attacker was not to have.
    """
    wanted = [f"{IRIS}taux_pct", f"{IRIS}tous"] if crossed else [f"{IRIS}tous"]
    offered = next(one for one in gathered.recorder.offered if one.kind == "svg" and _mapped(one.visit) == wanted)
    assert offered.make is not None
    seen = maps.printed(offered.make(), "iris")
    told = gathered.told(wanted[0])
    known = set(told).intersection(*(gathered.told(one) for one in wanted))
    assert set(seen.classes) == known
    assert any("EXEMPLE FICTIF" in line for line in seen.texts)
    # An imported figure may have no unit: nothing is written in its place.
    assert not any("()" in line or ", ," in line or line.startswith(",") for line in seen.texts)
    hidden = {f"{value:.0f}" for (name, code), value in gathered.truth.values.items()
              if name == wanted[-1] and code not in gathered.told(name) and value >= attack.THRESHOLD}  # fmt: skip
    spoken = {word for line in seen.texts if not line.startswith("Édité") for word in line.split()}
    assert not hidden & (spoken - set(" ".join(seen.labels).split()))
    if crossed:
        return
    made = classify(list(told.values()), scheme="jenks", k=5, decimals=0)
    assert seen.labels == made.labels[::-1]
    for code, (low, high) in seen.classes.items():
        assert low <= told[code] <= high


def test_a_printed_map_that_shows_too_much_would_be_seen() -> None:
    """Whatever area is painted, its class is read back from the file: none is missed, none is taken for another."""
    areas = outlines.areas("iris")
    index = np.arange(len(areas)) % 4 - 1
    labels, expected = ("moins de 5", "5 à 10", "11"), ((0.0, 5.0), (5.0, 10.0), (11.0, 11.0))
    fill = Fill("Secret", index, palettes.sequential(3), labels, (1, 1, 1))
    sheet = PrintMap(
        "Secret", "", areas, ("Personne",), date(2026, 11, 24), fill=fill, communes=outlines.areas("commune")
    )
    seen = maps.printed(render(sheet, format="svg"), "iris")
    assert seen.classes == {code: expected[at] for code, at in zip(areas["code"], index, strict=True) if at >= 0}
