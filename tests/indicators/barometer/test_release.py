"""What leaves of the barometer is protected together, and says nothing of a few people."""

from collections.abc import Callable
from itertools import product

import numpy as np
import pandas as pd
import pytest

from data.catalogue import Entry
from indicators import barometer
from indicators.barometer import claims, publication, source
from indicators.barometer import rows as of_rows
from indicators.barometer.findings import Finding
from indicators.barometer.release import Wave
from indicators.barometer.topics import BENEFIT_LABELS, PUBLIC_LABELS
from indicators.errors import IndicatorError
from indicators.secrecy import audit, protect, rule

Maker = Callable[..., pd.DataFrame]


Reader = Callable[[pd.DataFrame], Wave]


@pytest.fixture
def read(entry: Entry) -> Reader:
    """A reader of some respondents as one protected wave."""
    return lambda rows: of_rows.read(source.weigh(rows, entry).rows, "2024")


def _everything() -> list[barometer.Results]:
    """Every result that the page can show or export."""
    return [barometer.results(public, benefit) for public, benefit in product(PUBLIC_LABELS, BENEFIT_LABELS)]


@pytest.mark.usefixtures("fictitious")
def test_the_audit_finds_no_open_cell_on_all_that_can_be_exported() -> None:
    """Of all the cells behind every table of the page at once, an attacker finds none under the threshold."""
    rows = source.sample().rows
    cells = claims.build(rows)
    table = claims.counts(cells, claims.of_publics(rows))
    found = audit(protect(table, claims.hierarchy(cells), **rule("barometre").settings))
    assert len(found) > 100
    assert not found["open"].any()


@pytest.mark.usefixtures("fictitious")
def test_every_exported_number_of_respondents_is_a_released_cell() -> None:
    """No n leaves that is not published in the protected table, and none under 30."""
    released = publication._wave("2024", source.version()).released.table
    published = set(released.loc[released["status"] == "publié", "value"])
    sizes = {one.n for found in _everything() for panel in found.panels for one in panel.findings if one.n is not None}
    assert sizes <= published
    assert min(sizes) >= 30


@pytest.mark.usefixtures("fictitious")
def test_no_exported_share_is_of_fewer_than_eleven() -> None:
    """Whatever is shown, at least eleven say yes and eleven say no, or nobody does."""
    rows = source.sample().rows
    cells, publics = claims.build(rows), claims.of_publics(rows)
    wave = publication._wave("2024", source.version())
    shown = 0
    for public in PUBLIC_LABELS:
        for key, claim in wave.claims.items():
            if public != "tous" and claim.yes in cells.whole_only:
                continue
            found = wave.finding(public, key, "x", "x")
            if found.shown:
                shown += 1
                counts = [int((cells.masks[name] & publics[public]).sum()) for name in (claim.yes, claim.no)]
                assert all(count == 0 or count >= 11 for count in counts), (public, key, counts)
    assert shown > 60


@pytest.mark.usefixtures("fictitious")
def test_the_fictitious_barometer_finds_what_was_drawn() -> None:
    """About 16 % were drawn in non-take-up; the estimate's interval holds the weighted share."""
    found = barometer.results()
    assert found.overall.reliability == "fiable"
    assert found.overall.low < 16 < found.overall.high
    assert found.record.respondents == 1200
    assert found.people == pytest.approx(88_168 * found.overall.share / 100, rel=1e-3)


@pytest.mark.usefixtures("fictitious")
def test_a_commune_is_given_its_group() -> None:
    """Acq has the finding of the rural communes, Arras its own; an unknown code has none."""
    rural, own = barometer.of_commune("62007"), barometer.of_commune("62041")
    assert rural is not None
    assert own is not None
    assert (rural[1].label, own[1].label) == ("Communes rurales", "Arras")
    assert barometer.of_commune("99999") is None


@pytest.mark.usefixtures("fictitious")
def test_an_unknown_choice_is_refused() -> None:
    """A public, benefit or wave that does not exist is refused by name."""
    for asked in (("vieux", "tous", None), ("tous", "apl", None), ("tous", "tous", "1999")):
        with pytest.raises(IndicatorError):
            barometer.results(*asked)


def test_a_finding_cannot_hold_a_figure_that_is_not_publishable() -> None:
    """A share beside « non publiable » is a fault of the code."""
    with pytest.raises(ValueError, match="disagree"):
        Finding("a", "a", 12.0, 10.0, 14.0, 100, "non publiable")


def test_a_domain_of_29_has_no_number(people: Maker, read: Reader) -> None:
    """29 respondents of a public have no share and no n; 31 of another have both."""
    young, old = [True] * 29 + [False] * 91, [False] * 29 + [True] * 31 + [False] * 60
    missed = [True] * 14 + [False] * 15 + [True] * 15 + [False] * 16 + [True] * 30 + [False] * 30
    flags = {"jeunes": young, "seniors": old, "non_take_up": missed}
    rows = people(120, **{name: pd.array(column, dtype="boolean") for name, column in flags.items()})
    wave = read(rows)
    key = ("non_take_up", "tous", "")
    assert wave.finding("jeunes", key, "jeunes", "Jeunes") == barometer.findings.hidden("jeunes", "Jeunes")
    seniors = wave.finding("seniors", key, "seniors", "Seniors")
    assert (seniors.n, seniors.shown) == (31, True)


def test_a_secret_is_not_found_by_difference(people: Maker, read: Reader) -> None:
    """One group with 5 in non-take-up hides a second group: the total less the third would give it."""
    communes = ["62041"] * 60 + ["62004"] * 60 + ["62007"] * 60
    missed = [True] * 30 + [False] * 30 + [True] * 20 + [False] * 40 + [True] * 5 + [False] * 55
    rows = people(180, commune=communes, non_take_up=pd.array(missed, dtype="boolean"))
    wave = read(rows)
    shown = [
        key
        for key in ("centre", "dense", "rural")
        if wave.finding("tous", ("non_take_up", "tous", key), key, key).shown
    ]
    assert wave.finding("tous", ("non_take_up", "tous", ""), "tous", "tous").shown
    assert len(shown) == 1
    assert "rural" not in shown


def test_nobody_answers_anything(people: Maker, read: Reader) -> None:
    """Respondents who say nothing of their rights give no finding, and no fault."""
    rows = people(50, non_take_up=pd.array([None] * 50, dtype="boolean"), first_contact="")
    wave = read(rows)
    assert wave.claims == {}
    assert not wave.finding("tous", ("non_take_up", "tous", ""), "tous", "tous").shown


def test_everybody_alike_is_not_published(people: Maker, read: Reader) -> None:
    """If all are in non-take-up, saying so would tell of each: no share."""
    wave = read(people(80, non_take_up=pd.array([True] * 80, dtype="boolean")))
    found = wave.finding("tous", ("non_take_up", "tous", ""), "tous", "tous")
    assert not found.shown
    assert found.n == 80


def test_an_unknown_place_is_a_part_of_the_whole(people: Maker, read: Reader) -> None:
    """Respondents without a commune count in the total and in no group."""
    communes = ["62041"] * 60 + [""] * 60
    missed = ([True] * 30 + [False] * 30) * 2
    wave = read(people(120, commune=communes, non_take_up=pd.array(missed, dtype="boolean")))
    assert wave.finding("tous", ("non_take_up", "tous", ""), "", "").n == 120
    assert wave.finding("tous", ("non_take_up", "tous", "centre"), "", "").n == 60
    assert ("non_take_up", "tous", "inconnu") not in wave.claims


def test_the_same_answers_in_two_waves_do_not_differ(people: Maker, entry: Entry) -> None:
    """Two waves that answer alike show no change; one that doubles shows one."""
    alike = [True] * 40 + [False] * 160
    more = [True] * 90 + [False] * 110
    for second, expected in ((alike, False), (more, True)):
        flags = pd.array(alike + second, dtype="boolean")
        rows = source.weigh(people(400, wave=["1"] * 200 + ["2"] * 200, non_take_up=flags), entry).rows
        found = of_rows.changed(rows, ("1", "2"), "tous", "tous")
        assert found.significant is expected
        assert np.isclose(found.difference, (sum(second) - sum(alike)) / 200)
