"""What cannot be asked, and what cannot be done, each said in French with its numbers."""

import math

import numpy as np
import pytest

from outreach.errors import ImpossiblePlanError, MeaninglessOptionError, SiteInputError
from outreach.sites import Floor, frontier, locate

COST = np.array([[0.0, 5.0, 9.0], [5.0, 0.0, 4.0], [9.0, 4.0, 0.0]])
DEMAND = [10.0, 20.0, 30.0]
ALL = np.ones(3, dtype=bool)


def message(error, **options):
    """Ask for a plan that is refused, and read the refusal with plain spaces."""
    asked = {"cost": COST, "demand": DEMAND, "model": "p-median", "sites": 1, **options}
    with pytest.raises(error) as caught:
        locate(asked.pop("cost"), asked.pop("demand"), **asked)
    return str(caught.value).replace("\u202f", " ").replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"model": "p-mean"}, "Modèle « p-mean » inconnu : choisissez parmi p-median, p-center, mclp, lscp."),
        ({"cost": [1.0, 2.0]}, "forme reçue (2,)"),
        ({"cost": np.zeros((0, 3)), "demand": []}, "forme reçue (0, 3)"),
        ({"cost": np.where(COST == 9, np.nan, COST)}, "(point, lieu) = (0, 2)"),
        ({"cost": COST - 1}, "(point, lieu) = (0, 0)"),
        ({"demand": [1.0, 2.0]}, "Demande : 3 valeurs attendues (une par point)"),
        ({"demand": [1.0, -2.0, 3.0]}, "Demande : valeur manquante ou négative au rang 1"),
        ({"demand": [1.0, 2.0, math.inf]}, "Demande : valeur infinie au rang 2"),
        ({"demand": [0.0, 0.0, 0.0]}, "nulle partout"),
        ({"sites": None}, "demande un nombre de guichets (sites) ou un budget"),
        ({"sites": -1}, "-1 reçu, entier positif attendu"),
        ({"sites": 1.5}, "1.5 reçu, entier positif attendu"),
        ({"sites": True}, "True reçu"),
        ({"model": "mclp"}, "Le modèle mclp demande un rayon"),
        ({"model": "lscp", "sites": None}, "Le modèle lscp demande un rayon"),
        ({"radius": -3}, "Rayon : -3.0 reçu"),
        ({"radius": math.nan}, "Rayon : nan reçu"),
        ({"open_sites": [3]}, "Lieux imposés : « 3 » n’est pas un lieu (rangs de 0 à 2)"),
        ({"closed_sites": [-1]}, "Lieux exclus : « -1 » n’est pas un lieu"),
        ({"existing": [True]}, "Services existants : « True » n’est pas un lieu"),
        ({"existing": [0], "open_sites": [0]}, "lieu 0 est un service existant : il ne peut pas être aussi imposé"),
        ({"existing": [1], "closed_sites": [1]}, "ne peut pas être aussi exclu"),
        ({"capacity": [1.0]}, "Capacité : 3 valeurs attendues"),
        ({"capacity": [1.0, math.nan, 2.0]}, "Capacité : valeur manquante ou négative au rang 1"),
        ({"site_budget": 5}, "il manque site_cost"),
        ({"site_cost": [1, 1, 1]}, "il manque site_budget"),
        ({"site_budget": 5, "site_cost": [1, 1, math.inf]}, "Coût des lieux : valeur infinie au rang 2"),
        ({"site_budget": -5, "site_cost": [1, 1, 1]}, "Budget : -5.0 reçu"),
        ({"floors": [Floor(ALL, 0.5)]}, "donnez radius"),
        ({"floors": [Floor(ALL, 1.5)], "radius": 5}, "plancher n° 1 : part 1.5 reçue"),
        ({"floors": [Floor(np.array([1, 0, 1]), 0.5)], "radius": 5}, "tableau de 3 booléens"),
        ({"floors": [Floor(~ALL, 0.5, "Seniors")], "radius": 5}, "Seniors : aucune demande dans ce groupe"),
        ({"time_limit": 0}, "Durée de calcul : 0.0 reçu"),
        ({"labels": ["Arras"]}, "Noms des lieux : 3 attendus, 1 reçus"),
    ],
)
def test_a_malformed_argument_is_named_with_its_value(options, words):
    """The message says which argument, which value and what would be right."""
    assert words in message(SiteInputError, **options)


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"sites": 3, "radius": 5}, "cherche lui-même le nombre de guichets"),
        ({"sites": None, "radius": 5, "floors": [Floor(ALL, 0.5)]}, "couvre déjà tout ce qui peut l’être"),
    ],
)
def test_an_option_that_the_model_has_no_use_for_is_refused(options, words):
    """Nothing is accepted and then ignored."""
    assert words in message(MeaninglessOptionError, model="lscp", **options)


def test_fewest_sites_have_no_frontier():
    """The model that looks for the number of sites cannot be asked for each of them."""
    with pytest.raises(MeaninglessOptionError, match="pas de courbe"):
        frontier(COST, DEMAND, model="lscp", radius=5)


FAR = np.array([[0.0, math.inf], [math.inf, 0.0]])


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"sites": 12}, "12 guichets demandés, mais 3 lieux sont possibles."),
        ({"sites": 2, "closed_sites": [0, 1]}, "2 guichets demandés, mais 1 lieu est possible."),
        ({"sites": 1, "open_sites": [0, 1]}, "1 guichet demandé, mais 2 lieux sont imposés."),
        ({"sites": 0}, "0 guichet demandé et aucun service existant"),
        ({"open_sites": [1], "closed_sites": [1]}, "lieu 1 est à la fois imposé et exclu"),
        (
            {"open_sites": [1], "closed_sites": [1], "labels": ["Arras", "Wailly", "Mercatel"]},
            "Wailly est à la fois imposé et exclu",
        ),
        (
            {"model": "lscp", "sites": None, "radius": 5, "closed_sites": [0, 1, 2]},
            "Tous les lieux sont exclus",
        ),
        (
            {"sites": 2, "site_budget": 7, "site_cost": [4, 5, 6]},
            "2 guichets : au moins 9, mais le budget est de 7.",
        ),
        (
            {"sites": 2, "open_sites": [2], "site_budget": 5, "site_cost": [4, 5, 6]},
            "Les lieux imposés coûtent 6, mais le budget est de 5.",
        ),
        (
            {"sites": None, "site_budget": 3, "site_cost": [4, 5, 6]},
            "Le lieu le moins cher coûte 4, mais le budget est de 3.",
        ),
        (
            {"radius": 4, "floors": [Floor(ALL, 0.9, "Seniors")], "closed_sites": [1, 2]},
            "« Seniors » : 90,0 % demandés dans un rayon de 4,0, mais en ouvrant tous les lieux possibles "
            "on atteint au plus 16,7 %.",
        ),
        (
            {"radius": 4, "floors": [Floor(ALL, 0.9, "Seniors")]},
            "« Seniors » : 90,0 % demandés dans un rayon de 4,0, mais avec 1 guichet on atteint au plus 83,3 %.",
        ),
        (
            {
                "radius": 1,
                "floors": [
                    Floor(np.array([True, False, False]), 1, "Arras"),
                    Floor(np.array([False, True, False]), 1, "Wailly"),
                ],
            },
            "Avec 1 guichet, chaque plancher (« Arras » et « Wailly ») peut être tenu seul",
        ),
        (
            {"sites": 2, "capacity": [20, 30, 10]},
            "La capacité de 2 guichets, 50 au plus, est inférieure à la demande à servir, 60.",
        ),
        (
            {"model": "lscp", "sites": None, "radius": 4, "capacity": [9, 9, 9]},
            "La capacité de tous les lieux possibles, 27 au plus, est inférieure à la demande à servir, 60.",
        ),
        (
            {"model": "lscp", "sites": None, "radius": 1, "capacity": [5, 50, 50]},
            "les capacités permettent de servir au plus 55 sur une demande de 60 dans le rayon",
        ),
        (
            {"model": "lscp", "sites": None, "radius": 1, "site_budget": 2, "site_cost": [1, 1, 1]},
            "ne tient pas dans un budget de 2 : on en couvre au plus 83,3 %",
        ),
        (
            {"model": "lscp", "sites": None, "radius": 1, "cost": COST + 3},
            "Aucun lieu possible ne couvre la moindre demande dans un rayon de 1,0.",
        ),
        (
            {"cost": np.full((3, 3), math.inf)},
            "Aucun lieu possible n’est atteignable",
        ),
        (
            {"model": "p-center", "cost": FAR, "demand": [1.0, 1.0]},
            "1 guichet ne peut être à portée de tous : il en faut au moins 2.",
        ),
        (
            {"cost": FAR, "demand": [4.0, 6.0], "capacity": [50, 50]},
            "Avec 1 guichet, les capacités permettent de servir au plus 6 sur une demande de 10.",
        ),
    ],
)
def test_an_impossible_plan_is_refused_with_its_numbers(options, words):
    """The message says what was asked and the most that can be had."""
    assert words in message(ImpossiblePlanError, **options)


def test_messages_are_set_in_french_typography():
    """A narrow no-break space stands before the colon, the quotes are French."""
    with pytest.raises(SiteInputError) as caught:
        locate(COST, DEMAND, model="p-mean", sites=1)
    assert "«\u202fp-mean\u202f» inconnu\u202f:" in str(caught.value)
