"""Which column of a register says what, whoever keeps it."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from data.importers.barometer import choices
from data.importers.barometer.choices import BENEFITS
from data.importers.barometer.living import PUBLICS
from data.importers.words import folded

# Whole folded headers, the one preferred first.
WAYS: dict[str, tuple[str, ...]] = {
    "date": ("date", "date de l action", "date de la permanence", "date du guichet", "date de l intervention",
             "date du rendez vous", "jour"),
    "operator": ("operateur", "structure", "porteur", "organisme", "operateur de l action"),
    "place": ("lieu", "lieu de l action", "nom du lieu", "lieu d accueil", "lieu de la permanence",
              "lieu du guichet", "permanence", "site"),
    "address": ("adresse du lieu", "adresse du guichet", "adresse de la permanence", "adresse de l action"),
    "commune": ("commune", "commune de l action", "commune du guichet", "commune du lieu",
                "commune de la permanence", "code insee", "code commune", "ville"),
    "half_day": ("demi journee", "moment", "creneau", "moment de la journee"),
    "hours": ("duree", "duree heures", "duree en heures", "duree h", "nombre d heures", "heures"),
    "public": ("public", "publics", "public vise", "publics vises", "public cible", "publics cibles"),
    "met": ("personnes rencontrees", "nombre de personnes rencontrees", "nb personnes rencontrees", "rencontrees",
            "personnes recues", "nombre de personnes recues", "nb personnes recues", "personnes touchees",
            "nombre de personnes", "nb personnes", "nb de personnes", "nbre de personnes", "personnes"),
    "accompanied": ("personnes accompagnees", "nombre de personnes accompagnees", "nb personnes accompagnees",
                    "accompagnees", "beneficiaires accompagnes", "nombre de beneficiaires accompagnes"),
    "cost": ("cout", "cout total", "cout euros", "cout de l action", "depenses", "cout en euros"),
    "funding": ("financement", "financement cua", "subvention", "financement euros", "participation de la cua",
                "financement en euros"),
    "helped": ("accompagne", "accompagnee", "accompagne e", "accompagnement", "suivi"),
    "age": ("age", "age ans", "classe d age", "tranche d age", "annee de naissance"),
}  # fmt: skip
# In a register of sessions, the only address is the place's; in a register of people, it may be somebody's.
_SESSION_ADDRESS = "adresse"
_OPENED = re.compile(r"droits? ouverts?(?: (\d))?|droit obtenu(?: (\d))?|prestation ouverte(?: (\d))?")
_WORTH = re.compile(
    r"(?:montant|gain|euros)(?: (?:du droit|du gain|ouvert|annuel|mensuel|par an|par mois|an|mois))*(?: (\d))?"
    r"(?: (?:annuel|mensuel|par an|par mois|an|mois))*"
)
_EUROS = re.compile(r"\b(?:euros?|montants?|gains?)\b")
_COUNTED = re.compile(r"\b(?:droits?|ouverts?|nombre|nb|ouvertures?)\b")
_MET = re.compile(r"\b(?:rencontre|recu|personnes)")
_MONTHLY = re.compile(r"\b(?:mensuel|mois)\b")


@dataclass(frozen=True)
class Columns:
    """The columns of a register.

    Attributes
    ----------
    of : dict
        What it holds (a key of `WAYS`) to its header.
    met_of : dict
        Public to the header of the people met of that public.
    counts, euros : dict
        Benefit to the header of the rights opened, and of what they are worth.
    opened, worth : dict
        Rank (1, 2…) to the header of a right opened to a person, and of what it is worth.
    monthly : frozenset of str
        Headers that give euros a month.
    unread : tuple of str
        The others: nothing of them is kept.
    """

    of: dict[str, str]
    met_of: dict[str, str]
    counts: dict[str, str]
    euros: dict[str, str]
    opened: dict[int, str]
    worth: dict[int, str]
    monthly: frozenset[str]
    unread: tuple[str, ...] = field(default=())

    @property
    def counted(self) -> bool:
        """Whether the register counts people or rights by itself: a row is a session."""
        return bool({"met", "accompanied"} & set(self.of) or self.met_of or self.counts)

    @property
    def of_people(self) -> bool:
        """Whether a row is a person met: it has what only a person has, and counts nothing."""
        return not self.counted and bool({"helped", "age"} & set(self.of) or self.opened)


def find(headers: Iterable[str]) -> Columns:
    """Return which column says what; each is taken once."""
    listed = list(headers)
    names = {folded(header): header for header in reversed(listed)}
    of = {what: next((names[way] for way in ways if way in names), "") for what, ways in WAYS.items()}
    of = {what: header for what, header in of.items() if header}
    taken = set(of.values())
    opened: dict[int, str] = {}
    worth: dict[int, str] = {}
    met_of: dict[str, str] = {}
    counts: dict[str, str] = {}
    euros: dict[str, str] = {}
    for header in listed:
        words = folded(header)
        if header in taken:
            continue
        benefit = choices.read(header, BENEFITS)
        public = choices.read(header, PUBLICS)
        if match := _OPENED.fullmatch(words):
            opened.setdefault(_rank(match), header)
        elif match := _WORTH.fullmatch(words):
            worth.setdefault(_rank(match), header)
        elif public and _MET.search(words):
            met_of.setdefault(public, header)
        elif benefit and (_EUROS.search(words) or "€" in header):
            euros.setdefault(benefit, header)
        elif benefit and (_COUNTED.search(words) or len(words.split()) <= 2):
            counts.setdefault(benefit, header)
    rights = {*opened.values(), *worth.values(), *met_of.values(), *counts.values(), *euros.values()}
    found = Columns(of, met_of, counts, euros, opened, worth,
                    frozenset(one for one in rights if _MONTHLY.search(folded(one))))  # fmt: skip
    if not found.of_people and "address" not in of and _SESSION_ADDRESS in names:
        of["address"] = names[_SESSION_ADDRESS]
    taken = {*of.values(), *rights}
    unread = tuple(header for header in listed if header not in taken)
    return Columns(of, met_of, counts, euros, opened, worth, found.monthly, unread)


def _rank(match: "re.Match[str]") -> int:
    return next((int(group) for group in match.groups() if group), 1)
