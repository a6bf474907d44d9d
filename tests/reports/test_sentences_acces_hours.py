"""The sentences on opening hours hold in every state."""

import math

import numpy as np

from data.formats import NARROW, NO_BREAK
from indicators.nearest_hours import HoursSplit
from indicators.service_places import Place
from reports.sentences import acces_hours as acces
from reports.sentences.acces_words import NOUNS


def plain(text: str) -> str:
    """The sentence with ordinary spaces."""
    return text.replace(NARROW, " ").replace(NO_BREAK, " ")


def place(name: str = "France services de Beaurains", hours: str = "Mo-Fr 09:00-12:00") -> Place:
    """A place in Beaurains."""
    return Place("p", "france_services", "service", name, "62099", "", 2.8, 50.3, 1.0, 1.0, hours, "s", "v", "")


def test_opening_known_partly_or_not():
    """Published, partly published and unknown hours are told apart."""
    two = [place(), place(hours="Sa 09:00-12:00")]
    assert plain(acces.opening(two, [0.0, 1.0])) == (
        "2 lieux ont des horaires publiés : **de 3 h à 15 h par semaine** ; 1 ouvre après 17 h ou le week-end."
    )
    part = plain(acces.opening([place(), place(hours="")], [0.0, None]))
    assert part == (
        "1 lieu sur 2 a des horaires publiés : **15 h par semaine** ; aucun n’ouvre après 17 h ni le week-end."
    )
    assert "ce lieu sont à confirmer" in acces.opening([place(hours="")], [None])
    assert "ces lieux sont à confirmer" in acces.opening([place(hours="")] * 2, [None] * 2)
    assert "aucun de ces lieux" in acces.opening([], [])


def test_town_halls_rarely_open():
    """The communes concerned are listed, ten at most; none and unknown are said."""
    split = HoursSplit(np.array([3700.0, 0, 0, 0, 90_000.0]), 0.0, 0.0)
    text = plain(acces.town_halls(split, 3700.0, ["Acq", "Ransart"]))
    assert "**environ 3 700 habitants** ont une mairie ouverte moins de 5 h par semaine (Acq et Ransart)." in text
    assert "A, B, C, D, E, F, G, H, I, J…)" in acces.town_halls(split, 3700.0, list("ABCDEFGHIJK"))
    assert "Toutes les mairies" in acces.town_halls(split, 0.0, [])
    assert "Aucune mairie" in acces.town_halls(HoursSplit(np.zeros(5), 10.0, 0.0), 0.0, [])


def test_hours_per_head_in_every_state():
    """Best and least, communes without anything near, nothing at all, nobody."""

    def say(means: dict[str, float]) -> str:
        return plain(acces.per_head(means, 1.18, noun=NOUNS["population"], mode="en voiture", threshold=20))

    text = say({"Achicourt": 1.6, "Willerval": 0.01})
    assert text == (
        "En voiture, à 20 min au plus (estimation), 1 000 habitants disposent en moyenne de **1,2 h d’ouverture par "
        "semaine**, partagées entre tous ceux qui peuvent venir ; le plus à Achicourt (1,6 h), le moins à Willerval "
        "(moins de 0,1 h)."
    )
    assert say({"Achicourt": 1.6, "Acq": 0.0}).endswith("1 commune n’a rien d’aussi près.")
    assert "aucune commune" in say({"Acq": 0.0})
    assert "aucun habitant" in say({"Acq": math.nan}).lower()
