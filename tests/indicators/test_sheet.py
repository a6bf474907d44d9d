"""The sheet of a commune: its peers, its references, and which departures may be told."""

import math

import numpy as np
import pytest

from geo import territory
from geo.territory import UnknownArea
from indicators import sheet as module
from indicators.comparison import whole
from indicators.publics import THEMES
from indicators.sheet import CLEAR, CONTENT, FEWEST_PEOPLE, GOOD_NEWS, Row, peers, sheet
from indicators.values import MASKED, SECRET, values

ARRAS, BOYELLES, AGNY, DAINVILLE, BEAURAINS = "62041", "62172", "62013", "62263", "62099"
EVERY = list(territory.load().communes)


def row(code: str, identifier: str) -> Row:
    """The row of an indicator on a commune's sheet."""
    return next(one for one in sheet(code).rows if one.indicator.id == identifier)


def test_peers_have_between_half_and_twice_the_population():
    """No commune is compared with one more than twice as large or less than half."""
    people = values("population", "commune")
    for code in EVERY:
        alike = peers(code)
        assert len(alike) <= 8
        assert code not in alike
        assert all(0.5 <= people.of(other) / people.of(code) <= 2 for other in alike)


def test_arras_has_no_peer_and_is_compared_with_the_whole():
    """No commune comes near Arras: its departures are told from the territory's value."""
    of = sheet(ARRAS)
    assert of.peers == ()
    assert math.isnan(of.peers_population[0])
    hlm = row(ARRAS, "part_hlm")
    assert math.isnan(hlm.similar.value)
    assert hlm.against == hlm.whole


def test_every_theme_is_there_in_its_order():
    """A sheet shows each theme of the catalogue, in its order, none empty."""
    assert list(sheet(BOYELLES).themes) == [theme for theme in THEMES if theme in CONTENT]
    assert all(sheet(BOYELLES).themes.values())


def test_the_similar_value_is_the_median_of_the_published_peers():
    """The reference of a row is the median worked out by hand."""
    of = values("part_ppa", "commune")
    known = [of.of(code) for code in peers(AGNY) if not np.isnan(of.of(code))]
    assert row(AGNY, "part_ppa").similar.value == pytest.approx(np.median(known))


def test_too_few_published_peers_make_no_reference():
    """Where fewer than three peers publish, there is no median, and the reason is said."""
    poverty = row(BOYELLES, "taux_pauvrete")
    assert math.isnan(poverty.similar.value)
    assert "trop peu" in poverty.similar.note


def test_secret_and_masked_are_kept_apart_and_never_zero():
    """Boyelles's poverty is secret and its RSA masked: neither has a value."""
    assert row(BOYELLES, "taux_pauvrete").status == SECRET
    assert row(BOYELLES, "part_rsa").status == MASKED
    assert {one.status for one in sheet(BOYELLES).hidden} == {SECRET, MASKED}
    for code in EVERY:
        assert all(math.isnan(one.value) for one in sheet(code).hidden)


def test_income_and_poverty_have_the_published_value_of_the_territory():
    """The median income and the poverty of the whole are those of the framework agreement."""
    assert row(AGNY, "revenu_median").whole.value == 20639.0
    assert row(AGNY, "taux_pauvrete").whole.value == 15.8
    assert row(AGNY, "part_ppa").whole == whole(values("part_ppa", "commune"))


def test_a_departure_is_told_only_when_it_is_clear_and_of_enough_people():
    """Each departure told is at least half the interquartile range and, where counted, ten people or households."""
    for code in EVERY:
        for one in (*sheet(code).needs(), *sheet(code).strengths()):
            known = np.array(one.everyone)
            spread = np.percentile(known, 75) - np.percentile(known, 25)
            assert abs(one.value - one.against.value) / spread >= CLEAR - 1e-9
            if one.indicator.is_ratio:
                base = values(one.indicator.denominator, "commune").of(code) / one.indicator.factor
                assert abs(one.value - one.against.value) * base >= FEWEST_PEOPLE


def test_needs_and_strengths_go_their_own_way_and_the_farthest_comes_first():
    """Needs lie on the side of more need, strengths on the other, each sorted by how far."""
    for code in EVERY:
        of = sheet(code)
        for one in of.needs():
            assert one.indicator.direction * (one.value - one.against.value) > 0
        for one in of.strengths():
            assert one.indicator.direction * (one.value - one.against.value) < 0
            assert one.indicator.id in GOOD_NEWS
        gaps = [one.gap for one in of.needs()]
        assert gaps == sorted(gaps, reverse=True)


def test_few_recipients_are_never_good_news():
    """Few households with a benefit may be non-take-up: no benefit is among the strengths."""
    assert not {one for one in GOOD_NEWS if one.startswith(("part_rsa", "part_ppa", "part_css", "part_alloc"))}


def test_unsteady_rates_and_counts_are_never_told():
    """The unemployment of a handful of young people, and a number of facilities, have no gap."""
    for code in EVERY:
        assert math.isnan(row(code, "taux_chomage_rp_15_24").gap)
        assert math.isnan(row(code, "pharmacies").gap)
        assert math.isnan(row(code, "densite").gap)


def test_a_better_index_than_the_national_mean_is_never_a_need():
    """Digital fragility under 100 is not told as a need, whatever the similar communes have."""
    for code in EVERY:
        one = row(code, "fragilite_numerique")
        if one.known and one.value < 100:
            assert not one.gap > 0


def test_the_median_of_the_iris_is_not_told_as_the_territory():
    """Where peers lack and the whole is a median of IRIS, there is nothing to depart from."""
    one = row(BEAURAINS, "fragilite_numerique")
    assert one.whole.label != "CUA"
    assert math.isnan(one.similar.value)
    assert math.isnan(one.against.value)
    assert math.isnan(one.gap)


def test_a_facility_lacks_only_where_half_the_peers_have_it():
    """Agny has no library while most of its peers have one; each facility told as lacking is at zero."""
    lacking = {indicator.id: having for indicator, having in sheet(AGNY).lacking()}
    there = values("bibliotheques", "commune")
    assert lacking["bibliotheques"] == sum(there.of(code) >= 1 for code in peers(AGNY))
    for code in EVERY:
        for indicator, having in sheet(code).lacking():
            assert values(indicator.id, "commune").of(code) == 0
            assert having * 2 >= len(peers(code))


def test_a_cut_commune_shows_the_range_of_its_iris():
    """Dainville's two IRIS give each census rate a range around its mean."""
    one = row(DAINVILLE, "part_65_plus")
    assert one.between is not None
    assert one.between[0] <= one.value <= one.between[1]
    assert row(BOYELLES, "part_65_plus").between is None


def test_the_content_names_indicators_that_exist_once():
    """No indicator is shown twice, and each belongs to the theme it is shown under."""
    names = [name for rows in module.CONTENT.values() for _, name in rows]
    assert len(names) == len(set(names))
    for theme, rows in sheet(BOYELLES).themes.items():
        assert {one.indicator.theme for one in rows} == {theme}


def test_an_unknown_commune_is_refused():
    """A code of elsewhere is a fault, and so is an IRIS."""
    with pytest.raises(UnknownArea):
        sheet("75056")
