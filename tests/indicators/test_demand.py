"""The demand of the publics on the cells."""

import numpy as np
import pytest

from geo import territory
from indicators import demand
from indicators.errors import UnknownPublic
from indicators.values import values


def test_demand_of_real_columns_keeps_their_totals() -> None:
    """The cells hold 105 876 people and 7 007 poor households."""
    assert demand.demand("population").total == pytest.approx(105_876)
    assert demand.demand("menages_pauvres").total == pytest.approx(7_007.2)
    assert not demand.demand("seniors").estimated


def test_recipients_and_jobseekers_are_an_estimate() -> None:
    """The public without a column in the cells is an estimate, and says how it was had."""
    of = demand.demand("rsa_ppa_de")
    assert of.estimated
    assert of.method.startswith("Estimation")
    assert "Cnaf" in of.source
    assert (of.value >= 0).all()


def test_downscaling_keeps_each_published_count() -> None:
    """The cells of a commune add up to its published count of jobseekers."""
    cells = territory.load().cells
    commune = cells["commune"].to_numpy()
    spread = demand.downscale(commune, cells["men_pauv"].to_numpy(), cells["men"].to_numpy(), "demandeurs_emploi")
    counts = values("demandeurs_emploi", "commune")
    for code in counts.codes:
        assert spread[commune == code].sum() == pytest.approx(counts.of(code))


def test_masked_count_is_neither_zero_nor_above_four() -> None:
    """A masked count of a commune that has poor households is estimated between 0 and 4 households."""
    cells = territory.load().cells
    commune, poor = cells["commune"].to_numpy(), cells["men_pauv"].to_numpy()
    spread = demand.downscale(commune, poor, cells["men"].to_numpy(), "foyers_rsa")
    counts = values("foyers_rsa", "commune")
    for code in (code for code in counts.codes if np.isnan(counts.of(code))):
        total = spread[commune == code].sum()
        assert total <= demand.MASKED_AT_MOST + 1e-9
        assert (total > 0) == (poor[commune == code].sum() > 0)


def test_unknown_public_is_refused() -> None:
    """A demand that does not exist is named."""
    with pytest.raises(UnknownPublic, match="chats"):
        demand.demand("chats")


def test_expected_non_take_up_keeps_each_commune() -> None:
    """The expected situations of a commune stay in its cells, as an estimate that says so."""
    from indicators.uptake.expected import expected

    of, found = demand.demand("non_recours"), expected()
    cells = territory.load().cells["commune"].to_numpy()
    people, _ = found.areas("non_recipients", found.at_a_date)
    for code, count in zip(found.codes, people, strict=True):
        assert of.value[cells == code].sum() == pytest.approx(count)
    assert of.estimated
    assert of.method.startswith("Estimation")
