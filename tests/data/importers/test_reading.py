"""Files of any office, read as text: encodings, separators, headers, totals, and what is not a table."""

import io
from datetime import date, datetime

import openpyxl
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data.importers import reading, safety
from data.importers.errors import FileRefused
from data.importers.reading import read_table
from tests.data.importers.building import csv, sheet_xml, simple, workbook

LINES = ("Commune;Revenu médian;Part (%)", "Rœux;21 300;12,5", "Étrun;s;8,0")


def _said(table: reading.RawTable) -> str:
    return " ".join(remark.sentence for remark in table.remarks)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
@pytest.mark.parametrize("separator", [";", ",", "\t", "|"])
def test_the_same_table_in_every_encoding_and_separator(encoding: str, separator: str) -> None:
    """Accents, ligatures and cells are the same whatever program wrote the file."""
    quoted = [separator.join(f'"{cell}"' for cell in line.split(";")) for line in LINES]
    table = read_table(csv(*quoted, encoding=encoding), "t.csv")
    assert table.columns == ("Commune", "Revenu médian", "Part (%)")
    assert table.rows.to_numpy().tolist() == [["Rœux", "21 300", "12,5"], ["Étrun", "s", "8,0"]]
    assert list(table.rows.index) == [2, 3]
    assert all(remark.severity != "refusé" for remark in table.remarks)


@pytest.mark.parametrize(("encoding", "said"), [("mac_roman", "Macintosh"), ("cp850", "DOS"), ("cp1252", "Windows")])
def test_an_old_code_page_is_recognised(encoding: str, said: str) -> None:
    """Files of older systems are read with their accents, and it is said."""
    table = read_table(csv("Commune;Évolution", "Écurie;à vérifier, dépassée", encoding=encoding), "t.csv")
    assert table.rows["Évolution"].tolist() == ["à vérifier, dépassée"]
    assert said in _said(table)


def test_accents_written_twice_are_put_right() -> None:
    """« Ã‰curie » is « Écurie » that was read in the wrong code page once."""
    twice = csv(*LINES).decode("cp1252").encode("utf-8")
    table = read_table(twice, "t.csv")
    assert table.rows["Commune"].tolist() == ["Rœux", "Étrun"]
    assert "remis à l’endroit" in _said(table)


def test_decimal_commas_do_not_pass_for_separators() -> None:
    """In a file with semicolons, the commas of numbers part nothing."""
    table = read_table(csv("code;a;b", "62041;1,5;2,5", "62004;3,5;4,5"), "t.csv")
    assert table.rows.to_numpy().tolist() == [["62041", "1,5", "2,5"], ["62004", "3,5", "4,5"]]


def test_a_row_with_a_separator_too_many_is_refused_not_shifted() -> None:
    """An unquoted decimal comma in a file with commas would move every cell after it."""
    table = read_table(csv("code,pop", "62041,12,5", "62004,13", "62007,14", "62013,2", "62037,3", "62042,3"), "t.csv")
    assert list(table.rows.index) == [3, 4, 5, 6, 7]
    assert table.refused == 1
    assert "Ligne 2" in _said(table)


def test_titles_totals_notes_and_repeated_headers_are_left_out() -> None:
    """What surrounds a table is not data, and each line left out is named."""
    table = read_table(
        csv("Tableau 1 : les revenus", "", *LINES, LINES[0], "TOTAL;42 600;", "Source : Insee, 2021;;"), "t.csv"
    )
    assert table.rows["Commune"].tolist() == ["Rœux", "Étrun"]
    assert list(table.rows.index) == [4, 5]
    said = _said(table)
    for line in ("Ligne 1", "Ligne 6", "Ligne 7", "Ligne 8"):
        assert line in said


def test_a_profile_called_ensemble_is_not_a_total() -> None:
    """In a long table, « ensemble » in a later column is a value like another."""
    table = read_table(csv("code;public;valeur", "62041;ensemble;5", "62041;jeunes;2"), "t.csv")
    assert len(table.rows) == 2


@pytest.mark.parametrize(
    "lines",
    [
        (";;Population;;Revenu;", "Code;Nom;2019;2020;Médian;Taux", "62041;Arras;1 000;1 200;20000;12,5"),
        ("Code;Nom;Population;;Revenu;", ";;2019;2020;Médian;Taux", "62041;Arras;1 000;1 200;20000;12,5"),
    ],
)
def test_headers_over_two_lines_are_joined(lines: tuple[str, ...]) -> None:
    """A group of columns and its parts become one header each."""
    table = read_table(csv(*lines, "62004;Achicourt;s;10;s;s"), "t.csv")
    expected = ("Code", "Nom", "Population · 2019", "Population · 2020", "Revenu · Médian", "Revenu · Taux")
    assert table.columns == expected
    assert len(table.rows) == 2
    assert "en-têtes sur 2 lignes" in _said(table).lower()


def test_merged_headers_of_a_workbook_are_joined() -> None:
    """A header merged over text columns is repeated over each of them."""
    merged = '<mergeCells count="1"><mergeCell ref="B1:C1"/></mergeCells>'
    content = simple(
        [["Commune", "Effectifs", ""], ["", "2019", "2020"], ["Arras", "5", "6"], ["Acq", "1", "2"]], merged
    )
    table = read_table(content, "t.xlsx")
    assert table.columns == ("Commune", "Effectifs · 2019", "Effectifs · 2020")
    assert table.rows["Commune"].tolist() == ["Arras", "Acq"]


def test_a_survey_of_texts_has_one_line_of_headers() -> None:
    """Where every cell is text, no answer is taken for a header."""
    table = read_table(csv("Commune;RSA;Obstacle", "Arras;Oui;Distance", "Acq;Non;Horaires"), "t.csv")
    assert table.columns == ("Commune", "RSA", "Obstacle")
    assert len(table.rows) == 2


@pytest.mark.parametrize(
    "first",
    [
        "24/11/2024 10:12:33;Acq;34 ans;Oui",  # a day over days
        ";Acq;34 ans;Voiture",  # an answer that comes back
        "x;Acq;34 ans, écrire à s.martin@exemple.fr;Oui",
    ],
)
def test_the_first_respondent_is_not_a_line_of_headers(first: str) -> None:
    """An age with its unit over plain ages does not make a header of the row."""
    rest = ("25/11/2024 09:00:00;Arras;67;Voiture", "26/11/2024 09:00:00;Thélus;19;Voiture")
    table = read_table(csv("Horodateur;Commune;Âge;Transport", first, *rest), "t.csv")
    assert table.columns == ("Horodateur", "Commune", "Âge", "Transport")
    assert table.rows["Commune"].tolist() == ["Acq", "Arras", "Thélus"]


def test_headers_under_a_title_are_found_where_the_last_column_is_seldom_filled() -> None:
    """The only two rows as long as the headers are not refused for a separator too many."""
    rows = [f"0{day}/11/2024;Acq;3;" for day in range(1, 9)]
    table = read_table(csv("Registre 2024", "Date;Commune;Nombre;Note", *rows, "09/11/2024;Acq;3;vu"), "t.csv")
    assert table.columns == ("Date", "Commune", "Nombre", "Note")
    assert (len(table.rows), table.refused) == (9, 0)


def test_a_first_row_of_secrets_is_data() -> None:
    """A row of « s » under the headers is not a second line of headers."""
    table = read_table(csv("code;revenu", "62007;s", "62041;20000", "62004;21000"), "t.csv")
    assert len(table.rows) == 3


def test_duplicated_and_missing_headers_get_names() -> None:
    """Two columns of one name, and one of none, can still be told apart."""
    table = read_table(csv("code;valeur;valeur;", "62041;1;2;3", "62004;4;5;6"), "t.csv")
    assert table.columns == ("code", "valeur", "valeur (2)", "Colonne D")
    assert len(table.remarks) == 2


def test_empty_rows_and_columns_disappear_and_lines_keep_their_number() -> None:
    """The number of a line is the one that the spreadsheet shows."""
    table = read_table(csv("", "code;;pop", ";;", "62041;;5", "", "62004;;6"), "t.csv")
    assert table.columns == ("code", "pop")
    assert list(table.rows.index) == [4, 6]


def test_a_cell_over_two_lines_keeps_the_count_of_lines() -> None:
    """A quoted line break belongs to its cell; the row after it has the file's line number."""
    table = read_table(csv("code;note", '62041;"deux', 'lignes"', "62004;une"), "t.csv")
    assert table.rows["note"].tolist() == ["deux lignes", "une"]
    assert list(table.rows.index) == [2, 4]


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "vide"),
        (b"\xef\xbb\xbf  \r\n", "vide"),
        (b"<!DOCTYPE html><html><body>404</body></html>", "page web"),
        (b"%PDF-1.7 ...", "PDF"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"x" * 100, "mot de passe"),
        (b"\x1f\x8b\x08\x00abc", "gzip"),
        (b"\x89PNG\r\n", "image"),
        (b"PK\x03\x04abc", "abîmé"),
        (b"PAR1abcPAR1", "Parquet est abîmé"),
        (b"code;nom\n", "aucune ligne"),
        (bytes(range(256)) * 4, "pas du texte"),
        (b'code;nom\n62041;"Arras\n' + b"62004;Achicourt\n" * 60, "guillemet"),
    ],
)
def test_what_is_not_a_table_is_refused_with_what_to_do(content: bytes, why: str) -> None:
    """A file of another kind is named for what it is."""
    with pytest.raises(FileRefused, match=why) as refused:
        read_table(content, "fichier.csv")
    assert "« fichier.csv »" in str(refused.value).replace("\u202f", " ")


def test_limits_are_held_to(monkeypatch: pytest.MonkeyPatch) -> None:
    """A row, a column or a cell beyond the limits stops the reading."""
    monkeypatch.setattr(safety, "MAX_ROWS", 3)
    for content in (csv("a;b", *["1;2"] * 5), simple([["a", "b"], *[["1", "2"]] * 5])):
        with pytest.raises(FileRefused, match="plus de 3 lignes"):
            read_table(content, "t")
    monkeypatch.setattr(safety, "MAX_ROWS", 300)
    monkeypatch.setattr(safety, "MAX_COLUMNS", 3)
    for content in (csv("a;b;c;d", "1;2;3;4"), simple([["a", "b", "c", "d"], ["1", "2", "3", "4"]])):
        with pytest.raises(FileRefused, match="plus de 3"):
            read_table(content, "t")


def test_limits_are_said_in_french() -> None:
    """What an import may weigh is written for the screen."""
    assert len(safety.limits()) >= 5


class TestWorkbooks:
    """Workbooks, as people see them."""

    def test_cells_are_what_a_person_sees(self) -> None:
        """Dates, percents, codes with zeros and truth values are read as they are shown."""
        book = openpyxl.Workbook()
        page = book.active
        assert page is not None
        page.append(["code", "jour", "part", "nombre", "texte", "vrai", "moment"])
        page.append([1004, date(2024, 11, 24), 0.158, 1234.5, "=1+1", True, datetime(2024, 11, 24, 10, 30)])  # noqa: DTZ001
        page["A2"].number_format = "00000"
        page["C2"].number_format = "0.0%"
        page["E2"].data_type = "s"
        buffer = io.BytesIO()
        book.save(buffer)
        table = read_table(buffer.getvalue(), "t.xlsx")
        assert table.rows.iloc[0].tolist() == [
            "01004",
            "2024-11-24",
            "15.8 %",
            "1234.5",
            "=1+1",
            "VRAI",
            "2024-11-24 10:30",
        ]

    def test_a_cover_sheet_is_passed_over_and_a_hidden_one_is_said(self) -> None:
        """The first sheet with a table is read; what is not read is named, hidden or not."""
        book = openpyxl.Workbook()
        cover = book.active
        assert cover is not None
        cover.title = "Couverture"
        cover.append(["Tableau de bord"])
        page = book.create_sheet("Tableau")
        for row in (["code", "valeur"], ["62041", 1], ["62004", 2]):
            page.append(row)
        hidden = book.create_sheet("Brouillon")
        hidden.append(["code", "valeur"])
        hidden.sheet_state = "hidden"
        buffer = io.BytesIO()
        book.save(buffer)
        table = read_table(buffer.getvalue(), "t.xlsx")
        assert table.rows["code"].tolist() == ["62041", "62004"]
        said = _said(table).replace("\u202f", " ").replace("\u00a0", " ")
        assert "Feuille « Tableau » lue ; non lues : « Couverture »" in said
        assert "Feuille masquée, non lue : « Brouillon »" in said

    @given(
        st.lists(
            st.lists(
                st.one_of(
                    st.integers(-(10**9), 10**9),
                    st.floats(-1e6, 1e6).map(lambda value: round(value, 4)),
                    st.text(st.characters(min_codepoint=32, max_codepoint=0x2FF), min_size=1, max_size=8),
                    st.none(),
                ),
                min_size=3,
                max_size=3,
            ),
            min_size=1,
            max_size=6,
        )
    )
    @settings(max_examples=40)
    def test_a_workbook_reads_as_the_library_that_wrote_it_reads_it(self, grid: list[list[object]]) -> None:
        """Numbers and texts written by another library come back the same."""
        book = openpyxl.Workbook()
        page = book.active
        assert page is not None
        page.append(["a", "b", "c"])
        for cells in grid:
            page.append(["'" + cell if isinstance(cell, str) and cell.startswith("=") else cell for cell in cells])
        buffer = io.BytesIO()
        book.save(buffer)
        from data.importers import workbook as ours

        read = ours.Workbook(buffer.getvalue(), "t.xlsx")
        rows = dict(read.cells(read.sheets[0]).rows)
        for line, cells in enumerate(openpyxl.load_workbook(buffer).active.iter_rows(values_only=True), start=1):  # type: ignore[union-attr]
            found = rows.get(line, [])
            for position, cell in enumerate(cells):
                text = found[position] if position < len(found) else ""
                if isinstance(cell, int | float):
                    assert float(text) == pytest.approx(float(cell), rel=1e-12)
                else:
                    assert text == ("" if cell is None else str(cell).replace("_x000D_", ""))

    def test_our_sheet_is_read_and_the_others_named(self) -> None:
        """« Données » comes first; otherwise the first sheet that holds something, and the others are named."""
        data, other = sheet_xml([["code", "pop"], ["62041", "5"]]), sheet_xml([["x", "y"], ["1", "2"]])
        table = read_table(workbook({"Autre": other, "Données": data}), "t.xlsx")
        assert (table.sheet, table.columns) == ("Données", ("code", "pop"))
        assert not table.remarks
        table = read_table(workbook({"Vide": sheet_xml([]), "Un": data, "Deux": other}), "t.xlsx")
        assert table.sheet == "Un"
        assert "« Deux »" in _said(table).replace("\u202f", " ")
        assert reading.sheets(workbook({"Un": data, "Deux": other})) == ["Un", "Deux"]
        assert read_table(workbook({"Un": data, "Deux": other}), "t.xlsx", sheet="Deux").columns == ("x", "y")
        with pytest.raises(FileRefused, match="pas de feuille"):
            read_table(workbook({"Un": data}), "t.xlsx", sheet="Trois")


class TestParquet:
    """Parquet files, whose columns are named and typed."""

    def test_values_are_written_as_a_person_would(self) -> None:
        """Numbers, days and missing values become the same text as in a spreadsheet."""
        frame = pd.DataFrame(
            {
                "code": ["62041", None],
                "pop": [5.0, float("nan")],
                "jour": [date(2024, 11, 24), None],
                "vrai": [True, False],
            }
        )
        buffer = io.BytesIO()
        frame.to_parquet(buffer)
        table = read_table(buffer.getvalue(), "t.parquet")
        assert table.rows.to_numpy().tolist() == [["62041", "5", "2024-11-24", "VRAI"], ["", "", "", "FAUX"]]

    def test_columns_that_are_not_text_are_left_out(self) -> None:
        """Geometry and nested columns are named, not read."""
        buffer = io.BytesIO()
        pq.write_table(pa.table({"code": ["62041"], "geometry": [b"\x01"], "liste": [[1, 2]]}), buffer)
        table = read_table(buffer.getvalue(), "t.parquet")
        assert table.columns == ("code",)
        assert len(table.remarks) == 2

    def test_a_huge_table_is_refused_before_it_is_unfolded(self) -> None:
        """A small file that states a million rows is refused on its word."""
        buffer = io.BytesIO()
        pq.write_table(pa.table({"code": pa.array(["62041"] * 1_000_000).dictionary_encode()}), buffer)
        with pytest.raises(FileRefused, match="lignes"):
            read_table(buffer.getvalue(), "t.parquet")
