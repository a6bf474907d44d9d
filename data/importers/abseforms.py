"""The workbook to fill in for a table of indicators, and a fictitious one."""

from collections.abc import Sequence

from data.importers import dictionary, geography
from data.importers import template as forms
from data.settings import settings

Rows = Sequence[Sequence[str | float | None]]

_HOW = (
    "1. Feuille « Données » : une ligne par commune (ou IRIS, ou quartier prioritaire), une colonne par indicateur. "
    "Remplacez les lignes si votre tableau est par IRIS ou par quartier.",
    "2. Écrivez l’en-tête de chaque indicateur sur la première ligne, à partir de la troisième colonne.",
    "3. Une valeur secrète s’écrit « s », une valeur qui n’existe pas reste vide. Ni l’une ni l’autre n’est 0.",
    "4. Feuille « Dictionnaire » : une ligne par indicateur, avec le même en-tête. Les listes déroulantes donnent "
    "les valeurs admises.",
    "5. Aucune colonne ne doit décrire une personne : ni nom, ni adresse, ni numéro.",
)


def _communes() -> list[tuple[str, str]]:
    names = geography.gazetteer().names["commune"]
    return sorted(names.items())


def _data_fields() -> tuple[forms.Field, ...]:
    """Return the columns that name an area; the example is the territory's own commune."""
    code = settings().default_commune
    name = geography.gazetteer().names["commune"].get(code, "")
    what = "Code Insee de la commune, code de l’IRIS ou du quartier prioritaire"
    return (
        forms.Field("Code", what, True, code, width=12),
        forms.Field("Nom", "Nom du territoire, pour relire", example=name, width=30),
    )


def _workbook(headers: tuple[str, ...], rows: Rows, described: Rows, *, fictitious: bool) -> bytes:
    fields = (*_data_fields(), *(forms.Field(one, "", numeric=True, width=20) for one in headers))
    sheets = (
        forms.Sheet(forms.DATA_SHEET, fields, rows),
        forms.Sheet(forms.DICTIONARY_SHEET, dictionary.FIELDS, described),
    )
    return forms.build(sheets, _HOW, fictitious=fictitious)


def template() -> bytes:
    """Return the workbook to fill in: the communes in use, and an empty dictionary."""
    return _workbook((), _communes(), (), fictitious=False)


SEED = 20_241_231


def example() -> bytes:
    """Return a fictitious table of two indicators by commune, always the same for the same communes."""
    import numpy as np

    draw = np.random.default_rng(SEED)
    headers = ("Foyers accompagnés (fictif)", "Part de ménages sans internet (fictif, %)")
    rows: list[tuple[str | float | None, ...]] = []
    for code, name in _communes():
        count: float | str = int(draw.poisson(40))
        rows.append((code, name, "s" if float(count) < 32 else count, round(float(draw.uniform(4, 24)), 1)))
    common = ("Exemple fictif", "EXEMPLE FICTIF", "2024", "Licence Ouverte 2.0", "tiré au hasard")
    described = (
        (headers[0], "Foyers accompagnés (exemple fictif)", "Foyers (fictif)", "foyers", "effectif", 0,
         "Prestations sociales", None, "neutre", *common),
        (headers[1], "Ménages sans internet (exemple fictif)", "Sans internet (fictif)", "% des ménages", "taux", 1,
         "Mobilité et numérique", None, "plus haut : plus de besoin", *common),
    )  # fmt: skip
    return _workbook(headers, rows, described, fictitious=True)
