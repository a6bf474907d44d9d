"""The workbook to fill in: one column a question, lists to choose from, a dictionary, one example line."""

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from data import store
from data.formats import typography
from data.importers import geography
from data.importers.barometer import choices, living
from data.importers.barometer.apply import EXAMPLE_LINE
from data.importers.barometer.questionnaire import FIELDS, Field
from data.importers.reading import DATA_SHEET
from data.importers.words import folded
from data.settings import settings

DICTIONARY, LISTS = "Dictionnaire", "Listes"
YES_NO = ("oui", "non")
# Lists are offered on so many lines; more may be filled in.
LINES = 5_000
# The same bytes every day: the date that a workbook keeps of its making is this one.
_MADE = datetime(2025, 1, 1)  # noqa: DTZ001 - a workbook's dates have no zone
_NUMBERS = frozenset({"Âge", "Poids"})


@dataclass(frozen=True)
class TemplateColumn:
    """One column of the template: its header, what it is, the texts of its list, and what to write in it."""

    header: str
    field: str
    part: str
    listed: tuple[str, ...]
    help: str


def _column(key: str) -> TemplateColumn:
    field = FIELDS[key]
    listed = YES_NO if field.kind == "flag" else tuple(one.label for one in field.choices)
    said = field.help or "Choisissez dans la liste ; vide s’il n’y a pas de réponse."
    return TemplateColumn(field.label, key, "", listed, said)


def _ticked(field: Field, offered: Sequence[choices.Choice]) -> list[TemplateColumn]:
    said = "oui ou non ; toutes ces colonnes vides si la question n’a pas été posée."
    return [TemplateColumn(f"{field.label} : {one.label}", field.key, one.code, YES_NO, said) for one in offered]


COLUMNS: tuple[TemplateColumn, ...] = (
    *(_column(key) for key in ("marker", "wave", "commune", "iris", "qpv", "age", "household", "tenure", "situation")),
    *(_column(one.code) for one in living.PUBLICS),
    *(_column(f"benefit_{one.code}") for one in choices.BENEFITS),
    *_ticked(FIELDS["forms"], choices.FORMS),
    *_ticked(FIELDS["obstacles"], [one for one in choices.OBSTACLES if one.code != "none"]),
    *(_column(key) for key in ("first_contact", "mobility", "digital", "mode", "weight")),
)
KNOWN: dict[str, tuple[str, str]] = {folded(one.header): (one.field, one.part) for one in COLUMNS}

_EXAMPLE: dict[str, str] = {
    "marker": EXAMPLE_LINE, "wave": "2024", "age": "43", "household": "Famille monoparentale",
    "tenure": "Locataire HLM",
    "situation": "Demandeur d’emploi", "benefit_rsa": "Reçoit", "benefit_ppa": "Non concerné",
    "benefit_aides_logement": "Pense y avoir droit et ne reçoit pas", "first_contact": "Mairie, CCAS",
    "mobility": "Transports en commun", "digital": "Avec de l’aide", "mode": "Face à face", "weight": "1",
}  # fmt: skip
_TICKED = {("forms", "unclaimed"), ("obstacles", "complexity"), ("obstacles", "opening_hours")}


def template() -> bytes:
    """Return the template, with one example line that the import leaves out."""
    line = {}
    commune = geography.gazetteer().names["commune"].get(settings().default_commune, "")
    example = _EXAMPLE | {"commune": commune}
    for one in COLUMNS:
        if one.part:
            line[one.header] = "oui" if (one.field, one.part) in _TICKED else "non"
        elif one.field in example:
            line[one.header] = example[one.field]
    return workbook([line], "Modèle du baromètre du non-recours")


def workbook(lines: Sequence[Mapping[str, str]], title: str, notes: Sequence[str] = ()) -> bytes:
    """Write lines (header to text) into a workbook with its dictionary and lists; the same lines, the same bytes.

    Parameters
    ----------
    notes : sequence of str
        Sentences put above the dictionary.
    """
    import xlsxwriter

    target = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(target, options) as book:
        book.set_properties({"title": title, "created": _MADE})
        looks = {
            "head": book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"}),
            "example": book.add_format({"italic": True, "font_color": "#666666"}),
            "text": book.add_format({"num_format": "@"}),
            "plain": book.add_format({"text_wrap": True, "valign": "top"}),
        }
        data, dictionary, lists = (book.add_worksheet(name) for name in (DATA_SHEET, DICTIONARY, LISTS))
        places = _lists(lists, looks)
        _data(data, lines, places, looks)
        _dictionary(dictionary, title, notes, looks)
    return target.getvalue()


def _offered(one: TemplateColumn) -> tuple[str, ...]:
    if one.field in {"commune", "qpv"}:
        table = store.read_plain("communes" if one.field == "commune" else "qpv", ["name"])
        return tuple(sorted(table["name"]))
    return one.listed


def _lists(sheet: Any, looks: dict[str, Any]) -> dict[str, str]:
    """Write each different list in a column; return the range of each column of the template that has one."""
    written: dict[tuple[str, ...], str] = {}
    found: dict[str, str] = {}
    for one in COLUMNS:
        listed = _offered(one)
        if not listed:
            continue
        if listed not in written:
            column = len(written)
            sheet.set_column(column, column, 32)
            sheet.write_string(0, column, "oui ou non" if listed == YES_NO else one.header, looks["head"])
            for row, text in enumerate(listed, start=1):
                sheet.write_string(row, column, text)
            letter = _letter(column)
            written[listed] = f"={LISTS}!${letter}$2:${letter}${len(listed) + 1}"
        found[one.header] = written[listed]
    return found


def _letter(column: int) -> str:
    from xlsxwriter.utility import xl_col_to_name

    return str(xl_col_to_name(column))


def _data(sheet: Any, lines: Sequence[Mapping[str, str]], places: dict[str, str], looks: dict[str, Any]) -> None:
    sheet.freeze_panes(1, 1)
    sheet.set_row(0, 60)
    for column, one in enumerate(COLUMNS):
        sheet.set_column(column, column, 20, None if one.header in _NUMBERS else looks["text"])
        sheet.write_string(0, column, typography(one.header), looks["head"])
        if one.header in places:
            # Codes are admitted beside the names of places.
            strict = one.field not in {"commune", "qpv"}
            rule = {"validate": "list", "source": places[one.header], "error_type": "stop" if strict else "information"}
            sheet.data_validation(1, column, LINES, column, rule)
    for row, line in enumerate(lines, start=1):
        look = looks["example"] if line.get("Repère") == EXAMPLE_LINE else None
        for column, one in enumerate(COLUMNS):
            text = line.get(one.header, "")
            if text and one.header in _NUMBERS:
                sheet.write_number(row, column, float(text), look)
            elif text:
                sheet.write_string(row, column, text, look or looks["text"])


def _dictionary(sheet: Any, title: str, notes: Sequence[str], looks: dict[str, Any]) -> None:
    for column, width in enumerate((44, 70, 70)):
        sheet.set_column(column, column, width, looks["plain"])
    said = [
        title,
        *notes,
        f"Une ligne par répondant, dans la feuille « {DATA_SHEET} ». Une colonne peut rester vide ou être retirée, "
        "sauf la commune (ou l’IRIS, ou le quartier prioritaire) et au moins une prestation.",
        "N’écrivez ni nom, ni adresse, ni téléphone, ni date de naissance, ni texte libre : ces colonnes seraient "
        "écartées.",
        f"La ligne « {EXAMPLE_LINE} » montre comment remplir ; elle n’est jamais importée.",
    ]
    for row, text in enumerate(said):
        sheet.write_string(row, 0, typography(text))
    top = len(said) + 1
    for column, text in enumerate(("Colonne", "Ce qu’elle contient", "Réponses")):
        sheet.write_string(top, column, text, looks["head"])
    for row, one in enumerate(COLUMNS, start=top + 1):
        listed = "Nom de la liste, ou code" if one.field in {"commune", "qpv"} else " ; ".join(one.listed)
        for column, text in enumerate((one.header, one.help, listed)):
            sheet.write_string(row, column, typography(text))
