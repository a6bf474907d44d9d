"""Insee's Filosofi by commune (disposable income) and by IRIS (declared or disposable), as published.

The communal base has ``CODGEO`` and columns such as ``MED21``; the infra-communal ones have ``IRIS`` and columns such
as ``DEC_MED21`` or ``DISP_MED21``: the last two figures are the year. Marks: ``s`` secret, ``ns`` or ``nd`` without a
value, ``so`` without an object. Columns read: ``NBMENFISC``, ``NBPERSMENFISC``, ``MED``, ``TP60``, ``TP60AGE1`` to
``6``, ``TP60TOL1``, ``TP60TOL2``, ``D1``, ``D9``, ``RD``, ``PCHO``, ``PPSOC``, ``PPMINI``, ``PPLOGT``; by IRIS ``MED``,
``TP60``, ``Q1``, ``Q3``, ``D1``, ``D9``, ``RD``, ``GI``, ``PCHO``, with their prefix.
"""

import re
from collections.abc import Iterable
from datetime import date
from typing import Any

from data.importers.errors import ColumnsMissing
from data.importers.official_files import figures
from data.importers.official_files.figures import Source, Variable
from data.importers.outcome import Import
from data.importers.reading import RawTable

TITLE = "Revenus et pauvreté (Insee, Filosofi), communes ou IRIS"
COLUMNS = (
    "CODGEO ou IRIS",
    "NBMENFISC",
    "MED",
    "TP60 et ses âges",
    "D1",
    "D9",
    "RD",
    "PCHO",
    "PPSOC",
    "PPMINI",
    "PPLOGT",
)
_HEADER = re.compile(r"(?P<base>DEC_|DISP_)?(?P<name>[A-Z][A-Z0-9]*?)(?P<year>\d{2})")


def _rate(indicator: str, label: str, short: str, *, public: str = "", unit: str = "%", direction: int = 1) -> Variable:
    return Variable(indicator, label, short, unit, "taux", "revenus", 1, public, direction)


def _amount(indicator: str, label: str, short: str) -> Variable:
    return Variable(indicator, label, short, "€/an", "montant", "revenus", 0, "", -1)


def _part(indicator: str, label: str, short: str) -> Variable:
    return _rate(indicator, label, short, unit="% du revenu disponible")


COMMUNES = {
    "NBMENFISC": Variable("menages_fiscaux", "Ménages fiscaux", "Ménages fiscaux", "ménages", "effectif", "revenus"),
    "NBPERSMENFISC": Variable(
        "personnes_menages_fiscaux", "Personnes des ménages fiscaux", "Personnes (fiscal)", "personnes", "effectif",
        "revenus"),
    "MED": _amount("revenu_median", "Revenu disponible médian par unité de consommation", "Revenu médian"),
    "TP60": _rate("taux_pauvrete", "Taux de pauvreté (seuil à 60 %)", "Taux de pauvreté"),
    "TP60AGE1": _rate("taux_pauvrete_moins_30", "Taux de pauvreté, référent de moins de 30 ans",
                      "Pauvreté, moins de 30 ans", public="jeunes"),
    "TP60AGE2": _rate("taux_pauvrete_30_39", "Taux de pauvreté, référent de 30 à 39 ans", "Pauvreté, 30-39 ans"),
    "TP60AGE3": _rate("taux_pauvrete_40_49", "Taux de pauvreté, référent de 40 à 49 ans", "Pauvreté, 40-49 ans"),
    "TP60AGE4": _rate("taux_pauvrete_50_59", "Taux de pauvreté, référent de 50 à 59 ans", "Pauvreté, 50-59 ans"),
    "TP60AGE5": _rate("taux_pauvrete_60_74", "Taux de pauvreté, référent de 60 à 74 ans", "Pauvreté, 60-74 ans"),
    "TP60AGE6": _rate("taux_pauvrete_75_plus", "Taux de pauvreté, référent de 75 ans ou plus",
                      "Pauvreté, 75 ans ou plus", public="seniors"),
    "TP60TOL1": _rate("taux_pauvrete_proprietaires", "Taux de pauvreté des propriétaires", "Pauvreté, propriétaires"),
    "TP60TOL2": _rate("taux_pauvrete_locataires", "Taux de pauvreté des locataires", "Pauvreté, locataires"),
    "D1": _amount("revenu_d1", "Premier décile du niveau de vie", "Premier décile"),
    "D9": _amount("revenu_d9", "Neuvième décile du niveau de vie", "Neuvième décile"),
    "RD": Variable("rapport_interdecile", "Rapport interdécile du niveau de vie", "Rapport interdécile", "", "grandeur",
                   "revenus", 1, "", 1),
    "PCHO": _part("part_chomage_revenu", "Part des indemnités de chômage dans le revenu", "Part du chômage"),
    "PPSOC": _part("part_prestations_revenu", "Part des prestations sociales dans le revenu", "Part des prestations"),
    "PPMINI": _part("part_minima_revenu", "Part des minima sociaux dans le revenu", "Part des minima sociaux"),
    "PPLOGT": _part("part_logement_revenu", "Part des aides au logement dans le revenu", "Part des aides au logement"),
}  # fmt: skip
_INCOME = {"DEC_": "déclaré", "DISP_": "disponible"}


def by_iris(base: str) -> dict[str, Variable]:
    """Return the columns by IRIS; disposable income has identifiers of its own, not to be taken for the declared."""
    income, end = _INCOME[base], "" if base == "DEC_" else "_disponible"
    rate = "Taux de bas revenus déclarés (seuil à 60 %)" if base == "DEC_" else "Taux de pauvreté (seuil à 60 %)"
    return {
        "MED": _amount(f"revenu_median{end}", f"Revenu {income} médian par unité de consommation",
                       f"Revenu {income} médian"),
        "TP60": _rate(f"taux_pauvrete{end}", rate, rate.partition(" (")[0]),
        "Q1": _amount(f"revenu_q1{end}", f"Premier quartile du revenu {income}", f"Premier quartile ({income})"),
        "Q3": _amount(f"revenu_q3{end}", f"Troisième quartile du revenu {income}", f"Troisième quartile ({income})"),
        "D1": _amount(f"revenu_d1{end}", f"Premier décile du revenu {income}", f"Premier décile ({income})"),
        "D9": _amount(f"revenu_d9{end}", f"Neuvième décile du revenu {income}", f"Neuvième décile ({income})"),
        "RD": Variable(f"rapport_interdecile{end}", f"Rapport interdécile du revenu {income}",
                       f"Rapport interdécile ({income})", "", "grandeur", "revenus", 1, "", 1),
        "GI": Variable(f"indice_gini{end}", f"Indice de Gini du revenu {income}", f"Indice de Gini ({income})", "",
                       "indice", "revenus", 3, "", 1),
        "PCHO": _rate(f"part_chomage_revenu{end}", f"Part des indemnités de chômage dans le revenu {income}",
                      f"Part du chômage ({income})", unit=f"% du revenu {income}"),
    }  # fmt: skip


def _parsed(headers: Iterable[str]) -> dict[str, re.Match[str]]:
    return {header: match for header in headers if (match := _HEADER.fullmatch(header.strip().upper()))}


def recognised(headers: Iterable[str]) -> bool:
    """Tell whether the columns are those of one of the bases: its code, and the median with its year."""
    listed = list(headers)
    names = {one.strip().upper() for one in listed}
    return bool(names & {"CODGEO", "IRIS"}) and any(match["name"] == "MED" for match in _parsed(listed).values())


def read(table: RawTable, *, vintage: str, today: date | None, options: Any) -> Import:
    """Return the figures of the territory; those of a commune or an IRIS without a line are « absent ».

    Raises
    ------
    ColumnsMissing
    """
    parsed = _parsed(table.columns)
    median = next(match for match in parsed.values() if match["name"] == "MED")
    year, base = median["year"], median["base"] or ""
    names = {one.strip().upper(): one for one in table.columns}
    level = "iris" if base else "commune"
    code = names.get("IRIS" if base else "CODGEO")
    if code is None:
        wanted = "une colonne « IRIS » de codes à neuf chiffres" if base else "une colonne « CODGEO » de codes Insee"
        raise ColumnsMissing(table.name, [wanted], list(table.columns))
    known = by_iris(base) if base else COMMUNES
    columns = {
        header: known[match["name"]]
        for header, match in parsed.items()
        if match["name"] in known and (match["base"] or "") == base and match["year"] == year
    }
    words = {"": "fichier communal", "DEC_": "infracommunal", "DISP_": "infracommunal, revenu disponible"}
    of = {"": "communes", "DEC_": "iris", "DISP_": "iris-disponible"}[base]
    source = Source(
        dataset=f"filosofi-{of}",
        title=f"Filosofi {2000 + int(year)}, {'communes' if not base else 'IRIS'}",
        producer="Insee",
        name=f"Filosofi, {words[base]}" if not base else f"Filosofi {words[base]}",
        vintage=str(2000 + int(year)),
        note="revenu déclaré, avant impôts et prestations" if base == "DEC_" else "",
    )
    return figures.build(table, level=level, code=code, columns=columns, source=source, today=today)
