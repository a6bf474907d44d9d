"""Which column of a list of places says what, whoever made the list."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from data.importers.places.hours import DAYS
from data.importers.places.points import X, Y
from data.importers.words import folded

# Whole folded headers, the one preferred first: our template's, then those of published lists.
WAYS: dict[str, tuple[str, ...]] = {
    "id": ("identifiant", "id", "id fs", "code du lieu", "identifiant du lieu", "pivot local", "uid"),
    "kind": ("type de lieu", "type", "kind", "categorie", "nature", "nature du lieu", "type de structure"),
    "role": ("role",),
    "name": ("nom", "nom du lieu", "lib fs", "name", "libelle", "intitule", "denomination", "structure", "lieu"),
    "address": ("adresse", "address", "adresse postale", "adresse du lieu", "voie"),
    "code": ("code insee", "insee com", "code commune", "code commune insee", "codgeo", "citycode",
             "code insee commune", "code insee de la commune"),
    "commune": ("commune", "lib com", "ville", "nom de la commune", "nom commune", "localite", "city"),
    "postcode": ("code postal", "cp", "postcode"),
    "x": ("longitude", "lon", "lng", "long", "x", "coord x", "x l93", "x lambert 93", "lambert x", "x 93"),
    "y": ("latitude", "lat", "y", "coord y", "y l93", "y lambert 93", "lambert y", "y 93"),
    "hours": ("horaires", "opening hours", "horaires d ouverture", "horaire", "heures d ouverture"),
    "source": ("source", "producteur"),
    "vintage": ("millesime", "date maj", "date de mise a jour", "mis a jour le", "mise a jour", "date", "vintage"),
    "note": ("remarque", "remarques", "note", "precision"),
    "state": ("statut", "etat", "situation", "etat du lieu"),
    "closed": ("ferme", "fermeture", "date fermeture", "date de fermeture", "ferme le", "ferme depuis"),
    "active": ("actif", "ouvert", "en activite", "en service"),
}  # fmt: skip
_OF_DAY = re.compile(rf"(?:h|horaires?|ouverture)? ?(?:du |le )?({'|'.join(DAYS)})(?: horaires?)?")


@dataclass(frozen=True)
class Columns:
    """The columns of a list of places.

    Attributes
    ----------
    of : dict
        What it holds (a key of `WAYS`) to its header.
    days : dict
        Weekday (0: Monday) to the header of its hours.
    unread : tuple of str
        The others: nothing of them is kept.
    """

    of: dict[str, str]
    days: dict[int, str]
    unread: tuple[str, ...] = field(default=())


def find(headers: Iterable[str]) -> Columns:
    """Return which column says what; each is taken once."""
    listed = list(headers)
    names = {folded(header): header for header in reversed(listed) if header not in {X, Y}}
    of = {what: next((names[way] for way in ways if way in names), "") for what, ways in WAYS.items()}
    of = {what: header for what, header in of.items() if header}
    days: dict[int, str] = {}
    for header in listed:
        match = _OF_DAY.fullmatch(folded(header))
        if match:
            days.setdefault(DAYS.index(match[1]), header)
    taken = {*of.values(), *days.values(), X, Y}
    return Columns(of, days, tuple(header for header in listed if header not in taken))
