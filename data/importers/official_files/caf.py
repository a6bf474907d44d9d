"""The Caf's open data by commune: households that receive each benefit, as published on data.caf.fr.

Columns read: ``Date référence``, ``Numéro commune``, ``Nombre foyers NDUR`` (all benefits), ``RSA``, ``PPA``, ``ASF``,
``ARS``, ``AAH`` and ``NDURAL`` (housing). The newest date is read. The Caf writes 0, or nothing, where there are
too few households: both are « masqué », never 0.
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import Any

from data.importers import dates
from data.importers.numbers import Figure, figure
from data.importers.official_files import figures
from data.importers.official_files.figures import Source, Variable
from data.importers.outcome import Import
from data.importers.reading import RawTable
from data.importers.remark import Remark
from data.importers.words import folded

TITLE = "Foyers allocataires par commune (Caf, open data)"
COLUMNS = ("Date référence", "Numéro commune", "Nombre foyers NDUR, RSA, PPA, ASF, ARS, AAH, NDURAL")
_CODES = ("numero commune", "code commune", "code insee", "numcom", "codgeo")


def _households(indicator: str, label: str, public: str = "") -> Variable:
    return Variable(indicator, label, label, "foyers", "effectif", "prestations", 0, public, 1)


HOUSEHOLDS = {
    "nombre foyers ndur": _households("allocataires_caf", "Foyers allocataires de la Caf"),
    "nombre foyers rsa": _households("foyers_rsa", "Foyers au RSA", "rsa_ppa_de"),
    "nombre foyers ppa": _households("foyers_ppa", "Foyers à la prime d’activité", "rsa_ppa_de"),
    "nombre foyers asf": _households("foyers_asf", "Foyers à l’ASF", "monoparents"),
    "nombre foyers ars": _households("foyers_ars", "Foyers à l’ARS"),
    "nombre foyers aah": _households("foyers_aah", "Foyers à l’AAH"),
    "nombre foyers ndural": _households("foyers_aide_logement", "Foyers à une aide au logement"),
}


def recognised(headers: Iterable[str]) -> bool:
    """Tell whether the columns are those of a file of households by commune."""
    names = {folded(one) for one in headers}
    return bool(names & set(_CODES)) and bool(names & set(HOUSEHOLDS))


def _masked(text: str) -> Figure:
    read = figure(text)
    if read.status == "absent" or (read.status == "diffusé" and read.value == 0):
        return Figure(float("nan"), "masqué")
    return read


def read(table: RawTable, *, vintage: str, today: date | None, options: Any) -> Import:
    """Return the households of the communes at the newest date of the file."""
    names = {folded(one): one for one in reversed(table.columns)}
    code = next(names[one] for one in _CODES if one in names)
    table, year = _newest(table, names.get("date reference", names.get("annee", "")))
    source = Source(
        dataset="caf-communes",
        title="Foyers allocataires par commune",
        producer="Cnaf",
        name="Open data Caf",
        vintage=year or vintage,
        note="0 ou vide dans le fichier veut dire « masqué ou nul »",
    )
    columns = {names[header]: variable for header, variable in HOUSEHOLDS.items() if header in names}
    return figures.build(table, level="commune", code=code, columns=columns, source=source, read=_masked, today=today)


def _newest(table: RawTable, header: str) -> tuple[RawTable, str]:
    """Keep the rows of the newest date, and return its year."""
    if not header:
        return table, ""
    found = {text: _day(str(text)) for text in table.rows[header].unique()}
    days = [one for one in found.values() if one]
    if not days:
        return table, ""
    newest = max(days)
    kept = table.rows[table.rows[header].map(found) == newest]
    said = table.remarks
    if len(kept) < len(table.rows):
        message = f"seule la date la plus récente est lue : {newest}"
        said = (*said, Remark("à savoir", None, header, "", message))
    return replace(table, rows=kept, remarks=said), newest[:4]


def _day(text: str) -> str:
    read = dates.parse(text)
    if read is not None:
        return read.value.isoformat()
    return text[:4] if text[:4].isdigit() else ""
