"""What the embedded tables tell of the figures that their producers hide: nothing that the application adds."""

from collections.abc import Iterator

import numpy as np
import pytest

from data import store
from indicators import catalogue, comparison
from indicators.imported.columns import Column
from indicators.imported.relations import quotients, sums
from indicators.of_communes import from_iris
from indicators.values import ABSENT, PUBLISHED, Values, values

HIDDEN = {"secret", "masqué"}


@pytest.fixture(autouse=True)
def _without_imports(tmp_path: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ATLAS_DATA_DIR", str(tmp_path))


def _embedded(level: str) -> Iterator[Values]:
    for one in catalogue.at(level):
        if not one.estimated:
            yield values(one.id, level)


def _columns(level: str) -> list[Column]:
    """Return the embedded figures as columns: the counts with a hidden figure are those under secrecy."""
    found = []
    for of in _embedded(level):
        shown = of.series[of.known]
        rule = "caf" if HIDDEN & set(of.status) and of.indicator.is_count else ""
        missing = {code: state for code, state in zip(of.codes, of.status, strict=True) if state in HIDDEN}
        nature = "effectif" if of.indicator.is_count else of.indicator.nature
        found.append(
            Column(
                0, True, level, of.indicator.id, of.indicator.id, nature, rule, shown, missing, of.indicator.decimals
            )
        )
    return found


def test_a_total_of_the_territory_never_completes_what_is_hidden() -> None:
    """The total of a count with hidden communes is the sum of the others, and is said to be a minimum."""
    hidden = [of for of in _embedded("commune") if of.indicator.is_count and HIDDEN & set(of.status)]
    assert len(hidden) > 10
    for of in hidden:
        total = comparison.whole(of)
        assert total.value == np.nansum(of.value)
        assert total.note.startswith("au moins")


@pytest.mark.parametrize("level", ["commune", "iris"])
def test_no_rate_that_is_shown_gives_a_hidden_count_back(level: str) -> None:
    """Where a count is hidden, so is every rate that is found to be its quotient, published or computed."""
    columns = _columns(level)
    for one in quotients(columns):
        rate = columns[one.rate]
        for term in (columns[one.numerator], columns[one.denominator]):
            assert not set(term.missing) & set(rate.values.index), (rate.indicator, term.indicator)


def test_no_sum_of_embedded_figures_gives_a_hidden_count_back() -> None:
    """A count that is the sum of others has none of them alone hidden in a commune."""
    columns = _columns("commune")
    for one in sums(columns):
        members = [columns[place] for place in (one.total, *one.parts)]
        for code in store.read_plain("communes", ["code"])["code"]:
            assert sum(code in column.missing for column in members) != 1, (code, one)


def test_figures_summed_over_iris_never_complete_a_commune() -> None:
    """A commune has no sum when one of its IRIS has no figure; what is hidden stays so at the other level."""
    for of in _embedded("iris"):
        summed = from_iris(of.indicator.id)
        for code, state in zip(summed.codes, summed.status, strict=True):
            assert (state == PUBLISHED) == (not np.isnan(summed.of(code))), (of.indicator.id, code)
            assert state in {PUBLISHED, ABSENT, *HIDDEN}
