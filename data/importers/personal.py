"""Columns that identify persons, recognised by their name or by what their cells hold.

Personal is whatever singles a person out, alone or put together (Regulation (EU) 2016/679, article 4): a full birth
date or an exact address does it as surely as a name. A column is judged on its cells first; a name alone is enough
for what cannot be told from other text (a surname, a free comment).
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Literal

import pandas as pd

from data.importers.words import folded, folded_all

Coarsening = Literal["age_class", "commune"]

# Below this share of the filled cells, a pattern is an accident (a postcode that looks like a number…);
# what is never an accident (e-mail, social security number, telephone) counts from the first cell.
SHARE = 0.5
# A comment is longer than a label: half of its cells go beyond this, and are nearly all different.
FREE_TEXT_LENGTH = 40
FREE_TEXT_DISTINCT = 0.8
FREE_TEXT_ROWS = 5


@dataclass(frozen=True)
class PersonalColumn:
    """A column found to identify persons.

    Attributes
    ----------
    column : str
        The header as the file writes it.
    reason : str
        What was recognised, in French: « adresse électronique », « numéro de sécurité sociale »…
    count : int
        How many filled cells it was recognised in (0 when by its name alone).
    coarsening : {"age_class", "commune"} or None
        The less precise column that may stand in its place; None: the column can only be dropped.
    """

    column: str
    reason: str
    count: int
    coarsening: Coarsening | None = None


_EMAIL = re.compile(r"[^\s@;,<>]+@[^\s@;,<>]+\.[a-z]{2,}", re.IGNORECASE)
_PHONE = re.compile(r"(?<![\d,.])(?:(?:\+|00)33[ .\-]?(?:\(0\))?|0)[ .\-]?[1-9](?:[ .\-]?\d{2}){4}(?![\d,.])")
_NIR = re.compile(r"(?<!\d)([1-478]) ?(\d{2}) ?(0[1-9]|[1-9]\d) ?(\d\d|2[ABab]) ?(\d{3}) ?(\d{3})(?: ?(\d{2}))?(?!\d)")
_BIRTH = re.compile(r"(?:\d{1,2}[/.\-]\d{1,2}[/.\-](?:\d{4}|\d{2})|(?:19|20)\d{2}-\d{2}-\d{2})(?:[ T].*)?")
_STREET = re.compile(
    r"(?:^|\s)\d{1,4}(?:\s?(?:bis|ter|quater|[a-d]))?,?\s+(?:rue|r|avenue|av|ave|boulevard|bd|bld|place|pl|allee|all|"
    r"chemin|che|route|rte|impasse|imp|square|sq|quai|cours|residence|res|cite|faubourg|fg|ruelle|sentier|villa|"
    r"lotissement|lot|passage|voie|hameau|clos|venelle)\s",
)

# Whole folded headers. "nom" alone is a person's; "nom de la commune" is not.
_WHO = r"(?:beneficiaire|usagere?|allocataire|repondante?|enquetee?|habitante?|personne|demandeur|demandeuse|assuree?)"
_NAME_WORDS: tuple[tuple[str, str, Coarsening | None], ...] = (
    (
        r"(?:pre)?noms?|patronymes?|nom (?:de famille|de naissance|d usage|marital|complet|et prenoms?)"
        r"|noms? (?:et )?prenoms?|prenoms? (?:et )?noms?|civilite(?: nom)?|identite"
        rf"|(?:pre)?nom (?:du |de la |de l |de )?{_WHO}|last ?name|first ?name|surname|full ?name",
        "nom ou prénom",
        None,
    ),
    (
        r".*\b(?:nir|nss|(?:numero|num|n) (?:de )?secu(?:rite sociale)?|securite sociale n"
        r"|numero d immatriculation)\b.*",
        "numéro de sécurité sociale",
        None,
    ),
    (
        r"(?:.*\b)?(?:e ?mail|mail|courriel|adresse electronique|mel)(?:\b.*)?",
        "adresse électronique",
        None,
    ),
    (
        r"(?:numero (?:de )?|num |n )?(?:tel|telephone|tel portable|portable|mobile|gsm|phone)"
        r"(?: (?:fixe|portable|mobile|domicile|\d))?",
        "numéro de téléphone",
        None,
    ),
    (
        r".*\b(?:date (?:de )?naissance|jour de naissance|nee? le|ne e le|ddn|dob|birth ?date|date of birth)\b.*",
        "date de naissance complète",
        "age_class",
    ),
    (
        r"(?:.*\b)?(?:adresse(?: postale| exacte| complete| du domicile| personnelle)?|domicile|voie|rue"
        r"|numero (?:et (?:nom de )?(?:la )?|de (?:la )?)(?:rue|voie))",
        "adresse exacte",
        "commune",
    ),
    (
        r".*\b(?:numero|num|n|matricule|identifiant|id)\b.*"
        r"\b(?:caf|allocataires?|cnaf|msa|france travail|pole emploi|dossier|beneficiaires?|usagers?|foyer)\b.*"
        r"|.*\b(?:allocataires?|caf)\b (?:numero|num|n|matricule)|matricule"
        r"|(?:code|references?|ref) (?:du |de |d |de l )?(?:allocataire|dossier|beneficiaire|usagere?|foyer)",
        "numéro d’allocataire ou de dossier",
        None,
    ),
    (
        r"(?:.*\b)?(?:adresse ip|ip address|ip|ipaddr|user agent|cookie|token|jeton|refurl)",
        "trace de connexion",
        None,
    ),
    (
        r".*\b(?:commentaires?|observations?|remarques?|verbatims?|precisez|preciser"
        r"|(?:texte|champ|expression) libre)\b.*",
        "texte libre",
        None,
    ),
)
_NAMES = tuple((re.compile(words), reason, coarser) for words, reason, coarser in _NAME_WORDS)


def is_nir(text: str) -> bool:
    """Tell whether a text holds a French social security number.

    Thirteen figures and the key, which is 97 minus the rest of the number by 97; in Corsica, 2A stands for 19
    and 2B for 18 (Insee, structure du NIR). Without its key, the month must be one.

    Examples
    --------
    >>> is_nir("2 55 08 14 168 025 38"), is_nir("2 55 08 14 168 025 39"), is_nir("62041")
    (True, False, False)
    """
    for match in _NIR.finditer(text):
        sex, year, month, department, commune, order, key = match.groups()
        figures = sex + year + month + department.upper().replace("2A", "19").replace("2B", "18") + commune + order
        if key is None:
            if 1 <= int(month) <= 12:
                return True
        elif 97 - int(figures) % 97 == int(key):
            return True
    return False


def tells_a_person(text: str) -> bool:
    """Tell whether a text holds an e-mail address, a telephone number or a social security number.

    Examples
    --------
    >>> tells_a_person("voir M. Petit, 06 12 34 56 78"), tells_a_person("ouvert le 06/12/2024")
    (True, False)
    """
    return bool(_EMAIL.search(text) or _PHONE.search(text)) or is_nir(text)


def _filled(cells: Iterable[str]) -> list[str]:
    stripped = (str(one).strip() for one in cells)
    return [cell for cell in stripped if cell and (len(cell) > 4 or cell.lower() not in {"nan", "none"})]


def _is_birth(text: str) -> bool:
    """Tell whether a text is a date of a day in the life of somebody alive (1905 to 2025)."""
    if _BIRTH.fullmatch(text) is None:
        return False
    years = re.findall(r"(?<!\d)\d{4}(?!\d)", text)
    return not years or 1905 <= int(years[0]) <= 2025


_Test = Callable[[str], bool]
# Parts the cells of a column that are searched together: no pattern spans it.
_BETWEEN = "\x00"
# What tells a cell, what a column must hold somewhere for any cell of it to be told, and what it means.
_CONTENT: tuple[tuple[_Test, "re.Pattern[str]", str], ...] = (
    (is_nir, _NIR, "numéro de sécurité sociale"),
    (lambda text: _EMAIL.search(text) is not None, re.compile("@"), "adresse électronique"),
    (lambda text: _PHONE.search(text) is not None, _PHONE, "numéro de téléphone"),
)


def _streets(times: "Counter[str]") -> int:
    """Return how many cells hold a number in a street."""
    words = [f" {one} " for one in folded_all(times)]
    if _STREET.search(_BETWEEN.join(words)) is None:
        return 0
    return sum(many for one, many in zip(words, times.values(), strict=True) if _STREET.search(one))


def _named(column: str) -> tuple[str, Coarsening | None] | None:
    words = folded(column)
    for pattern, reason, coarsening in _NAMES:
        if pattern.fullmatch(words):
            return reason, coarsening
    return None


def _held(cells: list[str]) -> tuple[str, int, Coarsening | None] | None:
    # Cells repeat, and most columns hold nothing of the kind: each different cell is looked at once, if at all.
    times = Counter(cells)
    together = _BETWEEN.join(times)
    for test, needed, reason in _CONTENT:
        if needed.search(together) is None:
            continue
        count = sum(many for cell, many in times.items() if test(cell))
        if count:
            return reason, count, None
    streets = _streets(times)
    if streets and streets >= SHARE * len(cells):
        return "adresse exacte", streets, "commune"
    long = sum(len(cell) > FREE_TEXT_LENGTH for cell in cells)
    varied = len(times) >= FREE_TEXT_DISTINCT * len(cells)
    if len(cells) >= FREE_TEXT_ROWS and long >= SHARE * len(cells) and varied:
        return "texte libre", long, None
    return None


def detect(rows: pd.DataFrame, *, births: bool = True) -> tuple[PersonalColumn, ...]:
    """Return the columns that identify persons, in the order of the table.

    Parameters
    ----------
    rows : DataFrame of str
    births : bool
        Also find the columns that hold one date of birth a row (dates of most years of a life), whatever
        they are called.
    """
    found = []
    for column in rows.columns:
        cells = _filled(rows[column].tolist())
        named = _named(str(column))
        held = _held(cells)
        if held is not None:
            found.append(PersonalColumn(str(column), held[0], held[1], held[2]))
        elif named is not None and (cells or not len(rows)):
            found.append(PersonalColumn(str(column), named[0], 0, named[1]))
        elif births and _are_births(cells):
            found.append(PersonalColumn(str(column), "date de naissance complète", len(cells), "age_class"))
    return tuple(found)


# The dates of a survey or of a visit lie within a few years; those of births spread over a life.
_SPREAD_YEARS = 15


def _are_births(cells: list[str]) -> bool:
    dated = [cell for cell in cells if _is_birth(cell)]
    if not cells or len(dated) < SHARE * len(cells):
        return False
    years = [int(match.group()) for cell in dated if (match := re.search(r"(?<!\d)\d{4}(?!\d)", cell))]
    return bool(years) and max(years) - min(years) > _SPREAD_YEARS
