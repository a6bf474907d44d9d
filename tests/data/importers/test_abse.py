"""Tables of indicators of every shape become figures and their descriptions, added to the embedded ones."""

import io
import math
import shutil
import subprocess
from datetime import date
from pathlib import Path

import openpyxl
import pandas as pd
import pytest

from data import catalogue, confidential, store
from data.checks import run
from data.importers import commit, kinds, template
from data.importers.abse import prepare
from data.importers.errors import ColumnsMissing, FileRefused
from data.importers.outcome import Import
from data.importers.reading import read_table
from tests.data.importers.building import csv, sheet_xml, workbook

TODAY = {"today": date(2026, 11, 24)}
WIDE = ("Code;Nom;Foyers sans voiture (%);Nombre de jeunes suivis", "62041;Arras;21,5;1 204", "62099;Beaurains;s;35")


def _of(*lines: str, name: str = "abse.csv", **options: object) -> Import:
    return prepare({name: csv(*lines)}, {**TODAY, **options})


def _raw(made: Import) -> pd.DataFrame:
    return made.tables[confidential.raw_name(made.dataset)]


def _values(made: Import) -> dict[tuple[str, str], float]:
    figures = _raw(made).query("status == 'diffusé'")
    return dict(
        zip(
            zip(figures["code"], figures["indicator"].str.removeprefix("abse_abse_"), strict=True),
            figures["value"],
            strict=True,
        )
    )


def _said(made: Import, severity: str) -> str:
    return " ".join(one.sentence for one in made.remarks if one.severity == severity).replace("\u202f", " ")


def test_a_wide_table_gives_one_value_an_area_and_column() -> None:
    """Decimal commas, thousands and secrets are read; the areas without a row are there, and absent."""
    made = _of(*WIDE)
    assert _values(made) == {
        ("62041", "foyers_sans_voiture_pct"): 21.5,
        ("62041", "nombre_de_jeunes_suivis"): 1204.0,
        ("62099", "nombre_de_jeunes_suivis"): 35.0,
    }
    figures = _raw(made).set_index(["code", "indicator"])
    secret = figures.loc[("62099", "abse_abse_foyers_sans_voiture_pct")]
    assert (secret["status"], math.isnan(secret["value"])) == ("secret", True)
    assert figures.loc[("62004", "abse_abse_nombre_de_jeunes_suivis"), "status"] == "absent"
    assert (made.accepted, made.refused, made.complete) == (4, 0, True)
    assert "44 territoires sans ligne" in _said(made, "à savoir")


def test_a_long_table_gives_the_same() -> None:
    """One row a value is only another way of laying the table out."""
    made = _of(
        "code_insee;variable;valeur",
        "62041;Foyers sans voiture (%);21,5",
        "62041;Nombre de jeunes suivis;1204",
        "62099;Foyers sans voiture (%);s",
        "62099;Nombre de jeunes suivis;35",
    )
    assert _values(made) == _values(_of(*WIDE))


@pytest.mark.parametrize(
    ("lines", "level", "code"),
    [
        (("IRIS;v", "620410101;4"), "iris", "620410101"),
        (("Commune;IRIS;v", "Achicourt;Est;4", "Saint-Laurent-Blangy;Est;5"), "iris", "620040103"),
        (("Quartier prioritaire;v", "Hochettes;4"), "qpv", "qpv-hochettes"),
        (("Commune;v", "St Nicolas lez Arras;4"), "commune", "62764"),
        (("Code postal;v", "62000;4", "62123;1"), "", ""),
    ],
)
def test_every_level_is_recognised(lines: tuple[str, ...], level: str, code: str) -> None:
    """IRIS, quartiers and communes are told apart, by code or by name; a shared postcode names no commune."""
    made = _of(*lines)
    if not level:
        assert made.accepted == 0
        assert "ce code postal sert 2 communes" in _said(made, "refusé")
        return
    assert set(made.tables["figures"]["level"]) == {level}
    assert _values(made)[code, "v"] == 4


def test_what_is_refused_names_its_place_and_what_would_be_right() -> None:
    """A misspelt commune, a code that contradicts its name, and a text for a number."""
    made = _of(
        "Code;Nom;Valeurs du tableau", "62041;Beaurains;1", "62099;Beaurains;douze", "62004;Achicourt;3", "6204;;4"
    )
    said = _said(made, "refusé")
    assert "Ligne 2, colonne « Nom », valeur « Beaurains »" in said
    assert "Ligne 3, colonne « Valeurs du tableau », valeur « douze » : ce n’est pas un nombre" in said
    assert "Ligne 5, colonne « Code », valeur « 6204 »" in said
    assert (made.accepted, made.refused) == (1, 3)
    assert set(_values(made)) == {("62004", "valeurs_du_tableau")}


def test_an_area_with_two_rows_is_refused_twice() -> None:
    """Nothing says which row is right: neither is kept."""
    made = _of("code;v", "62041;1", "Arras;2", "62099;3")
    assert set(_values(made)) == {("62099", "v")}
    assert "aussi à la ligne 3" in _said(made, "refusé")


def test_a_number_that_may_be_two_is_refused() -> None:
    """« 1.052 » and « 1,052 » among thousands are refused with both readings; among ones they are read."""
    made = _of("code;Habitants", "62041;42 600", "62042;1.052", "62073;1,052", "62099;5 700")
    assert set(_values(made)) == {("62041", "habitants"), ("62099", "habitants")}
    assert made.refused == 2
    said = _said(made, "refusé").replace("\u00a0", " ")
    assert "Ligne 3, colonne « Habitants », valeur « 1.052 » : ce nombre peut être 1,052 ou 1 052" in said
    assert _of("code;Indice", "62041;1.250", "62042;1,052", "62073;0,9").refused == 0


def test_the_codes_of_persons_are_no_indicator() -> None:
    """A column of Caf numbers, which are figures, is dropped by its name; a count of beneficiaries is kept."""
    made = _of("Commune;Code allocataire;Nb allocataires RSA", "Arras;1234567;120", "Acq;7654321;30")
    assert [one.column for one in made.personal] == ["Code allocataire"]
    assert {indicator for _, indicator in _values(made)} == {"nb_allocataires_rsa"}


def test_a_row_said_again_word_for_word_is_read_once() -> None:
    """The same figures twice are no contradiction: nothing is lost, and the second line is named."""
    made = _of("code;v", "62041;1", "62099;3", "62041;1")
    assert _values(made) == {("62041", "v"): 1.0, ("62099", "v"): 3.0}
    assert made.refused == 0
    assert "Ligne 4, colonne « code » : ligne répétée mot pour mot de la ligne 2" in _said(made, "réparé").replace(
        "\u00a0", " "
    )


def test_rows_of_elsewhere_are_left_out_not_refused() -> None:
    """A national file is read for the territory's rows."""
    made = _of("CODGEO;v", "59350;1", "62041;2", "75056;3")
    assert set(_values(made)) == {("62041", "v")}
    assert made.refused == 0
    said = _said(made, "à savoir").replace("\u00a0", " ")
    assert "2 lignes hors du territoire, non lues : ligne 2 « 59350 », ligne 4 « 75056 »" in said


def test_the_latest_year_of_a_table_of_years_is_kept() -> None:
    """One value an area: the year becomes the vintage, and the older rows are said to be left out."""
    made = _of("code;annee;v", "62041;2022;1", "62041;2023;2")
    assert _values(made) == {("62041", "v"): 2.0}
    assert made.tables["indicators"]["vintage"].tolist() == ["2023"]
    assert "années avant 2023" in _said(made, "à savoir")


def test_columns_about_persons_are_dropped() -> None:
    """A referent's e-mail has nothing to do in a table of indicators."""
    made = _of("code;v;Courriel du référent", "62041;1;a@b.fr", "62099;2;c@d.fr")
    assert [one.reason for one in made.personal] == ["adresse électronique"]
    assert list(made.tables["indicators"]["id"]) == ["abse_abse_v"]
    assert "a@b.fr" not in _said(made, "à savoir")


@pytest.mark.parametrize(
    ("lines", "error"),
    [
        (("a;b", "x;1"), ColumnsMissing),
        (("code;note", "62041;texte"), ColumnsMissing),
        (("code;v",), FileRefused),
    ],
)
def test_a_table_without_areas_or_figures_says_what_is_missing(lines: tuple[str, ...], error: type[Exception]) -> None:
    """The sentence lists the headers that were read."""
    with pytest.raises(error, match=r"manque|aucune ligne"):
        _of(*lines)


def test_counts_of_a_few_people_are_said() -> None:
    """A count of 1 to 10 people is said before it is accepted: it will be hidden; 0 and 11 are not."""
    made = _of("Code;Commune;Nombre de jeunes suivis", "62041;Arras;11", "62099;Beaurains;7", "62004;Achicourt;0")
    assert "effectif de 1 à 10 sera caché" in _said(made, "à savoir")
    assert set(_raw(made)["rule"]) == {"importe"}


def test_no_value_of_the_file_is_in_an_open_table() -> None:
    """The tables that pages read hold no figure; those that do are confidential, and their checksum tells nothing."""
    made = _of(*WIDE)
    assert made.tables["figures"]["value"].isna().all()
    assert set(made.tables["figures"]["status"]) == {"réservé", "absent"}
    closed = [name for name, entry in made.entries.items() if entry.confidential]
    assert closed == [confidential.raw_name(made.dataset)]
    assert _raw(made)["grain"].iloc[0] != _raw(_of(*WIDE))["grain"].iloc[0]


def test_whole_numbers_that_nobody_described_are_taken_for_persons() -> None:
    """A doubt hides: « Femmes » alone is under the rule, unless the dictionary says that it is no count."""
    lines = ("code;Femmes;Logements vacants (nombre)", "62041;300;4", "62099;20;5")
    assert dict(_raw(_of(*lines)).groupby("indicator")["rule"].first()) == {
        "abse_abse_femmes": "importe",
        "abse_abse_logements_vacants_nombre": "",
    }
    described = {"d.csv": csv(*lines), "dico.csv": csv("Indicateur;Libellé;Nature", "Femmes;Indice;indice")}
    assert set(_raw(prepare(described, TODAY))["rule"]) == {""}


class TestDictionary:
    """What is said of each indicator, and what is guessed."""

    SHEET = sheet_xml(
        [
            ["Indicateur", "Libellé", "Unité", "Nature", "Décimales", "Thème", "Public", "Sens", "Producteur",
             "Jeu de données", "Millésime", "Licence"],
            ["Sans voiture", "Part des foyers sans voiture", "% des foyers", "taux", "1", "Mobilité et numérique",
             "Seniors (65 ans et plus)", "plus haut : plus de besoin", "CUA", "ABSE", "2024", "Licence Ouverte 2.0"],
            ["Autre", "Autre chose", "", "proportion", "", "", "", "", "CUA", "ABSE", "2024", ""],
        ]
    )  # fmt: skip
    DATA = sheet_xml([["Code", "Sans voiture", "Autre"], ["62041", "21,5", "0,4"], ["62099", "3,25", "0,5"]])

    def test_the_sheet_of_the_workbook_describes_the_columns(self) -> None:
        """Words of the lists become the keys of the tables; a word outside of them is said and not kept."""
        made = prepare({"t.xlsx": workbook({"Données": self.DATA, "Dictionnaire": self.SHEET})}, TODAY)
        first, second = made.tables["indicators"].to_dict("records")
        assert (first["label"], first["unit"], first["nature"], first["decimals"]) == (
            "Part des foyers sans voiture", "% des foyers", "taux", 1,
        )  # fmt: skip
        assert (first["theme"], first["public"], first["direction"]) == ("mobilite_numerique", "seniors", 1)
        assert (first["producer"], first["vintage"], first["licence"]) == ("CUA", "2024", "Licence Ouverte 2.0")
        assert (second["nature"], second["licence"]) == ("grandeur", "à confirmer")
        assert "« proportion »" in _said(made, "à savoir")
        assert made.entries["figures"].producer == "CUA"

    def test_a_second_file_describes_the_columns(self) -> None:
        """The dictionary may come apart, as Insee's does."""
        files = {
            "donnees.csv": csv("CODGEO;TX1", "62041;12,5"),
            "dictionnaire.csv": csv(
                "COD_VAR;LIB_VAR".replace("COD_VAR", "Variable").replace("LIB_VAR", "Libellé"), "TX1;Taux d’effort"
            ),
        }
        made = prepare(files, {**TODAY, "name": "Effort"})
        assert made.tables["indicators"]["label"].tolist() == ["Taux d’effort"]
        assert made.dataset == "abse-effort"

    def test_without_a_dictionary_nothing_is_invented(self) -> None:
        """Producer and vintage are « non précisé » unless the user says them; the nature is said to be guessed."""
        row = _of(*WIDE).tables["indicators"].iloc[0]
        assert (row["producer"], row["vintage"], row["licence"]) == ("non précisé", "non précisé", "à confirmer")
        assert (row["nature"], row["unit"], row["decimals"], row["label"]) == ("taux", "%", 1, "Foyers sans voiture")
        said = _of(*WIDE, producer="CCAS d’Arras", vintage="2024")
        assert said.tables["indicators"]["producer"].iloc[0] == "CCAS d’Arras"
        assert "devinée" in _said(said, "à savoir")

    def test_shares_from_0_to_1_are_pointed_out(self) -> None:
        """0,158 under « % » may be 15,8 %: it is not changed, and it is said."""
        made = _of("code;Part de x", "62041;0,158", "62099;0,2")
        assert _values(made)["62041", "part_de_x"] == 0.158
        assert "multipliez-les par 100" in _said(made, "à savoir")


class TestInUse:
    """Once switched in, the pages read them like the embedded ones."""

    def test_the_checks_find_nothing_to_block(self) -> None:
        """An import at each level passes the rules of the tables, and no embedded value moves."""
        before = store.read("figures")
        commit.commit(_of(*WIDE, producer="CUA", vintage="2024"))
        commit.commit(_of("Quartier prioritaire;v", "Hochettes;4", name="qpv.csv"))
        commit.commit(_of("IRIS;v", "620410101;4", name="iris.csv"))
        findings = run.findings(date(2026, 11, 24))
        assert [one.sentence for one in findings if one.severity == "bloquant"] == []
        after = store.read("figures")
        assert len(after) == len(before) + 2 * 46 + 6 + 66
        assert after.head(len(before)).equals(before)

    def test_an_import_cannot_take_the_place_of_an_official_figure(self) -> None:
        """A column called « population » is another indicator than Insee's."""
        commit.commit(_of("code;population", "62041;1"))
        figures = store.read("figures").query("level == 'commune' and code == '62041' and indicator == 'population'")
        assert figures["value"].iloc[0] > 40_000


class TestForms:
    """The workbook to fill in, and the fictitious example."""

    def test_the_example_imports_without_a_remark_and_is_marked_everywhere(self) -> None:
        """The example is always the same, complete, and its tables are said to be fictitious."""
        kind = kinds.get("abse")
        content = kind.example()
        assert content is not None
        assert content == kind.example()
        made = kind.prepare({"exemple.xlsx": content}, TODAY)
        assert (made.remarks, made.refused, made.accepted) == ((), 0, 92)
        assert {entry.quality for entry in made.entries.values()} == {"fictif"}
        commit.commit(made)
        entry = catalogue.read("figures")
        assert (entry.quality, "exemple fictif" in entry.title) == ("fictif", True)
        commit.forget(made.dataset)
        assert catalogue.read("figures").quality == "réel"

    def test_the_template_has_its_lists_and_no_formula(self) -> None:
        """Drop-down lists guide the dictionary; codes are text; nothing is a formula."""
        kind = kinds.get("abse")
        book = openpyxl.load_workbook(_saved(kind.template()))
        assert book.sheetnames == ["Données", "Dictionnaire", "Mode d’emploi", "Listes"]
        lists = {str(one.sqref)[0]: one.formula1 for one in book["Dictionnaire"].data_validations.dataValidation}
        assert len(lists) == 4
        for letter, source in lists.items():
            column = source[1:].rpartition("!")[2].replace("$", "").partition(":")[0][0]
            assert book["Listes"][f"{column}1"].value == book["Dictionnaire"][f"{letter}1"].value
        assert book["Données"]["A2"].value == "62004"
        assert all(cell.data_type != "f" for sheet in book for row in sheet.iter_rows() for cell in row)
        with pytest.raises(ColumnsMissing, match="chiffres"):
            kind.prepare({"modèle.xlsx": kind.template()}, TODAY)

    def test_a_dangerous_text_is_no_formula(self) -> None:
        """A cell that begins with = + - @ is written as text."""
        rows = [("=cmd|' /C calc'!A0", "+1", "-1", "@x")]
        content = template.build(
            [template.Sheet("Données", tuple(template.Field(one, "") for one in "abcd"), rows)], ["x"]
        )
        assert read_table(content, "t.xlsx").rows.iloc[0].tolist() == list(rows[0])

    @pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice n’est pas installé")
    def test_the_template_filled_in_and_saved_by_libreoffice_comes_back_without_a_warning(self, tmp_path: Path) -> None:
        """What another spreadsheet writes again is read as what was filled in."""
        kind = kinds.get("abse")
        book = openpyxl.load_workbook(_saved(kind.template()))
        book["Données"]["C1"] = "Foyers suivis"
        for row in range(2, 48):
            book["Données"][f"C{row}"] = 10 * row
        for column, text in enumerate(
            ["Foyers suivis", "Foyers suivis par le CCAS", "Foyers suivis", "foyers", "effectif", 0,
             "Prestations sociales", None, "neutre", "CCAS", "Suivi", "2024", "Licence Ouverte 2.0", None],
            start=1,
        ):  # fmt: skip
            book["Dictionnaire"].cell(2, column).value = text
        source = tmp_path / "rempli.xlsx"
        book.save(source)
        subprocess.run(
            ["soffice", f"-env:UserInstallation=file://{tmp_path}/profil", "--headless", "--convert-to",
             "xlsx:Calc MS Excel 2007 XML", "--outdir", str(tmp_path / "sorti"), str(source)],
            check=True, capture_output=True,
        )  # fmt: skip
        made = kind.prepare({"rempli.xlsx": (tmp_path / "sorti" / "rempli.xlsx").read_bytes()}, TODAY)
        assert [one.sentence for one in made.remarks] == []
        assert (made.accepted, made.refused) == (46, 0)
        assert made.tables["indicators"]["nature"].tolist() == ["effectif"]


def _saved(content: bytes) -> io.BytesIO:
    return io.BytesIO(content)
