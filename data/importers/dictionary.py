"""The dictionary of imported indicators: what the user says of each column, and what is guessed otherwise."""

import math
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

import pandas as pd

from data.importers import numbers
from data.importers.remark import Remark
from data.importers.template import Field
from data.importers.words import folded, visible

NATURES = ("effectif", "taux", "montant", "indice", "grandeur")
# French words of the screen to the keys of the tables; the keys themselves are understood too.
PUBLICS = {
    "jeunes 16 25 ans": "jeunes",
    "familles monoparentales": "monoparents",
    "rsa prime d activite demandeurs d emploi": "rsa_ppa_de",
    "seniors 65 ans et plus": "seniors",
}
THEMES = {
    "population": "population",
    "revenus et pauvrete": "revenus",
    "prestations sociales": "prestations",
    "emploi et formation": "emploi",
    "sante": "sante",
    "retraite": "retraite",
    "logement": "logement",
    "mobilite et numerique": "mobilite_numerique",
    "equipements": "equipements",
}
DIRECTIONS = {"plus haut plus de besoin": 1, "plus haut moins de besoin": -1, "neutre": 0, "1": 1, "-1": -1, "0": 0}
UNKNOWN = "non précisé"
MAX_DECIMALS = 3
SHORT = 45

FIELDS = (
    Field("Indicateur", "En-tête de la colonne dans la feuille « Données »", True, "Foyers sans voiture", width=34),
    Field("Libellé", "Nom complet, tel qu’il s’affiche", True, "Part des foyers sans voiture", width=44),
    Field("Libellé court", "Nom pour les menus, 45 caractères au plus", example="Sans voiture", width=26),
    Field("Unité", "Unité telle qu’elle s’affiche", example="% des foyers"),
    Field("Nature", "Effectif : cercles sur la carte ; autres : couleur", True, "taux", NATURES),
    Field("Décimales", "Nombre de décimales à l’écran", example="1", numeric=True, width=10),
    Field("Thème", "Rubrique du menu", example="Mobilité et numérique", width=26, choices=(
        "Population", "Revenus et pauvreté", "Prestations sociales", "Emploi et formation", "Santé", "Retraite",
        "Logement", "Mobilité et numérique", "Équipements")),
    Field("Public", "Public visé, vide s’il n’y en a pas", example="", width=30, choices=(
        "Jeunes (16-25 ans)", "Familles monoparentales", "RSA, prime d’activité, demandeurs d’emploi",
        "Seniors (65 ans et plus)")),
    Field("Sens", "Ce que veut dire une valeur plus haute", example="plus haut : plus de besoin", width=26, choices=(
        "plus haut : plus de besoin", "plus haut : moins de besoin", "neutre")),
    Field("Producteur", "Qui publie le chiffre", True, "Observatoire local", width=24),
    Field("Jeu de données", "Nom du fichier ou de l’enquête", True, "ABSE 2024", width=24),
    Field("Millésime", "Année ou période des chiffres", True, "2024"),
    Field("Licence", "Conditions de réutilisation, ou « à confirmer »", example="à confirmer", width=20),
    Field("Remarque", "Ce qu’il faut savoir pour lire le chiffre", width=40),
)  # fmt: skip

_WAYS: dict[str, tuple[str, ...]] = {
    "header": ("indicateur", "code indicateur", "variable", "code variable", "nom de la variable", "colonne", "id"),
    "label": ("libelle", "libelle long", "lib var long", "lib var", "intitule", "description", "definition"),
    "short": ("libelle court", "court", "abrege"),
    "unit": ("unite", "unites", "unite de mesure"),
    "nature": ("nature", "type", "type de variable"),
    "decimals": ("decimales", "nombre de decimales"),
    "theme": ("theme", "thematique", "rubrique", "domaine"),
    "public": ("public", "publics"),
    "direction": ("sens", "direction"),
    "producer": ("producteur", "source"),
    "dataset": ("jeu de donnees", "fichier", "base"),
    "vintage": ("millesime", "annee", "periode"),
    "licence": ("licence", "license"),
    "note": ("remarque", "remarques", "note", "precision"),
}


@dataclass(frozen=True)
class Description:
    """What is known of an indicator before it is given an identifier."""

    label: str
    short: str
    unit: str
    nature: str
    decimals: int
    theme: str
    public: str
    direction: int
    producer: str
    dataset: str
    vintage: str
    licence: str
    note: str


@dataclass(frozen=True)
class Defaults:
    """What the user says of the whole file, for what the dictionary leaves empty."""

    producer: str = UNKNOWN
    dataset: str = UNKNOWN
    vintage: str = UNKNOWN
    licence: str = "à confirmer"
    theme: str = "population"


def theme(text: str) -> str:
    """Return the key of a theme from its key or its French words; "" when it is not one.

    Examples
    --------
    >>> theme("Santé"), theme("sante"), theme("autre")
    ('sante', 'sante', '')
    """
    return text if text in THEMES.values() else THEMES.get(folded(text), "")


def is_dictionary(columns: Iterable[str]) -> bool:
    """Tell whether a table describes indicators: it names them, and gives each a label."""
    names = {folded(column) for column in columns}
    return (
        bool(names & set(_WAYS["header"])) and bool(names & set(_WAYS["label"])) and not (names & {"valeur", "value"})
    )


def read(rows: pd.DataFrame) -> tuple[dict[str, dict[str, str]], list[Remark]]:
    """Return what a dictionary says of each indicator: folded header to attribute to text."""
    columns = {attribute: _column(rows, ways) for attribute, ways in _WAYS.items()}
    found: dict[str, dict[str, str]] = {}
    remarks: list[Remark] = []
    for line, cells in zip(rows.index, rows.to_dict("records"), strict=True):
        said = {attribute: visible(cells[column]) for attribute, column in columns.items() if column is not None}
        header = said.pop("header", "")
        if not header:
            continue
        if folded(header) in found:
            message = "cet indicateur est décrit deux fois, la première description est gardée"
            remarks.append(Remark("à savoir", int(line), columns["header"] or "", header, message))
            continue
        said["line"] = str(line)
        found[folded(header)] = said
    return found, remarks


def _column(rows: pd.DataFrame, ways: tuple[str, ...]) -> str | None:
    names = {folded(str(column)): str(column) for column in reversed(list(rows.columns))}
    return next((names[way] for way in ways if way in names), None)


def describe(
    header: str, values: Iterable[float], said: Mapping[str, str] | None, defaults: Defaults
) -> tuple[Description, list[Remark]]:
    """Return the description of an indicator: the dictionary's words, guesses where it says nothing.

    Parameters
    ----------
    values : the published values, without NaN
    said : what `read` found for it, None when the dictionary does not name it
    """
    known = {key: text for key, text in (said or {}).items() if text}
    numbers_read = [value for value in values if math.isfinite(value)]
    guessed = _guess(header, numbers_read, defaults)
    remarks: list[Remark] = []
    line = int(known["line"]) if "line" in known else None
    nature = _chosen(known, "nature", dict.fromkeys(NATURES, None), line, remarks) or guessed.nature
    theme = _chosen(known, "theme", THEMES, line, remarks)
    public = _chosen(known, "public", PUBLICS, line, remarks)
    direction = _chosen(known, "direction", DIRECTIONS, line, remarks)
    unit = known.get("unit", guessed.unit)
    found = replace(
        guessed,
        label=known.get("label", guessed.label),
        short=_shortened(known.get("short", known.get("label", guessed.label))),
        unit=unit,
        nature=str(nature),
        decimals=_decimals(known.get("decimals", ""), guessed.decimals),
        theme=str(theme or guessed.theme),
        public=str(public or ""),
        direction=direction if isinstance(direction, int) else 0,
        **{key: known[key] for key in ("producer", "dataset", "vintage", "licence", "note") if key in known},
    )
    if "nature" not in known:
        message = f"nature devinée (« {found.nature} ») faute de dictionnaire : dites-la si elle est fausse"
        remarks.append(Remark("à savoir", None, header, "", message))
    percents = found.unit.startswith("%") and any(numbers_read)
    if percents and all(0 <= value <= 1 for value in numbers_read):
        message = "toutes les valeurs vont de 0 à 1 : si ce sont des parts, multipliez-les par 100"
        remarks.append(Remark("à savoir", None, header, "", message))
    return found, remarks


def _chosen(
    known: Mapping[str, str], attribute: str, among: Mapping[str, object], line: int | None, remarks: list[Remark]
) -> object:
    """Return the value of a closed list, as its key or as its French words; None when it is not of the list."""
    text = known.get(attribute, "")
    if not text:
        return None
    by_words = {folded(words): words if value is None else value for words, value in among.items()}
    by_keys = {str(value): value for value in among.values() if value is not None}
    found = by_keys.get(text, by_words.get(folded(text)))
    if found is None:
        listed = ", ".join(f"« {words} »" for words in among)
        remarks.append(Remark("à savoir", line, attribute, text, f"hors de la liste, non retenu ; admis : {listed}"))
    return found


def _shortened(text: str) -> str:
    return text if len(text) <= SHORT else text[: SHORT - 1].rstrip() + "…"


def _decimals(text: str, otherwise: int) -> int:
    value = numbers.number(text) if text else None
    return int(value) if value is not None and value in range(7) else otherwise


_UNIT_IN_HEADER = re.compile(r"\((?:en )?(%[^)]*|€[^)]*|euros?|km²?|ha|min|hab[^)]*)\)", re.IGNORECASE)
_PARTS = re.compile(r"\b(?:part|parts|taux|pourcentage|pct|proportion|tx)\b")
_AMOUNTS = re.compile(r"\b(?:montant|revenu|loyer|salaire|niveau de vie|mediane?)\b")
_COUNTS = re.compile(r"\b(?:nombre|nb|effectif|population|pop|foyers|menages|allocataires|habitants|personnes)\b")


def _guess(header: str, values: list[float], defaults: Defaults) -> Description:
    words = folded(header)
    match = _UNIT_IN_HEADER.search(header)
    unit = match[1] if match else "%" if "%" in header or _PARTS.search(words) else ""
    whole = all(value.is_integer() for value in values)
    if unit.startswith("%") or _PARTS.search(words):
        nature = "taux"
    elif unit.startswith(("€", "euro")) or _AMOUNTS.search(words):
        nature, unit = "montant", unit or "€"
    elif _COUNTS.search(words) and whole and all(value >= 0 for value in values):
        nature = "effectif"
    else:
        nature = "grandeur"
    label = visible(_UNIT_IN_HEADER.sub("", header)) or header
    decimals = (
        0 if whole else min(MAX_DECIMALS, max(len(f"{value:.6f}".rstrip("0").partition(".")[2]) for value in values))
    )
    return Description(
        label, _shortened(label), unit, nature, decimals, defaults.theme, "", 0,
        defaults.producer, defaults.dataset, defaults.vintage, defaults.licence, "",
    )  # fmt: skip
