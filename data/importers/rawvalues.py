"""The values of an imported table as the file gives them: kept out of reach, shown only once protected."""

import re
import secrets
from collections.abc import Mapping
from string import ascii_lowercase

import pandas as pd

from data.catalogue import Column, Entry
from data.formats import number, plural
from data.importers.numbers import Figure
from data.importers.remark import Remark
from data.importers.words import folded
from data.settings import settings

RESERVED = "réservé"
"""Status of a value that the open table does not hold: it is in the raw one, for what protects it."""

PERSONS, BUSINESSES = "importe", "entreprises"
"""Kinds of rules of secrecy (the numbers are in `indicators.secrecy.rules`)."""


def smallest() -> int:
    """Return the threshold of secrecy in use: counts of persons under it are said at import, hidden when shown."""
    return settings().threshold(PERSONS)


_PEOPLE = re.compile(
    r"person|habitant|menage|foyer|famille|allocataire|beneficiaire|enfant|jeune|senior|demandeur|adulte|assure|usager"
)
_BUSINESSES = re.compile(r"entreprise|etablissement|commerce|artisan|exploitation")
_THINGS = re.compile(
    r"logement|residence|batiment|equipement|service|lieu|ecole|place|vehicule|voiture|arret|emplois|hectare|m2|km"
)


def rule_of(nature: str, words: str, *, doubtful: bool = False) -> str:
    """Return the rule of secrecy that a column is under; "" for one that tells of nobody.

    A count is one of persons unless its words say otherwise, and so are whole numbers of which nobody said what they
    are (`doubtful`): a doubt hides.

    Examples
    --------
    >>> rule_of("effectif", "Jeunes suivis"), rule_of("effectif", "x"), rule_of("effectif", "Logements vacants")
    ('importe', 'importe', '')
    >>> rule_of("effectif", "Entreprises"), rule_of("taux", "Foyers au RSA")
    ('entreprises', '')
    >>> rule_of("grandeur", "Femmes", doubtful=True), rule_of("grandeur", "Femmes")
    ('importe', '')
    """
    if nature != "effectif" and not doubtful:
        return ""
    text = folded(words)
    if _PEOPLE.search(text):
        return PERSONS
    if _BUSINESSES.search(text):
        return BUSINESSES
    return "" if _THINGS.search(text) else PERSONS


def said(rule: str, of: Mapping[str, Figure], header: str) -> list[Remark]:
    """Return what is said at import of the counts of a few people."""
    small = sum(one.status == "diffusé" and 0 < one.value < smallest() for one in of.values())
    if rule != PERSONS or not small:
        return []
    few = f"de 1 à {number(smallest() - 1)}"
    hidden = plural(small, f"effectif {few} sera caché", f"effectifs {few} seront cachés")
    message = f"{hidden} (secret statistique), avec ce qui permettrait de les retrouver"
    return [Remark("à savoir", None, header, "", message)]


def table(rows: list[tuple[str, str, str, float, str, str]]) -> pd.DataFrame:
    """Return the raw table: level, code, indicator, value, status, rule; and a grain.

    The grain is drawn at random: without it, the checksum of the file would let anybody try the values of the few
    cells that are hidden until it matches.
    """
    frame = pd.DataFrame(rows, columns=["level", "code", "indicator", "value", "status", "rule"])
    return frame.assign(grain="".join(secrets.choice(ascii_lowercase) for _ in range(24)))


def entry(name: str, title: str, like: Entry) -> Entry:
    """Return the catalogue entry of a raw table, from that of the open one beside it."""
    columns = (
        Column(name="level", label="Niveau", nature="code"),
        Column(name="code", label="Code du territoire", nature="code"),
        Column(name="indicator", label="Indicateur", nature="code"),
        Column(name="value", label="Valeur du fichier", nature="grandeur", threshold=smallest()),
        Column(name="status", label="État", nature="texte"),
        Column(name="rule", label="Règle de secret", nature="code"),
        Column(name="grain", label="Grain de l’empreinte", nature="code"),
    )
    return like.model_copy(
        update={"name": name, "title": f"Valeurs non protégées : {title}", "confidential": True, "columns": columns}
    )
