"""Sentences on small areas, in every state of the estimates."""

import dataclasses

import numpy as np
import pytest

from indicators.barometer import Finding
from indicators.barometer.findings import hidden
from indicators.small_area.choice import Candidate, Choice
from indicators.small_area.diagnostics import Diagnostics, GroupCheck
from indicators.small_area.published import LocalEstimates
from reports.sentences import petits_territoires as sentences

NAMES = {"a": "Acq", "b": "Agny", "c": "Arras"}
NAN = float("nan")
OVERALL = Finding("tous", "Toute la population", 15.0, 13.0, 17.0, 1200, "fiable")
CHOICE = Choice("unit", (
    Candidate("unit", "", 0.12, 0.0),
    Candidate("fay_herriot", "moins de 15 territoires d’au moins 5 répondants", NAN, NAN),
    Candidate("synthetic", "", 0.121, -0.4),
))  # fmt: skip


def plain(text: str) -> str:
    """Write a sentence with ordinary spaces."""
    return text.replace("\u202f", " ").replace("\u00a0", " ")


def make(
    values: list[float], lows: list[float], highs: list[float], words: list[str], **other: object
) -> LocalEstimates:
    """Estimates of three communes."""
    found = LocalEstimates(
        "commune", "", "2024", ("a", "b", "c"), np.array(values), np.array(lows), np.array(highs), tuple(words),
        ("nulle", "moins d’un quart", "plus de la moitié"), "unit", CHOICE, OVERALL,
    )  # fmt: skip
    return dataclasses.replace(found, **other)  # type: ignore[arg-type]


ONE_APART = make([NAN, 14, 20], [NAN, 9, 17], [NAN, 19, 24], ["non publiable", "fragile", "fiable"])


def test_some_are_published_and_one_is_apart() -> None:
    """How many, between what and what, and whose interval leaves the whole out."""
    assert plain(sentences.told(ONE_APART, NAMES)) == (
        "**2 communes sur 3 ont une estimation publiable** (1 fiable et 1 fragile), de 14 à 20 %. "
        "L’intervalle exclut l’ensemble du territoire (15 %) pour Arras au-dessus."
    )


def test_none_is_apart() -> None:
    """Where every interval holds the whole, the reader is told not to rank."""
    found = make([12, 14, 16], [8, 9, 11], [17, 19, 22], ["fragile"] * 3)
    assert "ne classez pas" in sentences.told(found, NAMES)


def test_none_is_published() -> None:
    """Nothing to tell, and why."""
    found = make([NAN] * 3, [NAN] * 3, [NAN] * 3, ["non publiable"] * 3)
    assert sentences.told(found, NAMES).startswith("**Aucune estimation par commune")


def test_one_alone_is_singular() -> None:
    """One commune « a » an estimate, at one value."""
    found = make([NAN, NAN, 15], [NAN, NAN, 13], [NAN, NAN, 18], ["non publiable", "non publiable", "fiable"])
    assert plain(sentences.told(found, NAMES)).startswith(
        "**1 commune sur 3 a une estimation publiable** (1 fiable), 15 %."
    )


def test_ties_are_one_value() -> None:
    """Equal estimates are not written as a range."""
    found = make([15, 15, 15], [10, 10, 10], [20, 20, 20], ["fragile"] * 3)
    assert "(3 fragiles), 15 %." in plain(sentences.told(found, NAMES))


def test_many_comparisons_warn_of_chance() -> None:
    """Out of forty intervals, two miss by chance."""
    codes = tuple(f"c{at}" for at in range(40))
    found = LocalEstimates(
        "commune", "", "2024", codes, np.full(40, 20.0), np.full(40, 16.0), np.full(40, 25.0), ("fragile",) * 40,
        ("nulle",) * 40, "unit", CHOICE, OVERALL,
    )  # fmt: skip
    said = plain(sentences.told(found, {code: code for code in codes}))
    assert "40 territoires au-dessus ; sur 40 comparaisons, 2 peuvent l’être par hasard" in said


def test_the_method_and_those_set_aside() -> None:
    """The rule's method, and why another could not serve."""
    said = plain(sentences.method(CHOICE))
    assert said.startswith("Méthode retenue : **modèle sur les répondants**, car aucune autre")
    assert "Écartée : modèle sur les territoires (Fay–Herriot) (moins de 15" in said


def test_another_method_because_the_rule_cannot_serve() -> None:
    """The reason is said once."""
    few = "moins de 100 répondants en tout"
    choice = Choice("synthetic", (
        Candidate("unit", few, NAN, NAN), Candidate("fay_herriot", "x", NAN, NAN), Candidate("synthetic", "", 0.1, NAN),
    ))  # fmt: skip
    said = sentences.method(choice)
    assert said.count(few) == 1
    assert "ne peut pas servir" in said


def test_another_method_because_it_foretells_better() -> None:
    """A method that wins does so by cross-validation."""
    choice = Choice("synthetic", (*CHOICE.candidates[:2], Candidate("synthetic", "", 0.1, 1.4)))
    assert "elle prévoit nettement mieux" in sentences.method(choice)


def test_no_method() -> None:
    """A handful of respondents: nothing, and why."""
    choice = Choice("", (Candidate("unit", "moins de 30 répondants de ce public", NAN, NAN),))
    assert "moins de 30 répondants" in sentences.method(choice)


@pytest.mark.parametrize(
    ("model", "words"), [(15.2, "est dans l’intervalle"), (30.0, "sort de l’intervalle direct pour Arras")]
)
def test_groups_agree_or_not(model: float, words: str) -> None:
    """The model's estimate of a group is held against the direct interval."""
    of = Diagnostics(ONE_APART, (GroupCheck("Arras", OVERALL, model),), 15.0, 40, 0.95, 1.4, 6.5)
    said = plain(sentences.agreement(of))
    assert said.startswith("Les communes font ensemble 15,0 %, comme l’estimation directe.")
    assert words in said


def test_no_group_to_compare_with() -> None:
    """All groups secret: nothing is claimed."""
    of = Diagnostics(ONE_APART, (GroupCheck("Arras", hidden("centre", "Arras"), 15.0),), 15.0, 0, NAN, NAN, NAN)
    assert "Aucun groupe de communes" in sentences.agreement(of)
    assert sentences.left_out(of).startswith("Trop peu de répondants")


def test_communes_that_do_not_add_up_are_said() -> None:
    """A gap with the direct estimate is written, not hidden."""
    of = Diagnostics(ONE_APART, (), 16.0, 0, NAN, NAN, NAN)
    assert "contre 15,0 %" in plain(sentences.agreement(of))


def test_left_out() -> None:
    """Mean and largest move, and how many answers were foretold."""
    of = Diagnostics(ONE_APART, (), 15.0, 46, 43 / 46, 1.37, 6.47)
    assert plain(sentences.left_out(of)) == (
        "Sans ses propres répondants, l’estimation d’une commune bouge de 1,4 point en moyenne, 6,5 au plus. "
        "Prévues sans elles, les réponses de 43 communes sur 46 tombent dans l’intervalle prévu à 95 %."
    )


def test_what_the_page_shows_besides() -> None:
    """Another benefit or wave is said not to move the estimates."""
    assert sentences.scope(ONE_APART, wave="2024", every_benefit=True) == ""
    said = sentences.scope(ONE_APART, wave="2022", every_benefit=False)
    assert "tous les droits" in said
    assert "2024" in said
    assert "1 commune sur 3 tire" in plain(sentences.local(ONE_APART))
