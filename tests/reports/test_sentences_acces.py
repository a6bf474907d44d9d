"""The sentences of the page Accès hold in every state."""

import dataclasses
import math

import pytest

from data.formats import NARROW, NO_BREAK
from geo.access import GroupAccess
from geo.travel import adjusted, travel_mode
from geo.zones import Zone
from indicators.far_zones import FarZone
from indicators.reach import CommuneReach
from indicators.service_places import Place
from reports.sentences import acces
from reports.sentences.acces_words import NOUNS, percent

PHRASE = "l’espace France services le plus proche"


def plain(text: str) -> str:
    """The sentence with ordinary spaces."""
    return text.replace(NARROW, " ").replace(NO_BREAK, " ")


def place(name: str = "France services de Beaurains", hours: str = "Mo-Fr 09:00-12:00") -> Place:
    """A place in Beaurains."""
    return Place("p", "france_services", "service", name, "62099", "", 2.8, 50.3, 1.0, 1.0, hours, "s", "v", "")


def answer(**changes) -> str:
    """The answer of an ordinary state, some values changed."""
    given = {
        "phrase": PHRASE,
        "mode": "en voiture",
        "noun": NOUNS["population"],
        "total": 105_876.0,
        "nine_tenths": 16.58,
        "threshold": 20,
        "beyond": {"Gavrelle": 690.0, "Ransart": 1400.0, "Rœux": 530.0, "Wailly": 4.0},
    }
    return plain(acces.answer(**(given | changes)))


def test_the_answer_says_nine_tenths_then_who_is_beyond():
    """The ordinary answer counts nine in ten, then those beyond, with where most of them live."""
    assert answer() == (
        "En voiture, **9 habitants sur 10 sont à moins de 17 min** (estimation) de l’espace France services "
        "le plus proche ; **environ 2 600 habitants (2 %)**, surtout à Ransart, sont à plus de 20 min."
    )


def test_less_than_holds_for_whole_minutes():
    """Nine tenths within exactly 17 minutes are under 18, not under 17."""
    assert "moins de 18 min" in answer(nine_tenths=17.0)


def test_most_is_said_only_of_half():
    """« Surtout » needs half of the people in at most three communes."""
    even = {f"Commune {rank}": 10.0 for rank in range(10)}
    assert "dans 10 communes, dont Commune 0, Commune 1 et Commune 2" in answer(beyond=even)
    assert ", à Ransart, sont" in answer(beyond={"Ransart": 5.0, "Acq": 0.0})
    assert ", à Ransart et Acq, sont" in answer(beyond={"Ransart": 50.0, "Acq": 40.0})


def test_nobody_beyond():
    """Nobody beyond is said in words, with the gender of the public."""
    assert answer(beyond={"Ransart": 0.0}).endswith("; aucun habitant n’est à plus de 20 min.")
    seniors = answer(beyond={}, noun=NOUNS["seniors"])
    assert seniors.endswith("; aucune personne de 65 ans ou plus n’est à plus de 20 min.")


def test_everybody_beyond():
    """When all are beyond, no place is singled out."""
    text = answer(total=10.0, beyond={"Ransart": 6.0, "Acq": 4.0}, nine_tenths=30.0, noun=NOUNS["rsa_ppa_de"])
    assert "**toutes les situations** sont à plus de 20 min" in text


def test_one_person_and_almost_nobody():
    """One is singular; less than one is not nothing; a small share is not 0 %."""
    assert "**environ 1 habitant (moins de 1 %)**, à Acq, est à plus" in answer(beyond={"Acq": 1.2})
    assert "**moins de 1 habitant (moins de 1 %)**, à Acq, est à plus" in answer(beyond={"Acq": 0.3})


def test_too_few_reached_for_nine_tenths():
    """Without a finite ninth decile the sentence says only who is beyond."""
    text = answer(nine_tenths=math.inf)
    assert text.startswith("En voiture, selon l’estimation, **environ 2 600")
    assert text.endswith("sont à plus de 20 min de l’espace France services le plus proche.")


def test_nobody_counted():
    """A public of nobody has no minutes."""
    assert answer(total=0.0, nine_tenths=math.nan) == "Aucun habitant n’est connu sur le territoire."


def test_a_target_without_position_names_its_places():
    """What is missing is named; an empty table is told from a missing position."""
    text = plain(acces.nothing_known("CCAS", [place("CCAS d’Arras"), place("CCAS de Saint-Nicolas")]))
    assert "la position de ces lieux n’est pas connue** (CCAS d’Arras et CCAS de Saint-Nicolas)" in text
    assert "de ce lieu" in acces.nothing_known("CCAS", [place()])
    assert "ne contient rien" in acces.nothing_known("CCAS", [])


@pytest.mark.parametrize(
    ("share", "text"),
    [(0.0, "0 %"), (0.004, "moins de 1 %"), (0.99, "99 %"), (0.9951, "plus de 99 %"), (1.0, "100 %")],
)
def test_a_share_is_never_rounded_to_nothing_or_all(share, text):
    """0 % and 100 % are said of nobody and everybody only."""
    assert plain(percent(share)) == text


def reached(mean: float | None = 21.0, beyond: float = 338.0, population: float = 394.0) -> CommuneReach:
    """Ransart."""
    group = GroupAccess(population, 0.0, mean, mean, mean)
    return CommuneReach("62689", group, 17.0, 27.0, beyond, place())


def commune(of: CommuneReach, rank: int = 1, public: str = "population") -> str:
    """The sentence on Ransart."""
    return plain(
        acces.commune(
            "Ransart", of, rank=rank, out_of=46, phrase=PHRASE, mode="en voiture", noun=NOUNS[public], threshold=20
        )
    )


def test_a_commune_has_its_rank_its_mean_and_its_place():
    """The whole sentence, on hand-worked values."""
    assert commune(reached()) == (
        "**Ransart** est la plus éloignée des 46 communes : en moyenne 21 min en voiture (17 à 27 min, estimation) "
        "jusqu’à l’espace France services le plus proche ; environ 340 habitants (86 %) y sont à plus de 20 min. "
        "Le lieu le plus proche est le plus souvent France services de Beaurains (15 h d’ouverture par semaine)."
    )


def test_a_place_without_rival_is_not_the_usual_one():
    """Where people have one place only, it is not said to be the nearest most often."""
    text = plain(
        acces.commune(
            "Ransart",
            reached(),
            rank=1,
            out_of=46,
            phrase=PHRASE,
            mode="à pied",
            noun=NOUNS["population"],
            threshold=20,
            alone=True,
        )
    )
    assert text.endswith("Le lieu : France services de Beaurains (15 h d’ouverture par semaine).")


def test_a_commune_at_the_ends():
    """Nobody, everybody, no estimate, no public: each is said."""
    assert "aucun habitant n’y est à plus de 20 min" in commune(reached(beyond=0.0), rank=40)
    assert "la 40e plus éloignée" in commune(reached(), rank=40)
    assert "tous les habitants y sont à plus" in commune(reached(beyond=394.0))
    assert commune(reached(mean=None)) == "**Ransart** : aucun temps de trajet ne peut y être estimé."
    assert commune(reached(population=0.0), public="seniors").endswith("n’y est comptée.")


def test_a_cell_says_what_is_imputed_and_unknown():
    """Imputed people and unknown hours are said, and a cell that reaches nothing."""
    text = plain(
        acces.cell("Ransart", people=12.4, imputed=True, estimate=21.4, bracket=(17.0, 27.0), place=place(hours=""))
    )
    assert text == (
        "**Carreau à Ransart**, environ 12 habitants (valeur imputée par l’Insee) : 21 min (17 à 27 min, estimation) "
        "jusqu’à France services de Beaurains (horaires à confirmer)."
    )
    assert acces.cell(
        "Ransart", people=12.4, imputed=False, estimate=math.inf, bracket=(math.inf, math.inf), place=None
    ).endswith("ne peut être estimé.")


SHARES = {"population": 0.36, "jeunes": 0.45, "monoparents": 0.4, "rsa_ppa_de": 0.42, "seniors": 0.3}


def test_the_publics_are_compared():
    """The best and the worst placed public are named."""
    text = plain(acces.publics(SHARES, mode="à pied", phrase="la mairie", threshold=20))
    assert text.startswith("À pied, 36 % des habitants sont à 20 min ou moins (estimation) de la mairie. ")
    assert "les moins proches sont les personnes de 65 ans ou plus (**30 %**)" in text
    assert "les plus proches les jeunes de 18 à 24 ans (**45 %**)" in text


def test_publics_that_read_alike_are_not_ranked():
    """Shares equal as shown rank nobody; a missing public is left out."""
    equal = dict.fromkeys(SHARES, 0.501) | {"population": 0.5}
    assert "aussi proches" in acces.publics(equal, mode="à pied", phrase="la mairie", threshold=20)
    missing = dict.fromkeys(SHARES, math.nan) | {"population": 0.5}
    assert plain(acces.publics(missing, mode="à pied", phrase="la mairie", threshold=20)).endswith("de la mairie.")
    nobody = dict.fromkeys(SHARES, math.nan)
    assert "Aucun habitant" in acces.publics(nobody, mode="à pied", phrase="la mairie", threshold=20)


def zone(name: str, people: float) -> FarZone:
    """A zone."""
    shape = Zone(name, (0,), people, ((name, people),), 22.0, 24.0, (0.0, 0.0))
    return FarZone(shape, {"population": people, "seniors": people / 4}, 18.0, 28.0, place())


def test_zones_none_one_several():
    """None, one and several zones read right."""
    assert plain(acces.zones([], public="population", threshold=20)) == "Aucun endroit habité n’est à plus de 20 min."
    one = plain(acces.zones([zone("Acq", 388)], public="population", threshold=20))
    assert one == "Une seule zone habitée est à plus de 20 min (estimation) : **Acq**, environ 390 habitants."
    two = plain(acces.zones([zone("Acq", 388), zone("Ransart", 200)], public="seniors", threshold=20))
    assert two.startswith("2 zones habitées sont à plus de 20 min (estimation). C’est à **Acq** qu’il y a le plus")
    everybody = plain(acces.zones([zone("Acq", 388), zone("Ransart", 200)], public="population", threshold=20))
    assert "qu’il y a le plus d’habitants : environ 390 habitants" in everybody
    assert "environ 97 personnes de 65 ans ou plus, en moyenne à 22 min (18 à 28 min)" in two


def test_the_method_carries_the_parameters_in_use():
    """Detour, speed and fixed minutes are those of the mode, the chosen ones included."""
    text = plain(acces.method(travel_mode("car")))
    assert "× 1,343, à 40 km/h, plus 3 min" in text
    assert "plus 3 min. Ni routes" in plain(acces.method(travel_mode("car"), bracket=False))
    walk = plain(acces.method(adjusted(travel_mode("walk"), speed_kmh=3.4, detour=1.2)))
    assert "× 1,2, à 3,4 km/h ; entre" in walk


def test_what_is_left_out_is_named():
    """Places without a position are named; nothing is said when there is none."""
    assert plain(acces.excluded([place("CCAS d’Arras")])) == "Hors calcul, faute de position : CCAS d’Arras."
    assert acces.excluded([]) == ""


def test_every_sentence_has_french_spaces():
    """No ordinary space stands before a colon or a semicolon."""
    said = [answer(), commune(reached()), acces.method(travel_mode("car")), acces.excluded([place()])]
    assert dataclasses.is_dataclass(NOUNS["seniors"])
    raw = acces.answer(
        phrase=PHRASE, mode="à pied", noun=NOUNS["population"], total=9.0, nine_tenths=3.0, threshold=5, beyond={}
    )
    assert f"{NARROW};" in raw
    assert all(sentence.endswith(".") for sentence in said)
