"""The kinds of files that can be imported, by key; a kind's own module is loaded when it is used."""

import importlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import ModuleType
from typing import Any

from data.importers.errors import KindUnknown
from data.importers.outcome import Import

Prepare = Callable[[Mapping[str, bytes], Mapping[str, Any]], Import]


@dataclass(frozen=True)
class Kind:
    """A kind of file.

    Its module offers ``prepare(files, options) -> Import``, ``template() -> bytes`` and
    ``example() -> bytes | None``.

    Attributes
    ----------
    key : str
        What `python -m data import` takes.
    title, description : str
        French words of the screen.
    accepts : tuple of str
        Extensions, lower case, with their dot.
    module : str
        Import path of the module that reads it.
    example_format : str
        Extension of its example, without the dot; its template is always an XLSX.
    """

    key: str
    title: str
    description: str
    accepts: tuple[str, ...]
    module: str
    example_format: str = "xlsx"

    def _load(self) -> ModuleType:
        return importlib.import_module(self.module)

    def prepare(self, files: Mapping[str, bytes], options: Mapping[str, Any] | None = None) -> Import:
        """Read files (name to content) into tables and remarks; nothing is written.

        Raises
        ------
        data.errors.DataError
            When a file cannot be read at all, or is dangerous.
        """
        prepare: Prepare = self._load().prepare
        return prepare(files, options or {})

    def template(self) -> bytes:
        """Return the XLSX to fill in: the columns, their dictionary, the lists of values."""
        content: bytes = self._load().template()
        return content

    def example(self) -> bytes | None:
        """Return a fictitious file of this kind, always the same; None where the territory has nothing to invent."""
        content: bytes | None = self._load().example()
        return content


KINDS: dict[str, Kind] = {
    kind.key: kind
    for kind in (
        Kind(
            "abse",
            "Tableau d’indicateurs (ABSE)",
            "Tout tableau d’indicateurs par commune, IRIS ou quartier prioritaire, en large ou en long, "
            "avec son dictionnaire.",
            (".xlsx", ".csv", ".txt", ".tsv", ".parquet"),
            "data.importers.abse",
        ),
        Kind(
            "actions",
            "Registre des actions d’aller-vers",
            "Une ligne par permanence ou par tournée, avec ses nombres ; ou une ligne par personne rencontrée, réunie "
            "par action avant toute écriture. Les nombres restent hors de vue tant qu’ils ne sont pas protégés.",
            (".xlsx", ".csv", ".txt", ".tsv", ".parquet"),
            "data.importers.actions",
        ),
        Kind(
            "barometer",
            "Baromètre du non-recours",
            "Une ligne par répondant, ou des effectifs déjà comptés : tableur, ou export d’un outil d’enquête "
            "(LimeSurvey, Sphinx, Google Forms). Les lignes sont gardées hors de vue, jusqu’à leur échéance : "
            "seuls des résultats protégés par le secret statistique sont montrés, sur la page Baromètre.",
            (".xlsx", ".csv", ".txt", ".tsv", ".parquet"),
            "data.importers.barometer",
        ),
        Kind(
            "officiel",
            "Fichier officiel, tel que publié",
            "Insee (Filosofi, recensement par IRIS, populations, équipements, carreaux de 200 m), Caf, liste des "
            "France services, lieux de médiation : le fichier est reconnu à ses colonnes.",
            (".csv", ".txt", ".geojson", ".json", ".xlsx", ".parquet", ".zip"),
            "data.importers.official_files",
            "csv",
        ),
        Kind(
            "outlines",
            "Contours officiels des IRIS ou des communes",
            "Remplace les contours approchés : GeoJSON, GeoPackage, Shapefile zippé ou GeoParquet.",
            (".geojson", ".json", ".gpkg", ".zip", ".parquet"),
            "data.importers.outlines",
            "geojson",
        ),
        Kind(
            "places",
            "Services et lieux d’accueil",
            "Un registre de lieux : nom, type, adresse, horaires, position ; les doublons sont reconnus.",
            (".xlsx", ".csv", ".txt", ".tsv", ".geojson", ".json", ".parquet"),
            "data.importers.places",
        ),
        Kind(
            "qpv",
            "Contours des quartiers prioritaires",
            "Remplace les cercles approchés par les contours officiels des quartiers du territoire.",
            (".geojson", ".json", ".gpkg", ".zip", ".parquet"),
            "data.importers.qpv",
            "geojson",
        ),
    )
}


def get(key: str) -> Kind:
    """Return a kind by key.

    Raises
    ------
    KindUnknown
        Names those that exist.
    """
    try:
        return KINDS[key]
    except KeyError as error:
        raise KindUnknown(key, sorted(KINDS)) from error
