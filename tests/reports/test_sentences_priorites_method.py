"""What is said of the method of the index holds for each: weights, scales, ways of combining, Pareto fronts."""

import numpy as np
import pytest

from data.formats import NARROW, NO_BREAK, typography
from indicators.needs.method import COMBINATIONS, WEIGHINGS, Method
from indicators.needs.normalise import NORMALISATIONS
from indicators.needs.weights import Analysed
from reports.sentences import priorites_method as said
from reports.sentences import priorites_moves
from reports.sentences.priorites_words import NOUNS


def _plain(text):
    assert typography(text) == text
    return text.replace(NARROW, " ").replace(NO_BREAK, " ")


def test_every_choice_has_words():
    """Nothing that can be chosen is left without a name and a sentence."""
    assert tuple(said.WEIGHINGS) == tuple(said.WITH) == tuple(said.HEADS) == WEIGHINGS
    assert all(_plain(said.weighing(name)).endswith(".") for name in WEIGHINGS)
    for scale in NORMALISATIONS:
        for combine in COMBINATIONS:
            text = _plain(said.refined(Method("egaux", scale, combine)))
            assert "les trois moyennes" in text
            assert text.startswith(f"{NORMALISATIONS[scale]} : ") == (combine != "pareto")
            assert ("mais pas par les rangs de Pareto" in text) == (combine == "pareto")


def test_the_data_say_what_varies_together():
    """One factor, several, none: the share of the variance, the caveat, the weights, the greatest first."""
    one = _plain(said.analysis(Analysed(np.array([0.25, 0.75]), 1, 0.712), ["A", "B"]))
    assert one.startswith("La tendance retenue explique **71 %** de la variance.")
    assert "pas ce qui importe" in one
    assert one.endswith("Poids : B 75 % et A 25 %.")
    two = _plain(said.analysis(Analysed(np.array([0.5, 0.5]), 2, 0.9), ["A", "B"]))
    assert two.startswith("Les 2 tendances retenues expliquent **90 %**")
    assert "poids sont égaux" in _plain(said.analysis(Analysed(np.array([0.5, 0.5]), 0, float("nan")), ["A", "B"]))


def test_the_usual_ranking_has_nothing_to_add():
    """The committee's points, the usual scale and mean go without saying; anything else is named."""
    assert said.mention(Method()) == ""
    assert said.mention(Method("acp"), weighed=False) == ""
    assert _plain(said.mention(Method("acp"))) == (
        "Rang et indice affichés : poids tirés des données ; mise à l’échelle « Du plus bas au plus haut » ; moyenne "
        "arithmétique."
    )
    assert _plain(said.mention(Method(scale="z", combine="mpi"), weighed=False)) == (
        "Rangs : mise à l’échelle « Écart à la moyenne » ; Mazziotta-Pareto."
    )
    for weighed in (True, False):
        assert "sans poids ni mise à l’échelle" in _plain(said.mention(Method(combine="pareto"), weighed=weighed))


@pytest.mark.parametrize(
    ("told", "level", "words"),
    [
        ((1, 3, 25), "commune", "1ᵉʳ front de Pareto sur 3, avec 25 autres communes"),
        ((2, 3, 1), "iris", "2ᵉ front de Pareto sur 3, avec 1 autre IRIS"),
        ((3, 3, 0), "commune", "3ᵉ front de Pareto sur 3, seule"),
        ((1, 1, 45), "commune", "sur l’unique front de Pareto, comme toutes les autres"),
        ((1, 1, 6), "carreau", "sur l’unique front de Pareto, comme tous les autres"),
        ((1, 1, 0), "iris", "1ᵉʳ front de Pareto sur 1, seul"),
    ],
)
def test_a_front_is_told_with_who_shares_it(told, level, words):
    """Several, one, none, all."""
    assert _plain(said.front(told, NOUNS[level])) == words


def test_an_index_is_read_against_its_scale():
    """From 1 to 100, around 100, or a front."""
    assert said.heading(Method())[:2] == ("Indice de besoin", "de 1 à 100")
    assert said.heading(Method(scale="z"))[1] == "100 : la moyenne"
    assert said.heading(Method(combine="pareto"))[0] == "Front de Pareto"
    assert (said.out_of(Method()), said.out_of(Method(scale="z"))) == ("sur 100", "(100 : un IRIS moyen)")


def test_two_weightings_are_both_named():
    """When neither is the one of the page, the sentence says which is left for which."""
    text = priorites_moves.compared(
        {"a": (1, 1)}, other="des poids égaux", first="les poids du comité", level="commune", count=2, areas={"a": "A"}
    )
    assert _plain(text) == "Avec des poids égaux plutôt qu’avec les poids du comité, **le classement est le même**."


def test_what_is_not_weighted_does_not_count_double():
    """For Pareto ranks, two components that say the same do not weigh more."""
    text = _plain(priorites_moves.redundancy([("a", "b", 0.95)], {"a": "A", "b": "B"}, weighted=False))
    assert text.endswith("(corrélation de rang 0,95).")
