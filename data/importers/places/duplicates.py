"""Places described twice: in the file, or in the file and in the table in use."""

import math
from collections.abc import Sequence
from difflib import SequenceMatcher
from functools import lru_cache

from data.checks.limits import SAME_NAME_RATIO, SAME_PLACE_M
from data.formats import enumerate_words, number, plural
from data.importers.places import kindwords, streets
from data.importers.places.place import Place, distance
from data.importers.remark import Remark
from data.importers.words import folded

# Two geocoders put one address a few doors apart; two places of a kind and name this close are one.
SAME_STREET_M = 300.0
SAME_NAME_M = 150.0
# Letters and numbers that tell the rooms of one building apart.
_MARK = 2

_street = lru_cache(maxsize=4096)(streets.read)
_plain = lru_cache(maxsize=4096)(folded)


def same(a: Place, b: Place) -> str:
    """Say why two places are one, "" when they are not.

    They are when their kinds agree and their doors are the same, or their names are alike and they are within
    `SAME_PLACE_M` (`SAME_NAME_M` in one commune and of one kind, `SAME_STREET_M` in one street); or when they are
    of one kind in one street without a number; or when they have one name in one commune, and nothing says where.
    """
    if not kindwords.alike(a.kind, b.kind):
        return ""
    of_a, of_b = _street(a.address), _street(b.address)
    apart = distance(a, b)
    town = a.commune == b.commune
    alike = _alike(a.name, b.name)
    known_kinds = bool(a.kind and b.kind)
    same_street = town and bool(of_a.street) and of_a.street == of_b.street
    if same_street and of_a.number == of_b.number and of_a.exact and (known_kinds or alike):
        return "même adresse"
    one_number = not (of_a.number and of_b.number) or of_a.number == of_b.number
    near = one_number if math.isnan(apart) else apart <= SAME_STREET_M
    if same_street and near and (alike or (known_kinds and one_number)):
        return "même rue"
    nowhere = math.isnan(apart) and not (of_a.street or of_b.street)
    if nowhere and town and known_kinds and _plain(a.name) == _plain(b.name):
        return "même nom, même commune"
    if alike and apart <= (SAME_NAME_M if town and known_kinds else SAME_PLACE_M):
        return f"nom semblable à {number(apart)} m"
    return ""


def _alike(one: str, other: str) -> bool:
    words, others = set(_plain(one).split()), set(_plain(other).split())
    own, its = words - others, others - words
    if own and its and all(len(word) <= _MARK for word in own | its):  # « Salle A » is not « Salle B »
        return False
    return SequenceMatcher(None, _plain(one), _plain(other)).ratio() >= SAME_NAME_RATIO


# Services that have one desk in a town: a newer record elsewhere says that the older one has moved.
_ONE_IN_TOWN = frozenset({"caf", "carsat", "finances_publiques", "france_travail"})


def within(places: Sequence[Place]) -> list[Remark]:
    """Say which rows of a file describe one place."""
    groups: list[list[Place]] = []
    for place in places:
        for group in groups:
            if any(same(place, other) for other in group):
                group.append(place)
                break
        else:
            groups.append([place])
    several = [group for group in groups if len(group) > 1]
    if not several:
        return []
    listed = " ; ".join(
        f"lignes {enumerate_words([str(one.line) for one in group])} ({group[0].name})" for group in several
    )
    message = f"{plural(len(several), 'lieu décrit', 'lieux décrits')} plusieurs fois dans le fichier : {listed}"
    return [Remark("à savoir", None, "", "", message)]


def superseded(places: Sequence[Place], known: Sequence[Place]) -> tuple[list[Place], list[Remark]]:
    """Leave the services aside of which the table in use has a newer record in the same commune, elsewhere."""
    newer = {(one.kind, one.commune): one for one in known if one.kind in _ONE_IN_TOWN}
    kept: list[Place] = []
    remarks: list[Remark] = []
    for place in places:
        other = newer.get((place.kind, place.commune))
        years = [one.vintage[:4] for one in (place, other) if one is not None and one.vintage[:4].isdigit()]
        if other is None or len(years) < 2 or years[0] >= years[1] or same(place, other):
            kept.append(place)
            continue
        message = (
            f"fiche de {years[0]}, laissée de côté : l’Atlas a une fiche plus récente de ce service, à une autre "
            f"adresse ({other.name}, {other.address}, {years[1]}) ; le lieu a fermé ou déménagé"
        )
        remarks.append(Remark("à savoir", place.line, "", place.name, message))
    return kept, remarks


def parted(places: Sequence[Place], known: Sequence[Place]) -> tuple[list[Place], list[Remark]]:
    """Return the places that are not described elsewhere, and what is said of the others.

    A place with the identifier of one in use is that place, newer: it is kept.
    """
    in_use = {one.id for one in known}
    kept: list[Place] = []
    remarks: list[Remark] = []
    for place in places:
        elsewhere = () if place.id in in_use else known
        for other in (*elsewhere, *kept):
            why = same(place, other)
            if why:
                where = f"dans la table en usage ({other.id})" if not other.line else f"à la ligne {other.line}"
                message = f"doublon, laissé de côté : déjà {where} sous le nom « {other.name} » ({why})"
                remarks.append(Remark("à savoir", place.line, "", place.name, message))
                break
        else:
            kept.append(place)
    return kept, remarks
