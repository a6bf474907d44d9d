"""The template and the invented example: filled in, saved by another program, they come back without a remark."""

import io
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from data import store
from data.formats import typography
from data.importers import commit, kinds, reading
from data.importers.barometer import form, people, propose
from data.importers.barometer.apply import EXAMPLE_LINE, FICTITIOUS
from data.importers.barometer.entries import COLUMNS
from data.importers.outcome import Import
from data.importers.words import folded
from tests.data.importers import barometers as files
from tests.data.importers import office


@pytest.fixture(scope="module")
def example() -> bytes:
    """The invented barometer, written once."""
    content = kinds.get("barometer").example()
    assert content is not None
    return content


@pytest.fixture(scope="module")
def imported(example: bytes) -> Import:
    """The invented barometer, read once."""
    return files.prepared(example)


def _filled(change: Callable[[openpyxl.worksheet.worksheet.Worksheet, dict[str, int]], None]) -> bytes:
    """Return the template with lines written by a person's hand."""
    book = openpyxl.load_workbook(io.BytesIO(kinds.get("barometer").template()))
    sheet = book["Données"]
    change(sheet, {str(cell.value).replace("\u202f", " "): cell.column for cell in sheet[1]})
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def _two_people(sheet: openpyxl.worksheet.worksheet.Worksheet, places: dict[str, int]) -> None:
    people = (
        {"Commune": "Arras", "Âge": 43, "RSA": "Reçoit", "Obstacle : Distance": "oui", "Poids": 1.25, "Vague": "2024"},
        {"Commune": "Saint-Nicolas", "Âge": 70, "AAH": "Ne sait pas", "Obstacle : Distance": "non", "Poids": 0.75},
    )
    for column in places.values():
        sheet.cell(2, column).value = None
    for row, person in enumerate(people, start=2):
        for header, value in person.items():
            sheet.cell(row, places[header]).value = value


def test_the_filled_template_comes_back_without_a_remark() -> None:
    """Each cell of the two lines is read as what it says, and there is nothing to say."""
    made = files.prepared(_filled(_two_people), name="baromètre.xlsx")
    assert (made.accepted, made.refused, made.remarks, made.personal) == (2, 0, (), ())
    table = made.tables["barometer_respondents"]
    assert table["commune"].tolist() == ["62041", "62764"]
    assert table["seniors"].tolist() == [False, True]
    assert table["obstacle_distance"].tolist() == [True, False]
    assert table["weight"].tolist() == [1.25, 0.75]
    assert made.entries["barometer_respondents"].quality == "réel"


def test_the_example_line_is_left_out_and_said() -> None:
    """Left in place above somebody's answers, the template's own line is not a respondent."""

    def under_it(sheet: openpyxl.worksheet.worksheet.Worksheet, places: dict[str, int]) -> None:
        assert sheet.cell(2, places["Repère"]).value == EXAMPLE_LINE
        sheet.cell(3, places["Commune"]).value = "Acq"
        sheet.cell(3, places["RSA"]).value = "Non concerné"

    made = files.prepared(_filled(under_it))
    assert made.tables["barometer_respondents"]["commune"].tolist() == ["62007"]
    assert files.sentences(made) == ["Ligne 2, colonne « Repère » : ligne d’exemple du modèle, laissée de côté."]


def test_the_template_alone_holds_nobody() -> None:
    """Sent back as it is, the template gives no respondent, and nothing to write."""
    made = files.prepared(kinds.get("barometer").template())
    assert (made.accepted, made.tables) == (0, {})


def test_the_template_offers_lists_and_a_dictionary() -> None:
    """Closed questions have a drop-down list, the communes in use among them, and each column is explained."""
    book = openpyxl.load_workbook(io.BytesIO(kinds.get("barometer").template()))
    assert book.sheetnames == ["Données", "Dictionnaire", "Listes"]
    rules = book["Données"].data_validations.dataValidation
    listed = sum(bool(form._offered(one)) for one in form.COLUMNS)
    assert len(rules) == listed
    communes = {cell.value for column in book["Listes"].columns for cell in column}
    assert set(store.read_plain("communes", ["name"])["name"]) <= communes
    explained = {row[0].value for row in book["Dictionnaire"].rows}
    assert {typography(one.header) for one in form.COLUMNS} <= explained
    known = [row for row in book["Dictionnaire"].rows if folded(str(row[0].value)) in form.KNOWN]
    assert len(known) == len(form.COLUMNS)
    assert all(row[1].value for row in known)


def test_every_header_of_the_template_is_recognised_surely() -> None:
    """No column of the template is ever guessed."""
    raw = reading.read_table(_filled(_two_people), "modele.xlsx")
    assert {one.confidence for one in propose.propose(raw).columns} == {1.0}
    assert len(form.KNOWN) == len(form.COLUMNS)


@pytest.mark.skipif(office.SOFFICE is None, reason=office.ABSENT)
def test_libreoffice_saves_the_template_as_it_was_filled(tmp_path: Path) -> None:
    """Opened and saved by LibreOffice, as XLSX and as CSV, the filled template says the same, without a remark."""
    content = _filled(_two_people)
    table = files.respondents(content)
    for into in (office.WORKBOOK, office.TEXT):
        made = files.prepared(office.saved(content, tmp_path, into))
        assert (made.accepted, made.refused, made.remarks) == (2, 0, ())
        assert made.tables["barometer_respondents"].equals(table)


def test_the_example_is_invented_and_says_so(imported: Import) -> None:
    """Its title, its quality and its producer say that it is fictitious, and so does its dataset's name."""
    made = imported
    entry = made.entries["barometer_respondents"]
    assert (made.accepted, made.refused, made.remarks) == (people.RESPONDENTS, 0, ())
    assert (entry.quality, made.dataset) == ("fictif", "barometre-fictif-2024")
    assert made.title.startswith("EXEMPLE FICTIF – ")
    assert "inventées" in entry.producer
    assert [one.name for one in entry.columns] == [one.name for one in COLUMNS]


def test_the_example_is_always_the_same(example: bytes, imported: Import) -> None:
    """The same seed writes the same bytes, whatever was imported meanwhile."""
    commit.commit(imported)
    assert kinds.get("barometer").example() == example


def test_the_example_looks_like_the_territory(imported: Import) -> None:
    """Each of the 46 communes has respondents, in proportion to its people but for a floor; 16 % miss a right."""
    table = imported.tables["barometer_respondents"]
    counts = table["commune"].value_counts()
    communes = store.read_plain("communes", ["code"])["code"]
    assert set(counts.index) == set(communes)
    assert counts.min() >= 6
    assert counts.idxmax() == "62041"
    weight = table["weight"]
    share = (table["non_take_up"].astype(float) * weight).sum() / weight.sum()
    assert 0.15 <= share <= 0.17
    assert weight.mean() == pytest.approx(1, abs=0.001)
    rural = table["commune"].isin(counts[counts < 20].index)
    assert table.loc[rural, "mobility"].eq("car").mean() > table.loc[~rural, "mobility"].eq("car").mean()
    first = table["first_contact"].value_counts(normalize=True)
    assert first["town_hall"] == pytest.approx(0.21, abs=0.04)
    assert first[["social_security", "employment"]].sum() == pytest.approx(0.23, abs=0.04)
    assert table.loc[~table["non_take_up"], "obstacle_distance"].isna().all()


def test_the_example_stays_fictitious_when_saved_otherwise(example: bytes) -> None:
    """Exported as text, in part and under another name, the example still says that it is invented."""
    raw = reading.read_table(example, "exemple.xlsx")
    made = files.prepared(raw.rows.head(40).to_csv(sep=";", index=False).encode(), name="barometre.csv")
    assert made.title.startswith(FICTITIOUS)
