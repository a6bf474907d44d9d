"""What cannot be read is refused with its line, its column, its value and what would be right; nothing is guessed."""

import pandas as pd
import pytest

from data.__main__ import main
from data.importers import commit, kinds
from data.importers.errors import ColumnsMissing, FileRefused, ImportEmpty, ImportIncomplete
from tests.data.importers import barometers as files

HEAD = "Commune;IRIS;Quartier prioritaire;Âge;RSA;Obstacle : Distance;Poids;Enfants au foyer;Vit en couple"


@pytest.mark.parametrize(
    ("line", "kept", "column", "value", "right"),
    [
        ("Aras;;;43;Reçoit;oui;1;;", 0, "Commune", "Aras", "vouliez-vous dire Arras (62041)"),
        ("Arras;620040101;;43;Reçoit;oui;1;;", 1, "IRIS", "620040101", "n’est pas à Arras"),
        ("Arras;999;;43;Reçoit;oui;1;;", 1, "IRIS", "999", "IRIS"),
        (
            "Arras;;Chanteclair - Cevennes;43;Reçoit;oui;1;;",
            1,
            "Quartier prioritaire",
            "Chanteclair",
            "n’est pas à Arras",
        ),
        ("Arras;;;vieux;Reçoit;oui;1;;", 1, "Âge", "vieux", "un âge en années (43) ou une classe"),
        ("Arras;;;43;Peut-être;oui;1;;", 1, "RSA", "Peut-être", "« Reçoit »"),
        ("Arras;;;43;Reçoit;bof;1;;", 1, "Obstacle : Distance", "bof", "« oui » ou « non »"),
        ("Arras;;;43;Reçoit;oui;-2;;", 0, "Poids", "-2", "un nombre positif"),
        ("Arras;;;43;Reçoit;oui;0;;", 0, "Poids", "0", "un nombre positif"),
        ("Arras;;;43;Reçoit;oui;;;", 0, "Poids", "", "un nombre positif"),
        ("Arras;;;43;Reçoit;oui;1;cent;", 1, "Enfants au foyer", "cent", "un nombre de 0 à 20"),
        ("Arras;;;43;Reçoit;oui;1;;bof", 1, "Vit en couple", "bof", "« oui » ou « non »"),
    ],
)
def test_each_refusal_names_what_is_wrong(line: str, kept: int, column: str, value: str, right: str) -> None:
    """A place or a weight that cannot be read refuses its row, another cell only itself."""
    good = "Acq;620070000;;20;Reçoit;oui;1;0;oui\n" * 4
    made = files.prepared(f"{HEAD}\n{good}{line}")
    refused = [one for one in made.remarks if one.severity == "refusé"]
    assert [(one.line, one.column) for one in refused] == [(6, column)]
    assert refused[0].value.startswith(value)
    assert right in files.sentences(made, "refusé")[0]
    assert (made.accepted, made.refused) == (4 + kept, 1)
    with pytest.raises(ImportIncomplete):
        commit.commit(made)


def test_everything_refused_is_nothing_to_import() -> None:
    """A file of which no row can be placed is not written, even in part."""
    made = files.prepared("Commune;RSA\nLille;Reçoit\nDouai;Reçoit", {"mapping": _mapped()})
    assert (made.accepted, made.refused) == (0, 2)
    with pytest.raises(ImportEmpty):
        commit.commit(made, partial=True)


def _mapped() -> object:
    from data.importers.barometer.mapping import ColumnMapping, Mapping

    return Mapping(
        columns=(ColumnMapping(column="Commune", field="commune"), ColumnMapping(column="RSA", field="benefit_rsa"))
    )


def test_missing_columns_are_named_together() -> None:
    """A file without a place or without any benefit says which, and what headers were read."""
    with pytest.raises(ColumnsMissing, match="au moins une prestation"):
        files.prepared("Commune;Âge\nArras;43")
    with pytest.raises(ColumnsMissing, match="lieu de résidence"):
        files.prepared("RSA;Âge\nReçoit;43")


@pytest.mark.parametrize("content", [b"", b"%PDF-1.4", b"<html><body>404</body></html>", b"\x00\x01\x02"])
def test_files_of_another_kind_are_refused(content: bytes) -> None:
    """What is not a table is refused as such."""
    with pytest.raises(FileRefused):
        kinds.get("barometer").prepare({"enquete.csv": content}, {})


def test_a_postcode_of_several_communes_places_nobody() -> None:
    """A postcode that one commune has places its people; a shared one refuses the row."""
    made = files.prepared("Code postal;RSA\n62118;Reçoit\n62000;Reçoit\n62173;Reçoit")
    refused = files.sentences(made, "refusé")
    assert any("62000" in one and "Arras" in one and "Dainville" in one for one in refused)


def test_a_blank_place_is_counted_in_the_whole_only() -> None:
    """Somebody who does not say where they live is kept, in no commune."""
    made = files.prepared("Commune;RSA\nArras;Reçoit\n;Reçoit\nNSP;Reçoit\nAcq;Reçoit", {"mapping": _mapped()})
    assert made.tables["barometer_respondents"]["commune"].tolist()[:2] == ["62041", ""]
    assert any("sans commune" in one for one in files.sentences(made))


def test_the_place_comes_from_the_finest_column() -> None:
    """An IRIS says the commune; a quartier prioritaire does when it lies in one commune."""
    text = """
IRIS;Quartier prioritaire;RSA
620040101;;Reçoit
;Quatre As;Reçoit
;Chanteclair - Cevennes;Reçoit
620410201;Bonnettes - St Pol - Baudimont;Reçoit
"""
    table = files.respondents(text)
    assert table["commune"].tolist() == ["62004", "62004", "", "62041"]
    assert table["iris"].tolist() == ["620040101", "", "", "620410201"]
    assert table["qpv"].tolist() == ["", "qpv-quatre-as", "qpv-chanteclair", "qpv-baudimont"]


def test_publics_of_the_file_go_before_the_rules() -> None:
    """What the file says of a public is kept where it says it, deduced where it is blank, and told when they differ."""
    text = """
Commune;Âge;RSA;Public : Jeunes de 16 à 25 ans
Arras;20;Non concerné;
Arras;20;Non concerné;non
Arras;60;Non concerné;non
"""
    made = files.prepared(text)
    assert made.tables["barometer_respondents"]["jeunes"].tolist() == [True, False, False]
    said = files.sentences(made)
    assert len(said) == 1
    assert said[0].startswith("Ligne 3 : public « Jeunes de 16 à 25 ans » : non d’après le fichier, oui")
    notes = " ".join(made.entries["barometer_respondents"].notes)
    assert "Jeunes : âge de 16 à 25 ans" in notes.replace("\u202f", " ")


def test_publics_listed_in_one_column() -> None:
    """A column that lists somebody's publics says no for those that it does not name."""
    text = "Commune;RSA;Publics\nArras;Reçoit;Jeunes / Familles monoparentales\nAcq;Reçoit;Aucun\nAgny;;Seniors"
    table = files.respondents(text)
    assert table["jeunes"].tolist() == [True, False, False]
    assert table["monoparents"].tolist() == [True, False, False]
    assert table["seniors"].tolist() == [False, False, True]


def test_a_right_received_and_missed_at_once_is_said() -> None:
    """Two columns that disagree on a benefit give « reçoit », and the line is named."""
    text = "Commune;RSA;Quelles aides avez-vous sans les recevoir, alors que vous y avez droit ?\nArras;Reçoit;RSA"
    made = files.prepared(text)
    assert made.tables["barometer_respondents"]["benefit_rsa"].tolist() == ["receives"]
    assert any("dite reçue et non reçue" in one and one.startswith("Ligne 2") for one in files.sentences(made))


def test_doubles_are_said_where_a_column_tells_answers_apart() -> None:
    """Two lines with the same number are one answer twice; two people may answer alike without it."""
    rows = [f"{number};Arras;Reçoit" for number in range(1, 12)]
    made = files.prepared("\n".join(["id;Commune;RSA", *rows, rows[3]]))
    assert any("Ligne 13 : ligne identique" in one for one in files.sentences(made))
    pasted = files.prepared("\n".join(["id;Commune;RSA", *rows, *rows]))
    assert sum("ligne identique" in one for one in files.sentences(pasted)) == len(rows)
    alike = files.prepared("\n".join(["Commune;RSA", *["Arras;Reçoit"] * 12]))
    assert alike.remarks == ()
    assert alike.accepted == 12


def test_the_terminal_imports_a_barometer(tmp_path, capsys) -> None:
    """`python -m data import barometer FILE` reads, says, writes, and refuses without a traceback."""
    path = tmp_path / "enquete.csv"
    path.write_bytes(files.content(files.SPHINX))
    assert main(["import", "barometer", str(path)]) == 0
    assert "3 acceptés, 0 refusés" in capsys.readouterr().out
    assert commit.datasets() == ["barometre"]
    path.write_text("Commune;Âge\nArras;43\n", encoding="utf-8")
    assert main(["import", "barometer", str(path)]) == 2
    assert "au moins une prestation" in capsys.readouterr().err
    assert main(["template", "barometer", str(tmp_path / "modele.xlsx")]) == 0
    path.write_bytes(files.content(files.COUNTED))
    assert main(["import", "barometer", str(path), "--option", "retention_months=3"]) == 0
    assert commit.datasets() == ["barometre", "barometre-agrege"]


def test_respondents_have_one_row_each_whatever_their_number() -> None:
    """The rows kept are those of the file, in its order."""
    rows = [f"{'Arras' if number % 2 else 'Acq'};Reçoit" for number in range(300)]
    table = files.respondents("\n".join(["Commune;RSA", *rows]))
    assert table["commune"].tolist() == ["62041" if number % 2 else "62007" for number in range(300)]
    assert isinstance(table, pd.DataFrame)
