"""Rows as they are written: values, references, ranks, dots and minutes, on screen as on paper."""

from dataclasses import replace

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from data.formats import NO_BREAK, about, number
from geo import territory
from indicators.comparison import Reference
from indicators.sheet import CONTENT, sheet
from indicators.vicinity import vicinity
from reports import commune_rows
from reports.commune_rows import ShownRow, shown, shown_services

ARRAS, BOYELLES, DAINVILLE = "62041", "62172", "62263"


def plain(text: str) -> str:
    """A text with ordinary spaces."""
    return text.replace(NO_BREAK, " ").replace("\u202f", " ")


def find(code: str, label: str) -> ShownRow:
    """The written row of a commune that has this label on paper."""
    return next(row for rows in shown(sheet(code)).values() for row in rows if row.on_paper == label)


def test_a_published_value_has_its_sign_its_count_and_its_rank():
    """A rate is written with its sign, the households behind it and its place."""
    row = find(BOYELLES, "Prime d’activité")
    assert plain(row.value) == "7,2"
    assert plain(row.detail) == "10 foyers"
    assert plain(row.rank).startswith("40ᵉ sur 45")
    assert row.known


def test_secret_and_masked_are_written_as_such():
    """A hidden value is its reason, never a number."""
    assert find(BOYELLES, "Taux de pauvreté (seuil de 60 %)").value == "secret statistique"
    assert find(BOYELLES, "RSA").value == "masqué ou nul"
    assert not find(BOYELLES, "RSA").known
    assert find(BOYELLES, "RSA").rank == ""


def test_what_cannot_be_averaged_is_the_range_of_the_iris():
    """A cut commune shows the range of its IRIS where there is no mean, and beside the mean where there is."""
    index = find(ARRAS, "Fragilité numérique (100 = moyenne)")
    assert plain(index.value) == "95 à 134"
    assert index.detail == "selon l’IRIS"
    assert not index.known
    hlm = find(ARRAS, "HLM (% des résidences principales)")
    assert hlm.known
    assert hlm.detail.endswith("selon l’IRIS")


def test_the_rank_of_what_cannot_be_averaged_is_among_communes_of_one_iris():
    """Where the cut communes have no value, the rank says among whom it is; nothing is said hidden."""
    row = find(BOYELLES, "Vivant seuls (% des 80 ans ou plus)")
    assert "communes d’un seul IRIS" in row.rank
    assert "non publi" not in row.rank


def test_a_median_of_iris_is_marked():
    """A reference that is not the territory's value says so."""
    assert find(BOYELLES, "Fragilité numérique (100 = moyenne)").whole_is_median
    assert not find(BOYELLES, "Prime d’activité").whole_is_median


def test_dots_lie_between_0_and_1_and_hold_the_extremes():
    """On every sheet, all dots lie on the line, and it runs from one extreme to the other."""
    for code in territory.load().communes:
        for rows in shown(sheet(code)).values():
            for row in rows:
                if row.strip is None:
                    continue
                places = [*row.strip.everyone, *(at for at in (row.strip.own, row.strip.whole) if at is not None)]
                assert min(places) == 0
                assert max(places) == 1
                assert (row.strip.own is not None) == row.known


@given(
    values=st.lists(st.floats(-1e6, 1e6), min_size=0, max_size=6),
    whole=st.floats(-1e6, 1e6) | st.just(float("nan")),
)
def test_any_values_make_a_line_or_none(values: list[float], whole: float):
    """Whatever is published, there is a line from 0 to 1, or none when all is one value or nothing."""
    one = next(row for row in sheet(BOYELLES).rows if row.indicator.id == "part_ppa")
    own = values[0] if values else float("nan")
    made = replace(one, everyone=tuple(sorted(values)), value=own, whole=Reference(whole, "CUA", entire=True))
    strip = commune_rows._strip(made)
    if strip is not None:
        assert all(0 <= at <= 1 for at in strip.everyone)
        assert strip.own is not None
        assert (strip.whole is None) == bool(np.isnan(whole))
    else:
        everything = [*values, *([] if np.isnan(whole) else [whole])]
        assert len(values) < 2 or max(everything) <= min(everything)


def test_a_sum_has_no_mark_on_the_line_of_the_communes():
    """The territory's population lies on another scale than the communes': no mark stands for it."""
    row = find(BOYELLES, "Habitants")
    assert row.strip is not None
    assert row.strip.whole is None


def test_what_is_drawn_is_also_said():
    """Those who do not see the dots hear the rank, and that the departure is clear."""
    row = find(BOYELLES, "Allocataires de la Caf")
    assert row.more_need
    assert "sur 46 communes" in row.spoken
    assert "écart net" in row.spoken
    assert find(BOYELLES, "RSA").spoken == ""


def test_services_are_written_with_their_bracket_or_as_unknown():
    """A located service has minutes by three modes with brackets, another tells how many positions lack."""
    services = {one.label: one for one in shown_services(vicinity(BOYELLES).services)}
    caf = services["Caf"]
    assert plain(caf.car) == "29 min (21 à 39)"
    assert caf.hours == "horaires à confirmer"
    assert caf.low < caf.car_minutes < caf.high
    assert plain(services["France services"].hours) == "24 h par semaine"
    ccas = services["CCAS"]
    assert not ccas.located
    assert plain(ccas.place) == "2 lieux sans position connue"
    assert ccas.car == ""
    assert plain(services["Maison de l’emploi"].place) == "1 lieu sans position connue"


def test_an_estimated_public_is_rounded_to_what_it_can_bear():
    """An estimate says « environ », a count of the cells is written whole."""
    publics = {one.key: one for one in vicinity(DAINVILLE).publics}
    estimated, counted = publics["rsa_ppa_de"], publics["seniors"]
    assert estimated.estimated
    assert commune_rows.public_value(replace(estimated, value=1234.0)) == about(1234.0)
    assert not counted.estimated
    assert commune_rows.public_value(replace(counted, value=1289.8)) == number(1290)


def test_every_indicator_has_its_words_on_paper():
    """No row of the paper falls back on a longer name, and no two rows share theirs."""
    names = [name for rows in CONTENT.values() for _, name in rows]
    assert set(names) == set(commune_rows._ON_PAPER)
    assert len(set(commune_rows._ON_PAPER.values())) == len(names)
    assert max(map(len, commune_rows._ON_PAPER.values())) <= 38
