"""What the page Priorités says holds in every state: all secret, one area, equals, one component, nothing moving."""

import numpy as np
import pytest

from data.formats import NARROW, NO_BREAK, typography
from geo.clusters import Moran
from indicators.needs.diagnostics import LeftOut
from indicators.needs.sobol import Indices
from indicators.needs.structure import InZone
from reports.sentences import priorites, priorites_ground, priorites_moves
from reports.sentences.priorites_words import FACTORS, NOUNS, PHRASES, grouped, listed, ordinal, places, top

NAMES = ["Arras", "Acq", "Agny", "Athies", "Boyelles", "Farbus", "Feuchy", "Ficheux", "Fampoux", "Gavrelle"]


def _plain(text):
    assert typography(text) == text
    return text.replace(NARROW, " ").replace(NO_BREAK, " ")


def _answer(level="commune", public="ensemble", *, count=10, ranked=46, sure=(), debatable=()):
    return _plain(
        priorites.answer(level=level, public=public, count=count, ranked=ranked, sure=sure, debatable=debatable)
    )


def test_all_secret_is_said():
    """Without a ranking, no name is given and the reason is."""
    assert _answer(ranked=0) == (
        "**Aucune commune ne peut être classée** tous publics confondus : trop de composantes ne sont pas publiées."
    )
    assert _answer("iris", ranked=0).startswith("**Aucun IRIS ne peut être classé**")


def test_one_area_is_no_choice():
    """With one area, or no more areas than places, there is nothing to choose."""
    assert _answer(ranked=1).startswith("**Une seule commune** peut être classée")
    assert _answer("iris", ranked=1).startswith("**Un seul IRIS** peut être classé ")
    assert _answer(ranked=10).startswith("**10 communes seulement** peuvent être classées")
    assert _answer("iris", ranked=7).startswith("**7 IRIS seulement** peuvent être classés")


def test_one_and_several_agree():
    """One area is, several are."""
    assert _answer(sure=NAMES[:1], debatable=NAMES[1:2]) == (
        "Tous publics confondus, **Arras** est parmi les 10 premières communes quels que soient les choix (9 tirages "
        "sur 10 au moins) ; **1 autre** est en débat : Acq."
    )
    several = _answer("iris", "seniors", sure=NAMES[:2], debatable=NAMES[2:7])
    assert "**Arras et Acq** sont parmi les 10 premiers IRIS" in several
    assert several.endswith("**5 autres** sont en débat, à commencer par Agny, Athies et Boyelles.")


def test_nobody_sure_and_nobody_debatable():
    """Each list may be empty, and both."""
    assert _answer(debatable=NAMES[:3]).endswith(
        "aucune commune n’est **parmi les 10 premières communes quels que soient les choix** ; **3 communes** sont en "
        "débat : Arras, Acq et Agny."
    )
    assert _answer(sure=NAMES).endswith("(9 tirages sur 10 au moins).")
    assert _answer() == "Aucune commune ne se détache tous publics confondus."


def test_cells_are_counted_by_commune():
    """A cell has no name of its own: the sentence says where they are."""
    found = _answer("carreau", count=173, ranked=1727, sure=["Arras", "Arras", "Acq"], debatable=["Arras"] * 40)
    assert "**3 carreaux** sont parmi les 173 premiers carreaux (10 %)" in found
    assert found.endswith("à Arras (2) et Acq (1) ; **40 autres** sont en débat.")


@pytest.mark.parametrize("public", PHRASES)
@pytest.mark.parametrize("level", NOUNS)
def test_every_public_and_level_starts_with_a_capital(level, public):
    """No sentence starts in small letters, or ends without a full stop."""
    for ranked in (0, 1, 5, 46):
        text = _answer(level, public, ranked=ranked, sure=NAMES[:1] if ranked == 46 else ())
        assert not text.strip("*")[0].islower()
        assert text.endswith(".")


def _area(**changed):
    arguments = {
        "level": "commune",
        "count": 10,
        "place": 2,
        "ranked": 46,
        "low": 1,
        "high": 8,
        "probability": 0.953,
        "main": ["Foyers au RSA"],
        "depends": ("Sans voiture", -3),
        "drawn": [],
    }
    return _plain(priorites.area("Acq", **(arguments | changed)))


def test_an_area_has_its_place_interval_and_reasons():
    """All that is known of it, in order."""
    assert _area() == (
        "**Acq** : 2ᵉ sur 46 avec ces poids, entre la 1ʳᵉ et la 8ᵉ place dans 9 tirages sur 10. Probabilité d’être "
        "parmi les 10 premières communes : 95 %. Son besoin tient d’abord à « Foyers au RSA ». Sans « Sans voiture », "
        "ce territoire perdrait 3 places."
    )


def test_an_area_that_nothing_moves():
    """One place, always or never among the first, nothing that it hangs on."""
    text = _area(low=2, high=2, probability=1.0, main=[], depends=None)
    assert text == "**Acq** : 2ᵉ sur 46 avec ces poids, toujours 2ᵉ. Commune toujours parmi les 10 premières communes."
    assert "Commune jamais parmi" in _area(probability=0.0)
    assert "place" not in _area(depends=("x", 0)).split("tirages sur 10.")[1]
    assert "gagnerait 1 place." in _area(depends=("x", 1))


def test_an_area_that_is_drawn_or_not_ranked_says_so():
    """What is not published is named with its bounds, or as the reason why there is no place."""
    assert _area(drawn=["RSA (de 0 à 2)"]).endswith("Non publié, tiré entre ses bornes : RSA (de 0 à 2).")
    assert _plain(priorites.not_ranked("Acq", ["RSA"], 0.5)) == (
        "**Acq** : sans classement, car « RSA » n’y est pas publié et pèse 50 % de l’indice."
    )
    assert "« RSA » et « ASF » n’y sont pas publiés et pèsent" in _plain(
        priorites.not_ranked("Acq", ["RSA", "ASF"], 0.5)
    )


def test_a_line_for_other_pages_says_the_interval():
    """Place, interval and probability, or one place that nothing moves."""
    said = {"place": 2, "ranked": 46, "probability": 0.932}
    assert _plain(priorites.line("Acq", low=1, high=8, **said)) == (
        "Besoin **d’Acq**, tous publics confondus : **2ᵉ sur 46** à poids égaux, de la 1ʳᵉ à la 8ᵉ selon les choix "
        "(9 tirages sur 10) ; parmi les 10 premières communes : 93 %. Estimation."
    )
    assert "toujours 2ᵉ (9 tirages" in _plain(priorites.line("Acq", low=2, high=2, **said))


def _indices(first, total):
    blank = np.zeros((5, 1))
    return Indices(blank, blank, np.array(first, dtype=float), np.array(total, dtype=float))


def test_what_moves_the_ranking_is_ordered():
    """The choice that counts most comes first; those that count for less than 5 % are left out."""
    of = _indices([0.3, 0.1, 0.2, -0.01, 0.0], [0.4, 0.25, 0.5, 0.02, 0.0])
    text = _plain(priorites_moves.what_moves(of, 4.72, level="commune"))
    assert "une commune bouge de **4,7 places** en moyenne" in text
    assert text.index("la façon de combiner") < text.index("les poids donnés") < text.index("la mise à l’échelle")
    assert "l’erreur" not in text
    assert "(30 % à eux seuls, 40 % avec les autres)" in text


def test_nothing_moves_the_ranking():
    """When all is settled, the sentence says that there is one order."""
    nothing = _indices([np.nan] * 5, [np.nan] * 5)
    for of in (None, nothing):
        assert _plain(priorites_moves.what_moves(of, 0.0, level="iris")).startswith("**Aucun choix ne change")


def test_every_choice_that_is_drawn_has_words():
    """No factor of the draws is left without a name."""
    from indicators.needs import FACTORS as DRAWN

    assert list(FACTORS) == list(DRAWN)


AREAS = dict(zip("abcdef", NAMES, strict=False))


def _without(*found, level="commune"):
    return _plain(priorites_moves.without(found, {"k": "RSA"}, AREAS, level=level, count=10))


def test_leaving_a_component_out():
    """Who would come in and who would leave; nothing to leave out; nothing that changes."""
    text = _without(LeftOut("k", 4.8, ("a", -9), ("a",), ("b", "c")))
    assert "« RSA » déplacerait une commune de **4,8 places**" in text
    assert text.endswith(": Arras entrerait et Acq et Agny sortiraient (les 10 premières communes).")
    assert _without(LeftOut("k", 1.0, ("a", 1), (), ())).endswith("sans rien changer aux 10 premières.")
    assert _without(LeftOut("k", 0.0, ("a", 0), (), ())).endswith("ne changerait pas ce classement.")
    assert "n’a qu’une composante" in _without()


def test_redundant_components_are_named():
    """None, one pair, several."""
    names = {"a": "A", "b": "B", "c": "C"}
    assert _plain(priorites_moves.redundancy([], names)).startswith("Aucune composante")
    several = _plain(priorites_moves.redundancy([("a", "b", 0.95), ("b", "c", -0.91)], names))
    assert several.startswith("« A » et « B » disent presque la même chose (corrélation de rang 0,95) ; 1 autre paire")


def _compared(moves, level="commune"):
    return _plain(priorites_moves.compared(moves, other="des poids égaux", level=level, count=2, areas=AREAS))


def test_two_weightings():
    """The same order, nobody, a swap, moves below the first ones."""
    assert _compared({"a": (1, 1), "b": (2, 2)}).endswith("**le classement est le même**.")
    assert _compared({}).startswith("Aucune commune n’est classée")
    swap = _compared({"a": (1, 3), "b": (2, 1), "c": (3, 2)})
    assert "**Acq** gagne" in swap or "**Agny** gagne" in swap
    assert "**Arras** perd le plus, de la 1ʳᵉ à la 3ᵉ" in swap
    assert swap.endswith("Agny entre et Arras sort (les 2 premières communes).")
    assert _compared({"a": (1, 1), "b": (2, 2), "c": (3, 4), "d": (4, 3)}).endswith(
        "Les 2 premières restent les mêmes."
    )


def _moran(statistic, p):
    return Moran(statistic, -0.02, 1.0, p, p, 999, 46, (), ())


def test_clusters_in_plain_words():
    """Together, apart, neither; with and without clusters that stand."""
    together = _plain(priorites_ground.clustered(_moran(0.4, 0.002), ["Arras"], ["Acq", "Agny"], level="commune"))
    assert together.startswith("**Les besoins se regroupent** (indice de Moran 0,40, p = 0,002)")
    assert "1 commune de fort besoin entourée de semblables : Arras." in together
    assert "2 communes de faible besoin entourées de semblables : Acq et Agny." in together
    apart = _plain(priorites_ground.clustered(_moran(-0.4, 0.01), [], [], level="iris"))
    assert apart.startswith("**Les besoins alternent**")
    assert apart.endswith("Aucun IRIS ne forme avec ses voisins un foyer que le hasard n’expliquerait pas.")
    assert _plain(priorites_ground.clustered(_moran(0.1, 0.3), [], [], level="commune")).startswith("Rien ne montre")


def _zone(name="Quatre As", index=50.0, **changed):
    arguments = {"above": 2, "inhabitants": 1000.0, "people": 120.0, "coverage": 1.0, "approximate": True}
    return InZone("q", name, index, **(arguments | changed))


def _zones(*found):
    return _plain(priorites_ground.neighbourhoods(found, public="seniors", unit="personnes de 65 ans ou plus"))


def test_neighbourhoods_are_estimated_or_said_not_to_be():
    """The greatest, those that lie beside their people, and none at all."""
    text = _zones(_zone(), _zone("Chanteclair", np.nan, misplaced=True))
    assert "**Quatre As** : indice 50 sur 100, le niveau du 3ᵉ IRIS, et environ 120 personnes" in text
    assert "Chanteclair : pas d’estimation" in text
    assert "de ce quartier." in text
    assert "plus que tout IRIS" in _zones(_zone(above=0))
    assert _zones(_zone(index=np.nan)).startswith("Aucun quartier prioritaire ne peut être estimé")
    assert _zones().startswith("Aucun quartier")


def test_small_words():
    """Lists, ordinals, places."""
    assert listed(NAMES).endswith("et 3 autres")
    assert grouped(["Acq"]) == "Acq"
    assert [ordinal(1), ordinal(1, feminine=False), ordinal(21)] == ["1ʳᵉ", "1ᵉʳ", "21ᵉ"]
    assert [_plain(places(value)) for value in (0.4, 1.96, 280.3)] == ["0,4 place", "2,0 places", "280 places"]
    assert _plain(top(NOUNS["iris"], "iris", 5)) == "les 5 premiers IRIS"
