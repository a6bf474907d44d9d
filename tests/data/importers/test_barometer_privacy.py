"""Nobody leaves the file: what identifies somebody reaches no table, no profile and no folder."""

import stat
from datetime import date
from pathlib import Path

import pandas as pd
import pyarrow.parquet as pq
import pytest

from data import confidential
from data.errors import RetentionEnded
from data.importers import commit
from data.importers.barometer import profiles, propose, review
from data.importers.errors import ColumnsMissing
from tests.data.importers import barometers as files

PLANTED = (
    "Zéphyrine",
    "Van Quickelberghe",
    "2 55 08 14 168 025 38",
    "255081416802538",
    "zephyrine@exemple.fr",
    "06 12 34 56 78",
    "0612345678",
    "14/08/1955",
    "14 rue du Moulin",
    "Mon voisin me vole mon courrier et je ne sais plus à qui le dire, aidez-moi",
    "7654321",
)
PEOPLE = """
Prénom;Nom;NIR;E-mail;Téléphone;Date de naissance;Adresse;Commentaire;Numéro allocataire Caf;Commune;RSA;Obstacles
Zéphyrine;Van Quickelberghe;2 55 08 14 168 025 38;zephyrine@exemple.fr;06 12 34 56 78;14/08/1955;\
14 rue du Moulin 62000 Arras;Mon voisin me vole mon courrier et je ne sais plus à qui le dire, aidez-moi;7654321;\
Arras;Reçoit;Distance, Honte, c’est Zéphyrine au 0612345678
Aline;Durand;255081416802538;aline@exemple.fr;0712345678;02/03/1999;3 place Foch, 62217 Beaurains;Rien à dire;\
7654322;Beaurains;Pense y avoir droit et ne reçoit pas;Distance, Honte
Jean;Petit;;;0321123456;12/12/1980;5 allée des Lilas, Dainville;;7654323;Dainville;Non concerné;Distance
Paul;Grand;;;;;9 rue Neuve 62000 Arras;;;Arras;Ne sait pas;Honte, Distance
Anne;Roux;;;;;10 rue Neuve 62000 Arras;;;Arras;Ne sait pas;Honte
Marc;Leroy;;;;;11 rue Neuve 62000 Arras;;;Arras;Ne sait pas;Distance
"""


def _everything(folder: Path) -> bytes:
    """Return all that is written in a folder: names, bytes, and the cells of the compressed tables."""
    found = b""
    for path in folder.rglob("*"):
        found += str(path).encode()
        if path.is_file():
            found += path.read_bytes()
        if path.suffix == ".parquet":
            table = pq.read_table(path)
            found += str(table.schema).encode() + table.to_pandas().to_csv().encode()
    return found


@pytest.mark.parametrize("coarsen", ["", "Date de naissance|Adresse"])
def test_what_identifies_is_written_nowhere(coarsen: str, imports_of_its_own: Path) -> None:
    """After an import and the saving of its profile, no planted text is in any file of the data folder."""
    text = PEOPLE if not coarsen else PEOPLE.replace(";Commune;", ";Xyz;")
    made = files.prepared(text, {"coarsen": coarsen})
    assert made.accepted == 6
    commit.commit(made, partial=True)
    mapping = propose.propose(files.raw(text))
    for one in PLANTED:
        mapping = mapping.answering("Obstacles", one, "other").answering("Commentaire", one, "")
    profiles.save(mapping, "enquete")
    written = _everything(imports_of_its_own)
    assert b"62041" in written
    assert b"distance" in written
    for planted in PLANTED:
        assert planted.encode() not in written, planted
    assert {one.column for one in made.personal} >= {
        "Prénom",
        "Nom",
        "NIR",
        "E-mail",
        "Téléphone",
        "Date de naissance",
        "Adresse",
        "Commentaire",
        "Numéro allocataire Caf",
    }


def test_dropped_columns_are_said_with_what_could_be_kept() -> None:
    """Each column that identifies is named; a birth date and an address say what they could be reduced to."""
    said = files.sentences(files.prepared(PEOPLE))
    assert "Colonne « E-mail » : adresse électronique : colonne écartée." in " ".join(said)
    assert any("« Date de naissance »" in one and "classe d’âge" in one for one in said)
    assert set(files.respondents(PEOPLE)["age_class"]) == {""}


def test_a_confirmed_birth_date_becomes_a_class_of_age() -> None:
    """Confirmed, the date is read for the age on the day of the answers, and only its class is kept."""
    table = files.respondents(PEOPLE, {"coarsen": ["Date de naissance"]})
    assert table["age_class"].tolist() == ["65_74", "26_39", "40_54", "", "", ""]
    assert table["seniors"].tolist()[:3] == [True, False, False]


def test_a_birth_date_among_ages_is_not_repeated() -> None:
    """The line of a birth date in a column of ages is told, not the date."""
    made = files.prepared("Commune;Âge;RSA\nArras;34;Reçoit\nAcq;15/08/1955;Reçoit\nAcq;40;Reçoit")
    refused = files.sentences(made, "refusé")
    assert any(one.startswith("Ligne 3, colonne « Âge » : âge illisible") for one in refused)
    assert not any("1955" in one for one in files.sentences(made))


def test_a_confirmed_address_becomes_a_commune() -> None:
    """Confirmed, an address is read for its commune alone, and what is refused of it is not repeated."""
    text = PEOPLE.replace(";Commune;", ";Xyz;").replace("9 rue Neuve 62000 Arras", "9 rue Neuve, Lens")
    made = files.prepared(text, {"coarsen": "Adresse"})
    assert made.tables["barometer_respondents"]["commune"].tolist() == ["62041", "62099", "62263", "62041", "62041"]
    assert [one for one in files.sentences(made, "refusé") if "rue" in one] == []
    assert made.refused == 1


def test_an_address_alone_is_asked_about() -> None:
    """Without another place the import is refused, and says that the address may be confirmed."""
    text = PEOPLE.replace(";Commune;", ";Xyz;").replace(";Arras;", ";1;").replace(";Beaurains;", ";2;")
    text = text.replace(";Dainville;", ";3;")
    with pytest.raises(
        ColumnsMissing, match="« Adresse » identifie des personnes".replace(" »", ".»").replace("« ", "«.")
    ):
        files.prepared(text)


def test_a_stray_number_among_answers_loses_its_text_alone() -> None:
    """A telephone number that one person typed as « Autre » does not cost the others' answers, and is not shown."""
    made = files.prepared(PEOPLE)
    table = made.tables["barometer_respondents"]
    assert table["obstacle_distance"].tolist() == [True, True, True, True, False, True]
    assert table["obstacle_other"].tolist()[0] is True
    shown = review.texts(files.raw(PEOPLE), propose.propose(files.raw(PEOPLE)), "Obstacles")
    everything = " ".join(files.sentences(made)) + shown.to_csv()
    assert "0612345678" not in everything
    assert "Zéphyrine" not in everything


def test_a_profile_cannot_bring_a_person_back() -> None:
    """A mapping that reads a name as an answer is followed without that column."""
    mapping = propose.propose(files.raw(PEOPLE)).reading("Nom", "wave")
    table = files.respondents(PEOPLE, {"mapping": mapping})
    assert set(table["wave"]) == {""}
    unconfirmed = propose.propose(files.raw(PEOPLE)).reading("Date de naissance", "age")
    assert set(files.respondents(PEOPLE, {"mapping": unconfirmed})["age_class"]) == {""}


def test_several_choices_in_a_cell_are_not_free_text() -> None:
    """Long and varied cells made of a list's answers are answers; long and varied sentences are free text."""
    choices = ["Complexité des démarches", "Peur du regard des autres", "Distance jusqu’au guichet", "Délais"]
    mixed = [", ".join(choices[i] for i in range(4) if number >> i & 1) or choices[0] for number in range(1, 16)]
    rows = "\n".join(f'Arras,Reçoit,"{cell}"' for cell in mixed)
    made = files.prepared(f"Commune,RSA,Quels obstacles ?\n{rows}")
    assert made.personal == ()
    words = [f"Je trouve que la situation numéro {number} est compliquée pour tout le monde ici" for number in range(9)]
    rows = "\n".join(f'Arras,Reçoit,"{cell}"' for cell in words)
    made = files.prepared(f"Commune,RSA,Quels obstacles ?\n{rows}")
    assert [one.reason for one in made.personal] == ["texte libre"]


def test_a_weight_of_many_decimals_is_not_a_telephone() -> None:
    """A weight written with nine decimals has the figures of a telephone number, and is a weight."""
    rows = "\n".join(f"Arras,Reçoit,0.{612345678 + number}" for number in range(4))
    made = files.prepared(f"Commune,RSA,Poids\n{rows}")
    assert made.personal == ()
    assert made.tables["barometer_respondents"]["weight"].tolist()[0] == 0.612346


def test_respondents_are_for_their_owner_alone_and_for_a_time(imports_of_its_own: Path) -> None:
    """The file of respondents opens for its owner alone, is no longer read after its date, and is then deleted."""
    commit.commit(files.prepared(files.SPHINX, {"retention_months": 6}))
    secret = list(imports_of_its_own.rglob("barometer_respondents.parquet"))
    assert len(secret) == 1
    for path in (secret[0], *secret[0].parents[:3]):
        assert not stat.S_IMODE(path.stat().st_mode) & 0o077
    assert len(confidential.read("barometer_respondents", today=date(2027, 5, 24))[0]) == 3
    with pytest.raises(RetentionEnded):
        confidential.read("barometer_respondents", today=date(2027, 5, 25))
    assert commit.expire(date(2027, 5, 25)) == ["barometre"]
    assert list(imports_of_its_own.rglob("*.parquet")) == []


def test_nothing_finer_than_the_classes_is_kept() -> None:
    """No column of the stored table has an age in years, a date, or the line of the file."""
    table = files.respondents(files.LIMESURVEY_CODES)
    cells = set(table.astype(str).to_numpy().ravel())
    assert not cells & {"43", "71", "22", "11", "81.2.3.4", "2024-11-12"}
    assert isinstance(table.index, pd.RangeIndex)
