"""The tables of opening hours of the page Accès: of the places chosen, by people, and per head."""

from itertools import pairwise

import numpy as np
import pandas as pd

from data.formats import minutes, number, typography
from geo import opening, territory
from indicators.demand import Demand
from indicators.nearest_hours import HOURS_BOUNDS, HoursSplit
from indicators.reach import Reach
from indicators.service_places import kind
from reports.access_tables import HEADINGS, UNKNOWN_HOURS, mentions, sources, vintage, weekly_hours
from reports.tables import Column, Table


def places(of: Reach, people: Demand) -> Table:
    """Return one row a place of the target: hours, hours outside office hours, people nearest to it."""
    name = territory.load().label
    known = (*of.places, *of.unplaced)
    nearest = np.bincount(of.nearest[of.nearest >= 0], people.value[of.nearest >= 0], minlength=len(of.places))
    counted = [*nearest.tolist(), *[np.nan] * len(of.unplaced)]
    outside = [opening.outside_office_share(one.opening_hours) for one in known]
    frame = pd.DataFrame(
        {
            "place": [one.name for one in known],
            "kind": [kind(one.kind).label for one in known],
            "commune": [name(one.commune) for one in known],
            "hours": [weekly_hours(one) for one in known],
            "week": [UNKNOWN_HOURS if one.weekly_hours is None else one.hours_in_french for one in known],
            "outside": [np.nan if share is None else share * 100 for share in outside],
            "nearest": counted,
            "position": ["connue" if one.placed else "à géocoder : hors calcul" for one in known],
            "source": [f"{one.source}, {vintage(one)}" for one in known],
            "note": [one.note for one in known],
        }
    )
    frame["position"] = frame["position"].map(typography)
    columns = (
        Column("place", "Lieu", text=True),
        Column("commune", "Commune", text=True),
        Column("hours", "Ouverture", "h par semaine", 1, help="Vide : horaires à confirmer."),
        Column("week", "Horaires", text=True),
        Column("outside", "Hors horaires de bureau", "%", help="Après 17 h en semaine, le samedi et le dimanche."),
        Column("nearest", "Dont c’est le lieu le plus proche", people.unit),
        *([Column("kind", "Type", text=True)] if len(of.target.kinds) > 1 else []),
        Column("position", "Position", text=True),
        Column("source", "Source", text=True),
        Column("note", "Remarque", text=True),
    )
    title = typography(f"{of.target.label} : heures d’ouverture")
    return Table(title, frame, columns, sources(of, people), mentions(of, people), "atlas-acces-lieux")


def hours_labels() -> tuple[str, ...]:
    """Return the names of the classes of weekly hours, from « moins de 5 h » up."""
    middle = [f"{low} à {high} h" for low, high in pairwise(HOURS_BOUNDS)]
    return (f"moins de {number(HOURS_BOUNDS[0])} h", *middle, f"{number(HOURS_BOUNDS[-1])} h ou plus")


def hours_split(split: HoursSplit, of: Reach, people: Demand) -> Table:
    """Return the people by the weekly hours of their nearest place; unknown hours have a row of their own."""
    rows = [*zip(hours_labels(), split.people.tolist(), strict=True)]
    if split.unknown:
        rows.append((UNKNOWN_HOURS, split.unknown))
    if split.unreached:
        rows.append(("position non connue", split.unreached))
    frame = pd.DataFrame(rows, columns=["hours", "people"])
    total = split.total
    frame["share"] = frame["people"] / total * 100 if total > 0 else np.nan
    columns = (
        Column("hours", "Ouverture par semaine", text=True),
        Column("people", HEADINGS[people.key]),
        Column("share", "Part", "%"),
    )
    title = typography(f"{of.target.label} : {people.unit} selon l’ouverture du lieu le plus proche")
    return Table(title, frame, columns, sources(of, people), mentions(of, people), "atlas-acces-ouverture")


def per_head(means: dict[str, float], of: Reach, people: Demand, threshold: float) -> Table:
    """Return the hours per 1 000 people of each commune, competition counted, the fewest first."""
    name = territory.load().label
    frame = pd.DataFrame({"code": list(means), "hours": list(means.values())})
    frame["commune"] = frame["code"].map(name)
    frame = frame.sort_values(["hours", "commune"]).reset_index(drop=True)
    columns = (
        Column("commune", "Commune", text=True),
        Column("hours", f"Heures d’ouverture par semaine pour {number(1000)} {people.unit}", decimals=2),
        Column("code", "Code Insee", text=True),
    )
    method = (
        f"Aires d’accès flottantes en deux temps (E2SFCA, Luo et Qi, 2009) : chaque heure est partagée entre tous ceux "
        f"qui peuvent venir en {minutes(threshold)} ou moins et compte moins de loin (poids 1 ; 0,68 ; 0,22 par tiers "
        "de ce temps : hypothèse). Un lieu aux horaires inconnus ne compte pas."
    )
    title = typography(f"{of.target.label} : heures d’ouverture par habitant")
    said = (*mentions(of, people), typography(method))
    return Table(title, frame, columns, sources(of, people), said, "atlas-acces-heures-par-habitant")
