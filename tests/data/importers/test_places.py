"""Registers of places: read, put right, compared with what is there, and added to it."""

import importlib.util
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data import catalogue, store
from data.importers import commit, kinds, places
from data.importers.errors import ColumnsMissing, FileRefused
from data.importers.outcome import Import
from data.importers.places import hours, streets
from data.importers.remark import grouped

_path = Path(__file__).with_name("building.py")
_spec = importlib.util.spec_from_file_location("places_building", _path)
assert _spec is not None
assert _spec.loader is not None
building = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(building)

HEAD = "Identifiant;Nom;Type de lieu;Adresse;Code Insee;Commune;Longitude;Latitude;Horaires"


def _prepared(*rows: str, head: str = HEAD, **options: object) -> Import:
    return places.prepare({"registre.csv": building.csv(head, *rows)}, {"name": "Registre", **options})


def _said(import_: Import) -> str:
    return "\n".join(
        sentence.replace("\u202f", " ").replace("\u00a0", " ") for _, _, sentence in grouped(import_.remarks)
    )


def test_a_register_is_added_to_the_places_in_use() -> None:
    """A hall that the tables do not have is one more place, with its position and hours."""
    before = len(store.read("places"))
    made = _prepared("12;Salle Jean-Moulin;Salle communale;12 rue du Test;62810;;2,7999;50,3544;Tu 09:00-12:00")
    assert (made.accepted, made.refused) == (1, 0)
    commit.commit(made)
    table = store.read("places").set_index("id")
    assert len(table) == before + 1
    row = table.loc["lieux-registre-12"]
    assert (row["kind"], row["role"], row["commune"]) == ("salle_communale", "hote", "62810")
    assert (row["opening_hours"], row["lon"], row["lat"]) == ("Tu 09:00-12:00", 2.7999, 50.3544)
    assert row.geometry.x == 2.7999


def test_a_place_that_is_there_is_not_added_again() -> None:
    """The same kind at the same address, however it is written, is a duplicate and is said to be."""
    made = _prepared("7;MÉDIATHÈQUE DE THELUS;Médiathèque ou bibliothèque;1, GRAND RUE;62810;;;;")
    assert made.accepted == 0
    assert made.tables == {}
    assert "doublon, laissé de côté : déjà dans la table en usage (med-thelus)" in _said(made)


def test_two_rows_of_one_place_are_said_with_their_lines() -> None:
    """Of two rows at one door and of one kind, the first is kept."""
    made = _prepared(
        "1;Salle des fêtes;Salle communale;3 rue Neuve;62073;;;;",
        "2;Salle polyvalente;Salle communale;3 RUE NEUVE;62073;;;;",
        "3;Salle du parc;Salle communale;40 rue Neuve;62073;;;;",
    )
    assert list(made.tables["places"]["id"]) == ["lieux-registre-1", "lieux-registre-3"]
    assert "lignes 2 et 3 (Salle des fêtes)" in _said(made)


def test_the_identifier_of_a_place_in_use_updates_it() -> None:
    """A row that names a place of the tables replaces it, duplicate or not."""
    made = _prepared(
        "med-thelus;Médiathèque;Médiathèque ou bibliothèque;1 Grand-Rue;62810;;2,79991;50,35445;Sa 10:00-12:00"
    )
    before = len(store.read("places"))
    commit.commit(made)
    table = store.read("places").set_index("id")
    assert len(table) == before
    assert table.loc["med-thelus", "opening_hours"] == "Sa 10:00-12:00"


def test_importing_the_same_register_again_gives_the_same_places() -> None:
    """The places of the earlier vintage are not taken for duplicates of themselves; those left out go."""
    first = _prepared(
        ";Salle A;Salle communale;1 rue Neuve;62073;;;;", ";Salle B;Salle communale;9 rue Verte;62073;;;;"
    )
    commit.commit(first)
    again = _prepared(";Salle A;Salle communale;1 rue Neuve;62073;;;;")
    assert list(again.tables["places"]["id"]) == ["lieux-registre-salle-a-62073"]
    commit.commit(again)
    ids = set(store.read("places")["id"])
    assert "lieux-registre-salle-a-62073" in ids
    assert "lieux-registre-salle-b-62073" not in ids


def test_places_of_elsewhere_are_left_aside_and_counted() -> None:
    """Neither a commune code of elsewhere nor a far position is a mistake of the file."""
    made = _prepared(
        "1;Salle A;Salle communale;1 rue Neuve;62865;;;;",
        "2;Salle B;Salle communale;1 rue Neuve;;Croisilles;2.8809;50.1987;",
    )
    assert (made.accepted, made.refused) == (0, 0)
    assert "2 lieux hors du territoire, laissés de côté" in _said(made)


def test_a_row_that_cannot_be_kept_says_what_would_be_right() -> None:
    """An unknown kind, a missing name and an unknown commune are refused, each with its line."""
    made = _prepared(
        "1;Piscine;Piscine;1 rue Neuve;62073;;;;",
        "2;;Salle communale;1 rue Neuve;62073;;;;",
        "3;Salle;Salle communale;1 rue Neuve;;Arrasse;;;",
    )
    assert (made.accepted, made.refused) == (0, 3)
    said = _said(made)
    assert (
        "Ligne 2, colonne « Type de lieu », valeur « Piscine » : type de lieu non reconnu, attendu : « Mairie »" in said
    )
    assert "Ligne 3, colonne « Nom » : le lieu n’a pas de nom" in said
    assert "Ligne 4, colonne « Commune », valeur « Arrasse »" in said


def test_capitals_and_apostrophes_are_put_right() -> None:
    """A name in capitals is shown in title case, acronyms kept, and the change is said."""
    made = _prepared("1;FOYER RURAL DE L'ABBE - CCAS;Salle communale;2 RUE DES ÉCOLES;62073;;;;")
    row = made.tables["places"].iloc[0]
    assert (row["name"], row["address"]) == ("Foyer Rural de l’Abbe - CCAS", "2 Rue des Écoles")
    assert "capitales mises en minuscules" in _said(made)


def test_a_position_far_from_its_commune_is_dropped_and_a_near_one_is_kept() -> None:
    """More than a kilometre away the place is to be geocoded again; a few hundred metres away it is only said."""
    made = _prepared(
        "1;Salle A;Salle communale;1 rue du Test;62810;;2.7842;50.2884;",
        "2;Salle B;Salle communale;2 rue du Test;62810;;2.7930;50.3398;",
    )
    table = made.tables["places"].set_index("id")
    assert table["lon"].isna().to_list() == [True, False]
    assert table.geometry.isna().to_list() == [True, False]
    said = _said(made)
    assert "commune de l’adresse : elle n’est pas gardée" in said
    assert "hors de Thélus (62810), gardée : à vérifier" in said


def test_metres_and_swapped_degrees_are_understood() -> None:
    """Lambert-93 columns give the same places as degrees, and latitude first is put in order."""
    metres = _prepared("Salle;Salle communale;62041;684900;7020600", head="Nom;Type de lieu;Code Insee;x;y").tables[
        "places"
    ]
    assert 2.7 < metres["lon"][0] < 2.9
    assert 50.2 < metres["lat"][0] < 50.4
    swapped = _prepared("Salle;Salle communale;62041;50.29;2.78", head="Nom;Type de lieu;Code Insee;x;y")
    assert list(swapped.tables["places"][["lon", "lat"]].iloc[0]) == [2.78, 50.29]
    assert "inversées" in _said(swapped)


def test_hours_by_day_in_french_become_osm_notation() -> None:
    """Columns of days, as the template has them, make one text; unreadable hours stay unknown, and are said."""
    head = "Nom;Type de lieu;Code Insee;Lundi;Mardi"
    made = _prepared(
        "Salle A;Salle communale;62041;09:00 - 12:00 / 13h30-17h;fermé",
        "Salle B;Salle communale;62041;matin;",
        head=head,
    )
    assert list(made.tables["places"]["opening_hours"]) == ["Mo 09:00-12:00,13:30-17:00", ""]
    assert "horaires du lundi illisibles (« matin »)" in _said(made)


def test_each_row_may_write_its_position_its_own_way() -> None:
    """One row in metres and one swapped among degrees are put right by name; a position nowhere is named."""
    made = _prepared(
        "1;Salle A;Salle communale;12 rue du Test;62810;;2,7999;50,3544;",
        "2;Salle B;Salle communale;14 rue du Test;62810;;2,7998;50,3545;",
        "3;Salle C;Salle communale;3 rue de l’Essai;62810;;50,3546;2,7997;",
        "4;Salle D;Salle communale;4 rue du Banc;62810;;685760,5;7028540,2;",
        "5;Salle E;Salle communale;5 rue du Vide;62810;;0;0;",
    )
    table = made.tables["places"].set_index("name")
    assert table.loc["Salle C", ["lon", "lat"]].tolist() == [2.7997, 50.3546]
    assert 2.75 < table.loc["Salle D", "lon"] < 2.85
    assert table.loc[["Salle E"], "lon"].isna().all()
    said = _said(made)
    assert "Ligne 4, valeur « 50,35460 ; 2,79970 » : la ligne n’est pas écrite comme la plupart" in said
    assert "Ligne 5, valeur « 685 760,50000 ; 7 028 540,20000 »" in said
    assert "Ligne 6, valeur « 0,00000 ; 0,00000 » : position hors de France" in said


def test_hours_that_cannot_be_read_are_named_by_their_column() -> None:
    """The column of the day is named, not the one of the whole week."""
    made = _prepared("1;Salle A;Salle communale;1 rue du Test;62810;;;;;sur rendez-vous", head=f"{HEAD};Lundi")
    assert "Ligne 2, colonne « Lundi » : horaires du lundi illisibles (« sur rendez-vous »)" in _said(made)


def test_one_name_in_one_commune_without_an_address_is_one_place() -> None:
    """A place pasted twice, with no address to tell, is kept once and said."""
    row = ";Salle des fêtes;Salle communale;;62810;;;;"
    made = _prepared(row, row)
    assert made.accepted == 1
    assert "déjà à la ligne 2 sous le nom « Salle des fêtes » (même nom, même commune)" in _said(made)


def test_closed_places_are_left_aside() -> None:
    """What the file says to be closed is no place for a desk."""
    head = "Nom;Type de lieu;Code Insee;État"
    made = _prepared("Salle A;Salle communale;62041;Fermé", "Salle B;Salle communale;62041;Ouvert", head=head)
    assert list(made.tables["places"]["name"]) == ["Salle B"]
    assert "lieu dit fermé dans le fichier" in _said(made)


def test_what_identifies_persons_is_not_read() -> None:
    """A responsible person's name, e-mail and telephone stay out of the table, and are shown as such."""
    made = _prepared(
        "Salle A;Salle communale;62041;Mme Durand;a.durand@exemple.fr;0321000000",
        head="Nom;Type de lieu;Code Insee;Contact;Courriel;Téléphone",
    )
    assert {one.column for one in made.personal} == {"Courriel", "Téléphone"}
    assert "Durand" not in made.tables["places"].drop(columns="geometry").to_csv()
    assert "colonnes non lues" in _said(made).lower()


def test_a_note_that_tells_a_person_is_not_kept() -> None:
    """A mobile number in the remarks of a place does not reach the open table, and the line says so."""
    made = _prepared(
        "1;Salle A;Salle communale;1 rue du Test;62810;;;;;clé chez Mme Durand, 06 12 34 56 78",
        "2;Salle B;Salle communale;2 rue du Test;62810;;;;;entrée par la cour",
        head=f"{HEAD};Remarques",
    )
    notes = made.tables["places"].set_index("name")["note"]
    assert "Durand" not in notes["Salle A"]
    assert notes["Salle B"].startswith("entrée par la cour")
    assert "Ligne 2, colonne « Remarques » : remarque laissée de côté" in _said(made)


def test_points_of_a_geojson_are_read_with_their_properties() -> None:
    """A layer of points gives the same places as a table."""
    feature = {
        "type": "Feature",
        "properties": {"nom": "Salle", "type": "salle_communale", "insee_com": 62810},
        "geometry": {"type": "Point", "coordinates": [2.7999, 50.3544]},
    }
    content = json.dumps({"type": "FeatureCollection", "features": [feature]}).encode()
    made = places.prepare({"salles.geojson": content}, {})
    row = made.tables["places"].iloc[0]
    assert (row["commune"], row["lon"], row["name"]) == ("62810", 2.7999, "Salle")


@pytest.mark.parametrize(
    "content", [b"{", b"[]", b'{"type": "FeatureCollection", "features": []}', b'{"features": [3]}']
)
def test_a_broken_geojson_is_refused_with_a_sentence(content: bytes) -> None:
    """No broken file of points ends in anything but a French refusal."""
    with pytest.raises(FileRefused):
        places.prepare({"lieux.geojson": content}, {})


def test_a_file_without_names_says_what_is_missing() -> None:
    """The column « Nom » is asked for, and the headers read are shown."""
    with pytest.raises(ColumnsMissing, match="Nom"):
        _prepared("1;2", head="colonne a;colonne b")


def test_the_template_comes_back_and_the_example_is_fictitious() -> None:
    """The example imports without a refusal, always the same, and marks the table as fictitious."""
    kind = kinds.get("places")
    content = kind.example()
    assert content is not None
    assert content == kind.example()
    made = kind.prepare({"exemple.xlsx": content}, {})
    assert (made.accepted, made.refused) == (12, 0)
    assert made.entries["places"].quality == "fictif"
    commit.commit(made)
    assert catalogue.fictitious()
    with pytest.raises(FileRefused, match="aucune ligne"):
        kind.prepare({"modele.xlsx": kind.template()}, {})


_TIMES = st.integers(0, 24 * 4).map(lambda quarter: quarter * 15)


@given(st.lists(_TIMES, min_size=2, max_size=6, unique=True).map(sorted))
def test_windows_written_in_french_are_read_back(times: list[int]) -> None:
    """Any windows in order, written as the national lists do, are read as the same minutes."""
    spans = list(zip(times[::2], times[1::2], strict=False))
    text = " / ".join(f"{a // 60:02d}:{a % 60:02d} - {b // 60}h{b % 60:02d}" for a, b in spans)
    assert hours.windows(text) == spans


@given(st.text(max_size=60))
def test_no_text_breaks_the_readers_of_hours_and_addresses(text: str) -> None:
    """Whatever a cell holds, hours are read or refused with a reason, and an address compares with itself."""
    read = hours.of_text(text)
    assert not (read.text and read.refused)
    assert streets.read(text) == streets.read(text.upper()) or "ß" in text or not text.isascii()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("lundi au vendredi : 9h-12h, 14h-17h", "Mo 09:00-12:00,14:00-17:00; Tu 09:00-12:00,14:00-17:00; "
         "We 09:00-12:00,14:00-17:00; Th 09:00-12:00,14:00-17:00; Fr 09:00-12:00,14:00-17:00"),
        ("Mardi et jeudi de 17h à 19h ; samedi fermé", "Tu 17:00-19:00; Th 17:00-19:00"),
        ("Mo-Fr 09:00-12:00", "Mo-Fr 09:00-12:00"),
        ("sur rendez-vous", ""),
        ("lundi 12h-9h", ""),
        ("lundi 9h-12h ; lundi 14h-17h", ""),
    ],
)  # fmt: skip
def test_french_sentences_of_hours(text: str, expected: str) -> None:
    """Days together, ranges of days and closed days are understood; what is not is left unknown."""
    assert hours.of_text(text).text == expected
