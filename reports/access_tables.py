"""The tables of the page Accès, on screen and as files: communes, cells, zones, shares by minutes, places."""

from collections.abc import Sequence
from datetime import date

import numpy as np
import pandas as pd

from data import catalogue
from data.formats import day, enumerate_words, interval, minutes, typography
from geo import territory
from indicators.demand import Demand, demand
from indicators.far_zones import COUNTED, FarZone
from indicators.reach import CommuneReach, Reach, marks, shares_by
from indicators.service_places import Place
from reports.sentences import acces as sentences
from reports.tables import Column, Table

UNKNOWN_HOURS = "horaires à confirmer"
# Headings that stand alone above a count.
HEADINGS = {
    "population": "Habitants",
    "jeunes": "Jeunes de 18 à 24 ans",
    "monoparents": "Ménages monoparentaux",
    "rsa_ppa_de": "Situations RSA, prime d’activité, emploi",
    "seniors": "Personnes de 65 ans ou plus",
}


def sources(of: Reach, *people: Demand) -> tuple[str, ...]:
    """Return one line a source: the places, the people, and the parameters of travel."""
    vintages: dict[str, list[str]] = {}
    for one in (*of.places, *of.unplaced):
        vintages.setdefault(one.source, []).append(vintage(one))
    lieux = [f"{source}, {enumerate_words(list(dict.fromkeys(dates)))}" for source, dates in vintages.items()]
    licence = catalogue.read("places").licence
    producers = dict.fromkeys(source for one in people for source in one.source.split(" ; "))
    return (
        typography(f"Lieux : {' ; '.join(lieux)} ({licence})."),
        typography(f"Population : {' ; '.join(producers)}."),
        typography(of.mode.source),
    )


def mentions(of: Reach, *people: Demand) -> tuple[str, ...]:
    """Return what must be said with the figures: the method, what is left out, how the people are counted."""
    methods = list(dict.fromkeys(one.method for one in people if one.key != "population"))
    # A method that another one says with more besides is not said twice.
    methods = [one for one in methods if not any(one in other for other in methods if other != one)]
    said = (sentences.method(of.mode), sentences.excluded(of.unplaced), *(typography(text) for text in methods))
    return tuple(line for line in said if line)


def vintage(place: Place) -> str:
    """Return the vintage of a place as French writes a date, or as it stands when it is none."""
    try:
        return day(date.fromisoformat(place.vintage), "short")
    except ValueError:
        return place.vintage


def title(of: Reach) -> str:
    return typography(f"{of.target.label} : temps estimé {of.mode.label_fr}")


def _finite(value: float | None) -> float:
    return np.nan if value is None or not np.isfinite(value) else value


def _bracket(low: float, high: float) -> str:
    return interval(low, high) if np.isfinite(low) and np.isfinite(high) else "non estimé"


def weekly_hours(place: Place | None) -> float:
    return np.nan if place is None or place.weekly_hours is None else place.weekly_hours


def communes(of: Reach, ranked: Sequence[CommuneReach], people: Demand, threshold: float) -> Table:
    """Return one row a commune, the farthest first."""
    name = territory.load().label
    frame = pd.DataFrame(
        {
            "code": [one.code for one in ranked],
            "commune": [name(one.code) for one in ranked],
            "mean": [_finite(one.access.mean) for one in ranked],
            "share": [one.share_beyond * 100 for one in ranked],
            "beyond": [one.beyond for one in ranked],
            "bracket": [_bracket(one.low, one.high) for one in ranked],
            "worst": [_finite(one.access.worst) for one in ranked],
            "people": [one.access.population for one in ranked],
            "place": ["" if one.place is None else one.place.name for one in ranked],
            "hours": [weekly_hours(one.place) for one in ranked],
        }
    )
    limit = minutes(threshold)
    columns = (
        Column("commune", "Commune", text=True),
        Column("mean", "Temps estimé", "min", help="Moyenne des carreaux, pondérée par les personnes comptées."),
        Column("share", f"À plus de {limit}", "%"),
        Column("beyond", f"À plus de {limit}", people.unit),
        Column("bracket", "Bornes plausibles du temps moyen (min)", text=True),
        Column("worst", "Carreau le plus loin, estimé", "min"),
        Column("people", "Effectif compté", people.unit),
        Column("place", "Lieu le plus proche, le plus souvent", text=True),
        Column("hours", "Ouverture de ce lieu", "h par semaine", 1, help="Vide : horaires à confirmer."),
        Column("code", "Code Insee", text=True),
    )
    return Table(title(of), frame, columns, sources(of, people), mentions(of, people), "atlas-acces-communes")


def cells(of: Reach) -> Table:
    """Return one row an inhabited cell: minutes, bracket, nearest place and everybody who is counted."""
    ground = territory.load()
    low, high = of.bracket_of_cells()
    places = [of.place_of(rank) for rank in range(len(of.minutes))]
    people = {key: demand(key) for key in COUNTED}
    reached = np.isfinite(of.minutes)
    frame = pd.DataFrame(
        {
            "code": ground.cells["id"],
            "commune": [ground.communes[code].name for code in ground.cells["commune"]],
            "minutes": np.where(reached, of.minutes, np.nan).round(1),
            "low": np.where(reached, low, np.nan).round(1),
            "high": np.where(reached, high, np.nan).round(1),
            "place": ["" if one is None else one.name for one in places],
            "hours": of.hours,
            **{key: one.value.round(1) for key, one in people.items()},
            "imputed": np.where(ground.cells["imputed"], "oui", "non"),
        }
    )
    columns = (
        Column("commune", "Commune", text=True),
        Column("minutes", "Temps estimé", "min", 1),
        Column("low", "Borne basse plausible", "min", 1),
        Column("high", "Borne haute plausible", "min", 1),
        Column("place", "Lieu le plus proche", text=True),
        Column("hours", "Ouverture de ce lieu", "h par semaine", 1, help="Vide : horaires à confirmer."),
        *(Column(key, HEADINGS[key], decimals=1) for key in people),
        Column("imputed", "Valeurs imputées par l’Insee", text=True),
        Column("code", "Identifiant du carreau", text=True),
    )
    counted = list(people.values())
    return Table(title(of), frame, columns, sources(of, *counted), mentions(of, *counted), "atlas-acces-carreaux")


def zones(of: Reach, found: Sequence[FarZone], threshold: float) -> Table:
    """Return one row a zone beyond the threshold."""
    people = [demand(key) for key in COUNTED]
    frame = pd.DataFrame(
        {
            "zone": [one.zone.name for one in found],
            "mean": [_finite(one.zone.mean_minutes) for one in found],
            "bracket": [_bracket(one.low, one.high) for one in found],
            "worst": [_finite(one.zone.worst_minutes) for one in found],
            **{key: [one.people[key] for one in found] for key in COUNTED},
            "place": ["" if one.place is None else one.place.name for one in found],
            "hours": [weekly_hours(one.place) for one in found],
            "cells": [len(one.zone.cells) for one in found],
        }
    )
    columns = (
        Column("zone", "Zone", text=True),
        *(Column(one.key, HEADINGS[one.key]) for one in people),
        Column("mean", "Temps moyen estimé", "min"),
        Column("bracket", "Bornes plausibles (min)", text=True),
        Column("worst", "Carreau le plus loin, estimé", "min"),
        Column("place", "Lieu le plus proche, le plus souvent", text=True),
        Column("hours", "Ouverture de ce lieu", "h par semaine", 1, help="Vide : horaires à confirmer."),
        Column("cells", "Carreaux habités"),
    )
    title = typography(f"{of.target.label} : zones à plus de {minutes(threshold)} {of.mode.label_fr}, estimation")
    grouping = (
        "Une zone réunit les carreaux habités voisins, à 600 m au plus l’un de l’autre (hypothèse) ; elle porte le "
        "nom des communes où vivent la plupart de ses habitants."
    )
    said = (*mentions(of, *people), typography(grouping))
    return Table(title, frame, columns, sources(of, *people), said, "atlas-acces-zones")


def shares(of: Reach, threshold: float) -> Table:
    """Return the share of everybody and of each public within each number of minutes."""
    people = [demand(key) for key in COUNTED]
    bounds = marks(threshold)
    frame = pd.DataFrame({"minutes": [float(bound) for bound in bounds]})
    for one in people:
        frame[one.key] = shares_by(of.minutes, one.value, bounds) * 100
    # Rows after the one where everybody is there say nothing more.
    full = (frame[[one.key for one in people]] >= 100 - 1e-9).all(axis=1)
    frame = frame[full.cumsum() <= 1]
    columns = (
        Column("minutes", "Temps estimé, au plus", "min"),
        *(Column(one.key, HEADINGS[one.key], "%", 1) for one in people),
    )
    return Table(
        typography(f"{title(of)}, part de chaque public"),
        frame,
        columns,
        sources(of, *people),
        mentions(of, *people),
        "atlas-acces-publics",
    )
