"""Addresses compared: the street and the number, whatever the abbreviations, accents and hyphens."""

import re
from dataclasses import dataclass

from data.importers.words import folded

_TYPES = {
    "all": "allee", "av": "avenue", "ave": "avenue", "bd": "boulevard", "bld": "boulevard", "boul": "boulevard",
    "ch": "chemin", "che": "chemin", "crs": "cours", "fg": "faubourg", "imp": "impasse", "pl": "place", "r": "rue",
    "rte": "route", "res": "residence", "sq": "square", "st": "saint", "ste": "sainte", "dr": "docteur",
    "gal": "general", "mal": "marechal", "pdt": "president", "grand": "grande",
}  # fmt: skip
_KINDS = frozenset({
    "allee", "avenue", "boulevard", "chemin", "cite", "clos", "cours", "faubourg", "hameau", "impasse",
    "passage", "place", "quai", "residence", "route", "rue", "ruelle", "sentier", "square", "venelle",
    "voie", "grande", "grandrue",
})  # fmt: skip
# Words that are written or left out: « rue du Maréchal-Leclerc », « rue Maréchal Leclerc ».
_LEFT_OUT = frozenset({"de", "du", "des", "d", "la", "le", "les", "l", "cedex"})
_NUMBER = re.compile(r"(\d{1,4})(?: \d{1,4})?(?: (bis|ter|quater))?\b")


@dataclass(frozen=True)
class Street:
    """A number ("" when there is none) and a street, as they compare; `street` is "" when none is named."""

    number: str
    street: str

    @property
    def exact(self) -> bool:
        """Whether the address says one door: a number in a street, or the place of a town hall or a church."""
        return bool(self.street) and (bool(self.number) or self.street.startswith("place "))


def read(address: str) -> Street:
    """Return what an address says, from its first kind of street on; what comes before is a building's name.

    Examples
    --------
    >>> read("22/24 rue des Ecoles") == read("22 RUE DES ÉCOLES"), read("Porte B, 1 bis r. de l’Origan")
    (True, Street(number='1bis', street='rue origan'))
    >>> read("Mairie")
    Street(number='', street='')
    """
    words = [_TYPES.get(word, word) for word in folded(address).split()]
    start = next((rank for rank, word in enumerate(words) if word in _KINDS), None)
    if start is None:
        return Street("", "")
    number = ""
    for match in _NUMBER.finditer(" ".join(words[:start])):
        number = match[1].lstrip("0") + (match[2] or "")
    street: list[str] = []
    for word in words[start:]:
        if re.fullmatch(r"\d{5}", word):  # the postcode ends the street
            break
        if word not in _LEFT_OUT:
            street.append(word)
    return Street(number, " ".join(street) if len(street) > 1 or street[0] == "grandrue" else "")
