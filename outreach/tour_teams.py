"""Who drives the tours, and from where: the operators of the programme, their teams, the places to leave from."""

from __future__ import annotations

from dataclasses import dataclass

from data.formats import typography
from data.settings import settings
from geo import territory
from indicators import service_places
from indicators.service_places import Place
from outreach.errors import ToursError

__all__ = [
    "AskedTeam",
    "AskedTeamError",
    "Depot",
    "Operator",
    "default_teams",
    "depot_of",
    "depots",
    "operator",
    "operators",
    "place_name",
]


class AskedTeamError(ToursError):
    """A team whose operator does not exist, or that has nowhere to leave from."""


@dataclass(frozen=True)
class Operator:
    """An operator of the programme, as `atlas.toml` names it.

    Attributes
    ----------
    key, label : str
    place : str
        Its own address in the table of places.
    commune : str
        Code: its town hall stands for an address that has no position.
    """

    key: str
    label: str
    place: str
    commune: str


def operators() -> tuple[Operator, ...]:
    """Return the operators of the programme, in the order of `atlas.toml`; the territory itself when it names none."""
    of = settings()
    named = tuple(Operator(one.cle, one.nom, one.lieu, one.commune) for one in of.operateurs)
    return named or (Operator("epci", of.common.name, "", of.default_commune),)


@dataclass(frozen=True)
class AskedTeam:
    """A team as it is asked for.

    Attributes
    ----------
    name : str
    operator : str
        Key of one of `operators`.
    depot : str
        Identifier of the place that it leaves from; "" for its operator's own.
    weekdays : tuple of int
        0 is Monday.
    """

    name: str
    operator: str
    depot: str = ""
    weekdays: tuple[int, ...] = (0, 1, 2, 3, 4)


@dataclass(frozen=True)
class Depot:
    """Where a team leaves from, and what the reader must know of it ("" when nothing)."""

    place: Place
    note: str


def operator(key: str) -> Operator:
    """Return an operator of the agreement.

    Raises
    ------
    AskedTeamError
    """
    known = operators()
    for one in known:
        if one.key == key:
            return one
    named = "aucun n’y est déclaré" if not known else f"il en déclare {len(known)}"
    raise AskedTeamError(f"L’opérateur « {key} » n’est pas de ceux d’atlas.toml ({named}).")


def default_teams(count: int) -> tuple[AskedTeam, ...]:
    """Return so many teams, named by their number: one an operator, and again from the first beyond.

    `atlas.toml` says whose teams are proposed, and in which order; the project lead changes it on screen.
    """
    ranked = sorted((one.equipe, one.cle) for one in settings().operateurs if one.equipe)
    proposed = [key for _, key in ranked] or [one.key for one in operators()]
    return tuple(AskedTeam(f"Équipe {rank + 1}", proposed[rank % len(proposed)]) for rank in range(count))


def place_name(place: Place) -> str:
    """Return the name of a place, with its commune when the name does not say it."""
    commune = territory.load().communes[place.commune].name
    return place.name if commune in place.name else f"{place.name} ({commune})"


def depots() -> tuple[Place, ...]:
    """Return the places that a team may leave from: those whose position is known, by name."""
    placed = (place for place in service_places.places() if place.placed)
    return tuple(sorted(placed, key=lambda place: territory.sort_key(place_name(place))))


def depot_of(team: AskedTeam) -> Depot:
    """Return where a team leaves from: the place chosen, else its operator's own, else the town hall of its commune.

    Raises
    ------
    AskedTeamError
        When none of them has a position.
    """
    known = {place.id: place for place in service_places.places()}
    if team.depot:
        chosen = known.get(team.depot)
        if chosen is None or not chosen.placed:
            raise AskedTeamError(
                f"{team.name} : le dépôt « {chosen.name if chosen else team.depot} » n’a pas de position connue. "
                "Choisissez un autre lieu de départ."
            )
        return Depot(chosen, "")
    of = operator(team.operator)
    own = known.get(of.place)
    if own is not None and own.placed:
        return Depot(own, "")
    for hall in service_places.places("mairie", commune=of.commune):
        if hall.placed:
            commune = territory.load().communes[of.commune].name
            why = f"({own.address}) n’a pas encore de position" if own else "n’est pas dans la table des lieux"
            return Depot(
                hall,
                typography(f"{of.label} : son adresse {why} ; le départ se fait de la mairie ({commune})."),
            )
    raise AskedTeamError(
        f"{team.name} : ni l’adresse de l’opérateur ({of.label}) ni la mairie de sa commune n’ont de position connue. "
        "Choisissez un autre lieu de départ."
    )
