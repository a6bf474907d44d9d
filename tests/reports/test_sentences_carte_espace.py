"""What the map says of space and of zones is true in every state."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from geo.clusters import Moran
from geo.travel import MODES
from indicators import catalogue
from indicators.comparison import Reference, of_all
from indicators.inside import BRACKET, EMPTY, ESTIMATED, HIDDEN, MISPLACED, REFUSED, Inside, Zone
from indicators.spatial import (
    ALL_EQUAL,
    COLD,
    HIGH_EXCEPTION,
    HOT,
    LOW_EXCEPTION,
    ORDINARY,
    OUTSIDE,
    TOO_FEW,
    Grouping,
)
from indicators.values import SECRET, Values, values
from reports.sentences import carte_espace, carte_zone

NAMES = {"a": "Acq", "b": "Agny", "c": "Arras", "d": "Athies"}


def _plain(text: str) -> str:
    return text.replace("\u202f", " ").replace("\u00a0", " ")


def _values(numbers: list[float], identifier: str = "part_rsa", level: str = "commune") -> Values:
    status = tuple(SECRET if np.isnan(one) else "diffusé" for one in numbers)
    return Values(catalogue.get(identifier, level), tuple("abcd"[: len(numbers)]), np.array(numbers), status)


def _moran(statistic: float, p: float, n: int = 46, islands: tuple[str, ...] = ()) -> Moran:
    return Moran(statistic, -0.02, 2.0, p, p, 999, n, (), islands)


def _said(whole: Moran | None, kinds: str = "oooo", reason: str = "", of: Values | None = None) -> str:
    """Write the sentence of four areas: h(ot), c(old), H(igh exception), L(ow exception), o(rdinary), x (outside)."""
    meaning = {"h": HOT, "c": COLD, "H": HIGH_EXCEPTION, "L": LOW_EXCEPTION, "o": ORDINARY, "x": OUTSIDE}
    of = of or _values([1.0, 2.0, 3.0, 4.0])
    table = pd.DataFrame(
        {"kind": [meaning[one] for one in kinds], "q": 0.01, "gi": 2.0, "note": ""}, index=list(of.codes)
    )
    return _plain(carte_espace.together(Grouping(of, whole, reason, table), NAMES))


def test_grouped_and_where() -> None:
    """High ones together, low ones together, exceptions: each is named."""
    said = _said(_moran(0.412, 0.002), "hcHL")
    assert said.startswith("**Oui, c’est regroupé** (indice de Moran 0,41, p = 0,002) : des communes voisines")
    assert "Valeurs hautes regroupées : Acq." in said
    assert "Valeurs basses regroupées : Agny." in said
    assert "Haute parmi des basses : Arras." in said
    assert "Basse parmi des hautes : Athies." in said


def test_nothing_beyond_chance() -> None:
    """Neither the whole nor any area: both are said, and nothing is called grouped."""
    said = _said(_moran(0.05, 0.3))
    assert said.startswith("**Rien ne montre un regroupement**")
    assert "Aucune commune, prise à part, ne se distingue" in said


def test_a_spot_without_a_whole() -> None:
    """One area may stand out where the whole does not."""
    said = _said(_moran(0.05, 0.3), "hooo")
    assert said.startswith("**Rien ne montre un regroupement**")
    assert "Valeurs hautes regroupées : Acq." in said
    assert "Aucune commune" not in said


def test_neighbours_that_differ() -> None:
    """A Moran under what chance gives is said to alternate; few areas ask for care."""
    said = _said(_moran(-0.5, 0.04, n=7))
    assert said.startswith("**Non, cela alterne**")
    assert "7 communes : à lire avec prudence" in said


def test_hidden_and_lonely_areas_are_named() -> None:
    """What takes no part is named, with its reason."""
    of = _values([1.0, np.nan, 3.0, 4.0])
    said = _said(_moran(0.4, 0.0005, islands=("d",)), "oxox", of=of)
    assert "p < 0,001" in said
    assert "1 commune sans valeur publiée, hors du calcul : Agny." in said
    assert "1 commune sans voisine publiée, hors du calcul : Athies." in said


@pytest.mark.parametrize(
    ("numbers", "reason", "start"),
    [
        ([np.nan] * 4, TOO_FEW, "**On ne peut pas le dire** : aucune commune n’a de valeur publiée."),
        ([1.0, np.nan, np.nan, np.nan], TOO_FEW, "**On ne peut pas le dire** : trop peu de communes"),
        ([0.0, 0.0, 0.0, 0.0], ALL_EQUAL, "**Il n’y a rien à situer** : la valeur est la même partout"),
    ],
)
def test_nothing_to_measure(numbers: list[float], reason: str, start: str) -> None:
    """All secret, one value, ties: the sentence says so and gives no figure of Moran."""
    said = _said(None, reason=reason, of=_values(numbers))
    assert said.startswith(start)
    assert "Moran" not in said


def test_counts_and_estimates_are_warned_of() -> None:
    """A count follows the inhabitants; the intervals of an estimate are not counted."""
    assert "Un effectif suit d’abord" in _said(_moran(0.4, 0.01), of=_values([1.0, 2, 3, 4], "foyers_rsa"))
    assert "ne compte pas leurs intervalles" in _said(
        _moran(0.4, 0.01), of=_values([1.0, 2, 3, 4], "non_recours_pour_100")
    )


def test_iris_are_masculine() -> None:
    """The words agree with the level."""
    of = _values([1.0, 2.0, 3.0, 4.0], "part_hlm", "iris")
    said = _said(_moran(0.4, 0.01), of=of)
    assert "des IRIS voisins se ressemblent" in said
    assert "Aucun IRIS, pris à part, ne se distingue avec ses voisins" in said


QUARTER = Zone("q", "Les Hochettes", None, approximate=True, published=1_000.0)
CUA = of_all(14.6)


def _inside(
    state: str, identifier: str = "part_rsa", level: str = "commune", cua: Reference = CUA, **more: object
) -> str:
    found = replace(Inside(QUARTER, state, coverage=1.0, touched=2), **more)  # type: ignore[arg-type]
    return _plain(
        carte_zone.inside(
            found, values(identifier, level), where=carte_zone.in_quarter("Les Hochettes"), cua=cua, name=NAMES
        )
    )


def test_an_estimate_says_so() -> None:
    """A rate is rounded, called an estimate, and set beside the whole."""
    said = _inside(ESTIMATED, value=27.24)
    assert said.startswith(
        "**Foyers au RSA**, dans le quartier Les Hochettes : **environ 27 pour 100 ménages fiscaux**"
    )
    assert "estimation" in said
    assert "Ensemble de la CUA : 14,6" in said
    assert "Ensemble" not in _inside(ESTIMATED, value=27.24, cua=Reference(np.nan, "CUA"))


def test_a_count_is_rounded_and_not_compared() -> None:
    """Two figures of a count; nothing of it is compared with the whole."""
    said = _inside(ESTIMATED, "foyers_rsa", value=2_326.0)
    assert "**environ 2 300 foyers**" in said
    assert "Ensemble" not in said


def test_an_interval_is_kept() -> None:
    """An estimate that had an interval still has one."""
    assert "environ 600 situations (de 400 à 900)" in _inside(
        ESTIMATED, "non_recours_attendu", value=646.0, low=439.0, high=934.0
    )


def test_a_bracket_names_what_is_masked() -> None:
    """Outward bounds, so that the bracket holds; never a 0 in place of what is masked."""
    said = _inside(BRACKET, "foyers_rsa", low=3_338.0, high=3_367.0, hidden=("a", "b"))
    assert "entre 3 300 et 3 400 foyers" in said
    assert "plus petit effectif publié : Acq et Agny." in said
    assert "**environ 2 300 foyers**" in _inside(BRACKET, "foyers_rsa", low=2_325.0, high=2_327.0, hidden=("a",))


def test_what_is_hidden_is_not_available() -> None:
    """No number is written, and the areas in the way are named."""
    said = _inside(HIDDEN, hidden=("a",))
    assert "**non disponible**, car Acq n’a pas de valeur publiée" in said
    assert "Acq et Agny n’ont pas" in _inside(HIDDEN, hidden=("a", "b"))


def test_a_median_is_refused_with_what_is_known() -> None:
    """Why there is no estimate, and how far the published values around go."""
    said = _inside(REFUSED, "revenu_median", "iris", lowest=8_590.0, highest=15_780.0, touched=3)
    assert "la moyenne de plusieurs médianes n’est pas une médiane" in said
    assert "Les 3 IRIS publiés qui y sont en partie vont de 8 590" in said
    one = _inside(REFUSED, "revenu_median", lowest=20_000.0, highest=20_000.0, touched=2, hidden=("a",))
    assert "Une commune publiée y est en partie : 20 000" in one
    assert "publié" not in _inside(REFUSED, "revenu_median", touched=2, hidden=("a", "b"))


def test_empty_and_misplaced_zones_are_not_zero() -> None:
    """Nobody, or not its own people: no number is given for the indicator."""
    assert "aucun carreau habité n’y est" in _inside(EMPTY)
    assert "(66 dans ses carreaux, 1 000 publiés)" in _inside(MISPLACED, inhabitants=66.0)


def test_a_zone_inside_one_area_and_half_known() -> None:
    """What the estimate supposes is said, and how much of the zone is known."""
    said = _inside(ESTIMATED, value=11.2, touched=1, coverage=0.8)
    assert "La zone est tout entière dans une commune" in said
    assert "80 % des habitants de la zone" in said


def test_a_place_is_named_with_minutes_and_mode() -> None:
    """« à 10 minutes ou moins, à pied »."""
    said = _plain(carte_zone.around_place("Caf", 10, MODES["walk"]))
    assert said.startswith("à 10 minutes ou moins, à pied, du lieu")


@pytest.mark.parametrize(
    ("identifier", "level", "words"),
    [
        ("foyers_rsa", "commune", "les totaux sont conservés"),
        ("part_rsa", "commune", "rapport de deux effectifs"),
        ("part_hlm", "iris", "pondérée par « Résidences principales »"),
        ("men", "carreau", "de sa surface"),
        ("non_recours_attendu", "commune", "plus large qu’un intervalle à 95 %"),
    ],
)
def test_the_method_goes_with_the_indicator(identifier: str, level: str, words: str) -> None:
    """Counts, ratios, weighted rates, cells and estimates: each method has its words; a refusal has none."""
    assert words in _plain(carte_zone.method(values(identifier, level), "Résidences principales"))
    assert carte_zone.method(values("revenu_median", "commune")) == ""
