"""What each column of each table must hold: kinds, bounds, closed lists, keys."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from data.checks import limits
from data.checks.finding import Severity

Test = Callable[[Any], Any]


@dataclass(frozen=True)
class Demand:
    """What a column must satisfy: a test on the whole series, and the words of the rule.

    When a `structural` one is broken, the rules that read the table would not mean anything.
    """

    text: str
    consequence: str
    severity: Severity
    test: Test
    structural: bool = False


@dataclass(frozen=True)
class Field:
    """A column: its demands, and whether it may be empty."""

    demands: tuple[Demand, ...]
    nullable: bool = False


UNREADABLE = "les calculs qui lisent cette colonne n’ont pas de sens"
MISREAD = "la valeur est montrée ou additionnée telle quelle, et le résultat est faux"
UNLINKED = "la ligne ne se rattache à rien : elle manque sur les cartes et dans les totaux"


def _is_text(series: pd.Series) -> bool:
    return bool(series.dropna().map(lambda value: isinstance(value, str)).all())


def _is_number(series: pd.Series) -> bool:
    return pd.api.types.is_numeric_dtype(series) and not pd.api.types.is_bool_dtype(series)


TEXT = Demand("la colonne est du texte", UNREADABLE, "bloquant", _is_text, structural=True)
NUMBER = Demand("la colonne est numérique", UNREADABLE, "bloquant", _is_number, structural=True)
BOOLEAN = Demand("la colonne dit oui ou non", UNREADABLE, "bloquant", pd.api.types.is_bool_dtype, structural=True)
FINITE = Demand("un nombre est fini", MISREAD, "bloquant", lambda series: np.isfinite(series.astype(float)))
FILLED = Demand(
    "le texte est renseigné",
    "une légende, une source ou un nom reste vide à l’écran",
    "à corriger",
    lambda series: series.str.strip() != "",
)


def _pattern(expression: str, words: str, severity: Severity = "à corriger") -> Demand:
    compiled = re.compile(expression)
    return Demand(
        f"forme attendue : {words}",
        UNLINKED,
        severity,
        lambda series: series.map(lambda value: compiled.fullmatch(value) is not None),
    )


def _among(values: tuple[Any, ...], severity: Severity = "à corriger") -> Demand:
    words = ", ".join(f"« {value} »" if value != "" else "vide" for value in values)
    return Demand(f"valeurs admises : {words}", UNLINKED, severity, lambda series: series.isin(values))


def _between(low: float, high: float, words: str) -> Demand:
    return Demand(words, MISREAD, "à corriger", lambda series: series.between(low, high))


def _siren(value: str) -> bool:
    """Luhn's key, on which every SIREN is built."""
    if re.fullmatch(r"\d{9}", value) is None:
        return False
    digits = [int(digit) * (1 + position % 2) for position, digit in enumerate(value)]
    return sum(digit - 9 * (digit > 9) for digit in digits) % 10 == 0


SIREN = Demand(
    "un SIREN a neuf chiffres et une clé juste",
    "un export ne se rapproche pas des autres fichiers de la commune",
    "à corriger",
    lambda series: series.map(_siren),
)
NOT_NEGATIVE = _between(0, np.inf, "un effectif, une superficie ou un montant n’est pas négatif")
POSITIVE = Demand("une superficie ou un facteur est supérieur à 0", MISREAD, "à corriger", lambda series: series.gt(0))
RATE = _between(0, 100, "un taux va de 0 à 100 %")


def _drawn(kinds: tuple[str, ...]) -> tuple[Demand, ...]:
    words = "point" if kinds == ("Point",) else "polygone"
    return (
        Demand(
            f"la géométrie est un {words}",
            "le territoire ou le lieu manque sur les cartes",
            "bloquant",
            lambda series: series.geom_type.isin(kinds),
            structural=True,
        ),
        Demand(
            "la géométrie est valide et non vide",
            "superficies, intersections et rattachements sont faux ou impossibles",
            "bloquant",
            lambda series: series.is_valid & ~series.is_empty,
            structural=True,
        ),
    )


AREA = Field(_drawn(("Polygon", "MultiPolygon")))
POINT = Field(_drawn(("Point",)), nullable=True)
# Corsica's codes hold a letter.
CODE = Field((TEXT, _pattern(r"\d[\dAB]\d{3}", "un code Insee de cinq caractères")))
COUNT = Field((NUMBER, FINITE, NOT_NEGATIVE))
QUANTITY = Field((NUMBER, FINITE))
WORDS = Field((TEXT, FILLED))
NOTE = Field((TEXT,), nullable=True)
LIST_OF_CODES = Field(
    (TEXT, _pattern(r"\d[\dAB]\d{3}(;\d[\dAB]\d{3})*", "des codes de cinq caractères séparés par « ; »"))
)
PUBLIC = Field((TEXT, _among(limits.PUBLICS)))
DIRECTION = Field((NUMBER, _among(limits.DIRECTIONS)))
LEVEL = Field((TEXT, _among(limits.LEVELS, "bloquant")))
DECIMALS = Field((NUMBER, _between(0, 6, "le nombre de décimales va de 0 à 6")))

FIELDS: dict[str, dict[str, Field]] = {
    "communes": {
        "code": CODE,
        "name": WORDS,
        "siren": Field((TEXT, SIREN)),
        "postcodes": LIST_OF_CODES,
        "geometry": AREA,
    },
    "iris": {
        "code": Field((TEXT, _pattern(r"\d[\dAB]\d{7}", "un code de neuf caractères"))),
        "name": WORDS,
        "commune": CODE,
        "type": Field((TEXT, _among(limits.IRIS_TYPES))),
        "area_km2": Field((NUMBER, FINITE, POSITIVE)),
        "outline": Field((TEXT, _among(limits.OUTLINES))),
        "geometry": AREA,
    },
    "qpv": {
        "code": WORDS,
        "name": WORDS,
        "communes": LIST_OF_CODES,
        "population_2020": COUNT,
        "area_ha": Field((NUMBER, FINITE, POSITIVE)),
        "outline": Field((TEXT, _among(limits.OUTLINES))),
        "geometry": AREA,
    },
    "grid": {
        "id": Field((TEXT, _pattern(r"CRS3035RES200mN\d+E\d+", "CRS3035RES200mN…E…", "bloquant"))),
        "commune": CODE,
        "imputed": Field((BOOLEAN,)),
        "x": QUANTITY,
        "y": QUANTITY,
        **dict.fromkeys(
            ("ind", "men", "men_pauv", "men_1ind", "men_fmp", "ind_18_24", "ind_65_79", "ind_80p", "log_soc"),
            COUNT,
        ),
        "ind_snv": COUNT,
        "geometry": AREA,
    },
    "places": {
        "id": WORDS,
        "kind": Field((TEXT, _among(limits.KINDS))),
        "role": Field((TEXT, _among(limits.ROLES))),
        "name": WORDS,
        "commune": CODE,
        "address": NOTE,
        "lon": Field((NUMBER, _between(-5.5, 9.7, "une longitude de France va de −5,5 à 9,7°")), nullable=True),
        "lat": Field((NUMBER, _between(41, 51.5, "une latitude de France va de 41 à 51,5°")), nullable=True),
        "opening_hours": NOTE,
        "source": WORDS,
        "vintage": WORDS,
        "geometry": POINT,
    },
    "figures": {
        "level": Field((TEXT, _among(limits.LEVELS[:3], "bloquant"))),
        "code": WORDS,
        "indicator": WORDS,
        "value": Field((NUMBER, FINITE, NOT_NEGATIVE), nullable=True),
        "status": Field((TEXT, _among(limits.STATUSES, "bloquant"))),
    },
    "indicators": {
        "id": WORDS,
        "level": LEVEL,
        "label": WORDS,
        "short": WORDS,
        "nature": Field((TEXT, _among(limits.NATURES))),
        "decimals": DECIMALS,
        "public": PUBLIC,
        "direction": DIRECTION,
        "producer": WORDS,
        "dataset": WORDS,
        "vintage": WORDS,
        "licence": WORDS,
        "obtained": WORDS,
        "note": NOTE,
        "weight": NOTE,
    },
    "ratios": {
        "id": WORDS,
        "level": LEVEL,
        "label": WORDS,
        "short": WORDS,
        "numerator": WORDS,
        "denominator": WORDS,
        "factor": Field((NUMBER, FINITE, POSITIVE)),
        "decimals": DECIMALS,
        "public": PUBLIC,
        "direction": DIRECTION,
    },
    "facts": {
        "id": WORDS,
        "label": WORDS,
        "value": QUANTITY,
        "producer": WORDS,
        "dataset": WORDS,
        "vintage": WORDS,
        "note": NOTE,
    },
    "national_rates": {
        "benefit": WORDS,
        "profile": WORDS,
        "rate_percent": Field((NUMBER, RATE), nullable=True),
        "low_percent": Field((NUMBER, RATE), nullable=True),
        "high_percent": Field((NUMBER, RATE), nullable=True),
        "year": Field((NUMBER, _between(1990, 2100, "une année")), nullable=True),
        "unclaimed_eur_month": Field((NUMBER, NOT_NEGATIVE), nullable=True),
    },
}

KEYS: dict[str, tuple[str, ...]] = {
    "communes": ("code",),
    "iris": ("code",),
    "qpv": ("code",),
    "grid": ("id",),
    "places": ("id",),
    "figures": ("level", "code", "indicator"),
    "indicators": ("level", "id"),
    "ratios": ("level", "id"),
    "facts": ("id",),
    "national_rates": ("benefit", "profile"),
}
