"""Where an action took place: its commune, and the place of the table where the register names one."""

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

import pandas as pd

from data.checks.limits import SAME_NAME_RATIO
from data.formats import enumerate_words
from data.importers import geography, personal
from data.importers.gazetteer import Gazetteer
from data.importers.places import kindwords, streets
from data.importers.places.place import Place
from data.importers.words import folded, visible

LONGEST_LABEL = 40


@dataclass(frozen=True)
class Host:
    """Where an action took place.

    Attributes
    ----------
    commune : str
        Code; "" when it is refused.
    place, label : str
        As in `Action`.
    repaired, known, refused : str
        What was understood rather than read; what there is to know; why there is no commune.
    """

    commune: str = ""
    place: str = ""
    label: str = ""
    repaired: str = ""
    known: str = ""
    refused: str = ""


def host(name: str, address: str, commune: str, places: Sequence[Place], known: Gazetteer) -> Host:
    """Return where an action took place, from what the register writes of it.

    A place is only taken when one alone fits: its identifier, its name, its door, its kind in the commune, or a name
    that is nearly its own.
    """
    town = geography.match(commune, "commune", known=known) if visible(commune) else None
    if town is not None and town.code is None:
        return Host(refused=town.refused)
    code = town.code if town is not None and town.code is not None else ""
    repaired = town.repaired if town is not None else ""
    inside = [one for one in places if not code or one.commune == code]
    found, how = _found(visible(name), address, inside)
    if len(found) == 1:
        said = f"{how} {found[0].name}" if how else ""
        return Host(found[0].commune, found[0].id, repaired=" ; ".join(part for part in (repaired, said) if part))
    if not code:
        return Host(refused="commune attendue : son code Insee ou son nom, ou un lieu de la table des lieux")
    said = ""
    if len(found) > 1:
        listed = enumerate_words([f"« {one.name} »" for one in found[:3]], "ou")
        said = f"plusieurs lieux conviennent ({listed}) : l’action est gardée avec sa commune seule"
    elif visible(name) or visible(address):
        said = "lieu absent de la table des lieux : l’action est gardée avec sa commune"
    label = visible(name)
    if label and personal.detect(pd.DataFrame({"lieu": [label]})):
        label = ""  # what looks like an address or a number is not kept
    return Host(code, label=label[:LONGEST_LABEL], repaired=repaired, known=said)


def _found(name: str, address: str, inside: Sequence[Place]) -> tuple[list[Place], str]:
    """Return the places that fit, by the first way that finds any, and the words of that way ("" for the name)."""
    words = folded(name)
    if words:
        for same in ([one for one in inside if one.id == name], [one for one in inside if folded(one.name) == words]):
            if same:
                return same, ""
    for text in (address, name):
        door = streets.read(text)
        if door.street and door.exact:
            same = [one for one in inside if streets.read(one.address) == door]
            if len(same) > 1 and words:
                alike = [one for one in same if _likeness(folded(one.name), words) >= SAME_NAME_RATIO]
                same = alike or same
            if same:
                return same, "lieu reconnu à son adresse :"
    if not words or len({one.commune for one in inside}) > 1:
        return [], ""
    kind = kindwords.kind_of(name)
    same = [one for one in inside if kind and one.kind == kind]
    if len(same) == 1:
        return same, "lieu reconnu dans la commune :"
    near = [one for one in inside if _likeness(folded(one.name), words) >= SAME_NAME_RATIO]
    return near, "nom compris comme"


def _likeness(one: str, other: str) -> float:
    return SequenceMatcher(None, one, other).ratio()
