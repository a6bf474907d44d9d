"""The sentences of the map."""

import math
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.bivariate import bivariate
from indicators import catalogue
from indicators.comparison import Rank, Reference
from indicators.values import ABSENT, MASKED, PUBLISHED, SECRET, Values
from reports.sentences import carte

RANKS = (Rank(1, 7, 46), Rank(1_082, 1_727, 1_727), Rank(2, 45, 46))
NO_REFERENCE = Reference(math.nan, "CUA", entire=True)
NAMES = {f"c{i}": name for i, name in enumerate(["Arras", "Agny", "Athies", "Acq", "Wailly", "Étrun"])}


def made(identifier: str, value: list[float], level: str = "commune", hidden: str | list[str] = SECRET) -> Values:
    """Return an indicator on made-up areas; NaN is hidden for the given reason."""
    reasons = iter(hidden) if isinstance(hidden, list) else None
    status = tuple(
        PUBLISHED if not math.isnan(v) else (next(reasons) if reasons is not None else str(hidden)) for v in value
    )
    codes = tuple(f"c{i}" for i in range(len(value)))
    return Values(catalogue.get(identifier, level), codes, np.array(value, dtype=float), status)


def said(of: Values, cua: Reference = NO_REFERENCE, names: dict[str, str] = NAMES, **more: object) -> str:
    """Return the sentence with plain spaces."""
    text = carte.view(of, name=names, cua=cua, **more)  # type: ignore[arg-type]
    return text.replace("\u00a0", " ").replace("\u202f", " ")


def test_a_rate_names_both_ends() -> None:
    """The highest value, the two that follow, the lowest and the whole are named with their values."""
    text = said(made("part_rsa", [11.2, 9.1, 7.1, 0.9]), Reference(7.3, "CUA", entire=True))
    assert text == (
        "**Foyers au RSA** : **Arras** a la valeur la plus haute, 11,2 pour 100 ménages fiscaux, puis Agny (9,1) "
        "et Athies (7,1) ; à l’autre bout, Acq (0,9). Ensemble de la CUA : 7,3 pour 100 ménages fiscaux."
    )


def test_need_is_at_the_low_end_of_an_income() -> None:
    """A median income is read from its lowest values on."""
    text = said(made("revenu_median", [20_000, 30_000, 25_000]), Reference(24_000, "médiane des 3 communes"))
    assert "**Arras** a la valeur la plus basse, 20 000 €/an" in text
    assert text.endswith("Médiane des 3 communes : 24 000 €/an.")


def test_an_order_of_estimates_is_only_told_as_sure_when_no_interval_meets_the_first() -> None:
    """The first estimate has its interval; one that another reaches says that the order is not sure."""
    rates = made("part_rsa", [22.0, 19.0, 9.0])
    apart = replace(rates, low=np.array([21.0, 16.0, 4.0]), high=np.array([23.0, 20.0, 14.0]))
    meeting = replace(rates, low=np.array([14.0, 16.0, 4.0]), high=np.array([33.0, 23.0, 14.0]))
    assert "pas assuré" not in said(apart)
    assert "22 (14 à 33)" in said(meeting)
    assert "les intervalles se recouvrent, cet ordre n’est pas assuré" in said(meeting)
    alone = replace(made("part_rsa", [22.0]), low=np.array([14.0]), high=np.array([33.0]))
    assert "pas assuré" not in said(alone)


def test_a_rate_that_is_mostly_secret_says_so_first() -> None:
    """With fewer than half of the values, the count of published ones opens the sentence."""
    text = said(made("taux_pauvrete", [25.0, 8.0, *[math.nan] * 4]))
    assert text == (
        "**Taux de pauvreté** : **2 communes sur 6** seulement ont une valeur publiée ; **Arras** a la plus haute, "
        "25,0 %, puis Agny (8,0 %). Les 4 autres relèvent du secret statistique."
    )


def test_all_secret_shows_no_number() -> None:
    """When everything is secret the sentence says that nothing is published, and never 0."""
    text = said(made("taux_pauvrete", [math.nan] * 3), Reference(math.nan, "CUA", entire=True))
    assert text == (
        "**Taux de pauvreté** : aucune valeur n’est publiée. Les 3 communes relèvent du secret statistique."
    )


def test_one_published_value_is_not_compared() -> None:
    """A single published value is given alone."""
    text = said(made("taux_pauvrete", [25.0, math.nan, math.nan]))
    assert "**1 commune sur 3** seulement a une valeur publiée, Arras (25,0 %)." in text


def test_a_tie_at_the_top_is_named_or_counted() -> None:
    """Two equal first places are both named; more than three are counted."""
    assert "**Arras et Agny** ont la valeur la plus haute" in said(made("part_rsa", [5.0, 5.0, 1.0]))
    assert "**4 communes** ont la valeur la plus haute" in said(made("part_rsa", [5.0, 5.0, 5.0, 5.0, 1.0]))


def test_values_that_read_the_same_are_ties() -> None:
    """Ties are judged on what is written: 5,04 and 5,01 both read 5,0."""
    assert "**Arras et Agny** ont la valeur la plus haute, 5,0" in said(made("part_rsa", [5.04, 5.01, 1.0]))


def test_equal_values_have_no_extreme() -> None:
    """When all values are the same, none is the highest."""
    text = said(made("part_rsa", [5.0, 5.0, 5.0]))
    assert "la même valeur partout, 5,0 pour 100 ménages fiscaux" in text
    assert "plus haute" not in text


def test_a_place_that_concentrates_a_count_is_said() -> None:
    """A commune with a third or more of a count is named with its share of what is published."""
    text = said(made("foyers_rsa", [2_205.0, 700.0, 495.0, math.nan, math.nan], hidden=MASKED))
    assert text == (
        "**Foyers au RSA** : **Arras** compte à elle seule 2 205 des 3 400 foyers publiés (65 %). "
        "Les 2 autres ont une valeur masquée ou nulle."
    )


def test_a_spread_count_is_said_by_its_half() -> None:
    """When no area stands out, the fewest areas that hold half of the count are counted, named when few."""
    assert "la moitié des 40 foyers se trouve dans **2 communes sur 4** : Agny et Arras" in said(
        made("foyers_rsa", [11.0, 12.0, 9.0, 8.0])
    )


def test_half_of_the_cells_count_is_a_number_of_cells() -> None:
    """Cells have no name of their own: they are counted, and the imputed ones are mentioned."""
    text = said(made("men_pauv", [1.0] * 100, "carreau"), names={}, imputed=40)
    assert "la moitié des 100 ménages se trouve dans **50 carreaux sur 100** (50 %)" in text
    assert text.endswith("40 carreaux sur 100 ont des valeurs imputées par l’Insee.")


def test_nothing_counted_is_said() -> None:
    """A count of 0 everywhere is not a concentration."""
    assert "aucun effectif dans 3 communes" in said(made("foyers_rsa", [0.0, 0.0, 0.0]))


def test_a_single_holder_of_everything_is_said() -> None:
    """A count that lies in one area is given whole."""
    assert "**Arras** compte à elle seule les 5 foyers" in said(made("foyers_rsa", [5.0, 0.0]))


def test_missing_services_come_first() -> None:
    """For services, the communes without any are what is lacking."""
    text = said(made("pharmacies", [16.0, 4.0, 0.0, 0.0]))
    assert "**2 communes sur 4** n’en ont pas ; **Arras** compte à elle seule 16 des 20 équipements (80 %)" in text


def test_cells_rates_are_read_from_a_tenth() -> None:
    """The greatest need of cells is that of a tenth of them, at the low end of a standard of living."""
    high = said(made("taux_menages_pauvres", [float(i) for i in range(1, 21)], "carreau"), names={})
    assert "dans **un carreau sur dix**, 19 % ou plus" in high
    low = said(made("niveau_vie_moyen", [1_000.0 * i for i in range(1, 21)], "carreau"), names={})
    assert "dans **un carreau sur dix**, 2 000 € ou moins" in low


def test_reasons_of_hidden_values_are_told_apart() -> None:
    """Secret, masked and absent values are counted apart, in the singular when there is one."""
    one = made("foyers_rsa", [1.0, math.nan], hidden=MASKED)
    assert said(one).endswith("Une autre commune a une valeur masquée ou nulle.")
    several = made("part_rsa", [1.0, 2.0, 3.0, math.nan, math.nan, math.nan], hidden=[MASKED, ABSENT, ABSENT])
    assert said(several).endswith("Des 3 autres, 1 a une valeur masquée ou nulle et 2 sont sans valeur disponible.")


def test_the_rate_under_circles_is_named() -> None:
    """The colour under the circles of a count is explained."""
    text = said(made("foyers_rsa", [2.0, 1.0]), under=catalogue.get("part_rsa", "commune"))
    assert "En couleur, sous les cercles : Foyers au RSA (pour 100 ménages fiscaux)." in text


def test_an_iris_is_named_with_its_commune() -> None:
    """The commune and the value of an IRIS share one pair of brackets."""
    names = {"c0": "Ronville (Arras)", "c1": "Agny", "c2": "Ouest (Arras)"}
    text = said(made("part_hlm", [40.0, 5.0, 20.0], "iris"), names=names)
    assert "**Ronville (Arras)** a la valeur la plus haute" in text
    assert "puis Ouest (Arras, 20,0 %)" in text


@given(
    st.lists(st.one_of(st.just(math.nan), st.floats(0, 1e6)), min_size=1, max_size=6),
    st.sampled_from(["part_rsa", "revenu_median", "foyers_rsa", "pharmacies", "taux_pauvrete", "densite"]),
)
@settings(max_examples=150, deadline=None)
def test_every_state_has_a_sentence(value: list[float], identifier: str) -> None:
    """Whatever the values, the sentence is whole: it ends, says no « nan », and names only published areas."""
    of = made(identifier, value, hidden=MASKED)
    text = said(of)
    assert text.endswith(".")
    assert "nan" not in text.lower().replace("finan", "")
    assert ".." not in text
    assert text.count("**") % 2 == 0
    for code, known in zip(of.codes, of.known, strict=True):
        if not known:
            assert NAMES[code] not in text


def test_crossed_rates_name_where_need_is_double() -> None:
    """Low income and many recipients are crossed at their ends of need, the greatest first."""
    x = made("part_rsa", [9.0, 8.0, 1.0, 2.0, 5.0, math.nan])
    y = made("revenu_median", [18e3, 19e3, 30e3, 29e3, 24e3, 20e3])
    text = carte.crossed(x, y, bivariate(x.value, y.value), name=NAMES)
    plain = text.replace("\u00a0", " ")
    assert plain.startswith(
        "**2 communes** cumulent un niveau haut de « Foyers au RSA » et un niveau bas de « Revenu médian » : "
        "Arras et Agny."
    )
    assert plain.endswith("1 commune n’a pas les deux valeurs.")


def test_crossed_rates_without_double_need_say_so() -> None:
    """When no area is at the ends of need of both, the sentence does not invent one."""
    x, y = made("part_rsa", [9.0, 5.0, 1.0]), made("part_aide_logement", [1.0, 5.0, 9.0])
    assert carte.crossed(x, y, bivariate(x.value, y.value), name=NAMES).startswith("Aucun territoire ne cumule")


@pytest.mark.parametrize("level", ["commune", "iris", "carreau"])
def test_real_indicators_all_have_a_sentence(level: str) -> None:
    """Every indicator of the catalogue gets a sentence from its real values."""
    from geo import territory
    from indicators.around import of_territory
    from indicators.values import values

    known = territory.load()
    names = {code: known.label(code) for code in known.codes(level)}
    for indicator in catalogue.at(level):
        of = values(indicator.id, level)
        short = indicator.short.replace("\u202f", " ")
        assert said(of, of_territory(of), names).startswith(f"**{short}** : ")


def test_a_rank_is_written_with_what_it_leaves_out() -> None:
    """Thousands are set apart, the first is an ordinal of its own, hidden values are counted."""
    plain = [rank.text.replace("\u202f", " ").replace("\u00a0", " ") for rank in RANKS]
    assert plain == ["1ᵉʳ sur 7 (39 valeurs non publiées)", "1 082ᵉ sur 1 727", "2ᵉ sur 45 (1 valeur non publiée)"]


def test_a_large_figure_keeps_its_short_unit() -> None:
    """A long unit goes under the number, a short one stays with it, an index has none."""
    share, income = catalogue.get("part_menages_pauvres", "commune"), catalogue.get("revenu_median", "commune")
    assert carte.split(share, 21.2) == ("21,2\u00a0%", "des ménages")
    assert carte.split(income, 900.0) == ("900\u00a0€/an", "")
    assert carte.split(catalogue.get("part_rsa", "commune"), 7.3) == ("7,3", "pour 100 ménages fiscaux")
    assert carte.split(catalogue.get("fragilite_numerique", "iris"), 92.0) == ("92", "")
    assert carte.split(share, math.nan) == ("n. d.", "")


def test_a_ratio_is_told_by_its_terms() -> None:
    """The two counts of a ratio are written, the unit once when they share it, nothing when one is hidden."""
    foyers, menages = catalogue.get("foyers_rsa", "commune"), catalogue.get("menages_fiscaux", "commune")
    text = carte.terms(foyers, menages, (2_205.0, 19_654.0)).replace("\u202f", " ").replace("\u00a0", " ")
    assert text == "soit 2 205 foyers sur 19 654 ménages"
    older, all_of_them = (catalogue.get(one, "commune") for one in ("demandeurs_emploi_50", "demandeurs_emploi"))
    assert carte.terms(older, all_of_them, (880.0, 900.0)).replace("\u00a0", " ") == "soit 880 sur 900 personnes"
    assert carte.terms(foyers, menages, (math.nan, 19_654.0)) == ""
