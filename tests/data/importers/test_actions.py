"""The operators' registers of actions: what is read of them, what is refused, and that no person comes out."""

import math
from datetime import date

import numpy as np
import pytest

from data import catalogue, confidential, current, store
from data.errors import TableConfidential
from data.importers import actions, commit, kinds
from data.importers.actions import forms
from data.importers.errors import ColumnsMissing
from data.importers.outcome import Import
from data.importers.remark import grouped

TODAY = date(2025, 12, 1)


def _prepared(*lines: str, name: str = "registre.csv", **options: object) -> Import:
    return actions.prepare({name: ("\n".join(lines) + "\n").encode()}, {"today": TODAY, **options})


def _said(made: Import) -> str:
    return "\n".join(text.replace("\u202f", " ").replace("\u00a0", " ") for _, _, text in grouped(made.remarks))


HEADER = (
    "Date;Demi-journée;Durée (heures);Opérateur;Lieu;Commune;Public visé;Personnes rencontrées;Personnes accompagnées;"
    "RSA – droits ouverts;RSA – euros par an;Coût (€);Financement (€)"
)


def test_a_session_is_read_whole() -> None:
    """Its place is found in the table of places, its rights are counted in number and in euros a year."""
    made = _prepared(HEADER, "24/11/2025;Matin;3h30;CCAS d’Arras;Mairie d'Arras;Arras;Seniors;14;6;2;12 400,50;420;300")
    assert (made.accepted, made.refused) == (1, 0)
    row = made.tables["actions"].iloc[0]
    assert (row["date"], row["half_day"], row["hours"], row["operator"]) == ("2025-11-24", "matin", 3.5, "CCAS d’Arras")
    assert row["commune"] == "62041"
    places = store.read("places").set_index("id")
    assert places.loc[row["place"], "kind"] == "mairie"
    assert (row["met"], row["accompanied"], row["cost"], row["funding"]) == (14, 6, 420, 300)
    assert bool(row["for_seniors"])
    assert not row["for_jeunes"]
    assert made.tables["action_rights"].to_dict("records") == [
        {"action": row["id"], "benefit": "rsa", "opened": 2.0, "euros_year": 12400.5}
    ]


def test_what_a_register_does_not_say_is_unknown_and_never_0() -> None:
    """Empty and masked counts have no value; no right is made up."""
    made = _prepared(HEADER, "24/11/2025;;;CCAS;;Arras;;;<5;;;;")
    row = made.tables["actions"].iloc[0]
    assert all(math.isnan(row[column]) for column in ("hours", "met", "accompanied", "cost", "funding"))
    assert "action_rights" not in made.tables
    assert "nombre masqué dans le registre" in _said(made)


@pytest.mark.parametrize(
    ("row", "why"),
    [
        ("31/02/2025;;;A;;Arras;;1;1;;;;", "ce n’est pas une date"),
        ("24/11/2026;;;A;;Arras;;1;1;;;;", "la date doit être passée"),
        ("24/11/2025;;;;;Arras;;1;1;;;;", "l’opérateur de l’action est attendu"),
        ("24/11/2025;;;A;;;;1;1;;;;", "commune attendue"),
        ("24/11/2025;;;A;;Aras;;1;1;;;;", "Arras"),
        ("24/11/2025;nuit;;A;;Arras;;1;1;;;;", "demi-journée inconnue"),
        ("24/11/2025;;longtemps;A;;Arras;;1;1;;;;", "ce n’est pas une durée"),
        ("24/11/2025;;;A;;Arras;martiens;1;1;;;;", "public inconnu"),
        ("24/11/2025;;;A;;Arras;;1,5;1;;;;", "ce n’est pas un nombre de personnes"),
        ("24/11/2025;;;A;;Arras;;-3;;;;;", "ce n’est pas un nombre de personnes"),
        ("24/11/2025;;;A;;Arras;;4;6;;;;", "plus de personnes accompagnées que de rencontrées (4)"),
        ("24/11/2025;;;A;;Arras;;4;2;;900;;", "un montant sans droit ouvert"),
        ("24/11/2025;;;A;;Arras;;4;2;;;cher;", "ce n’est pas un nombre d’euros"),
    ],
)
def test_a_wrong_row_is_refused_with_what_would_be_right(row: str, why: str) -> None:
    """The others are kept, if the user accepts it."""
    made = _prepared(HEADER, row, "25/11/2025;;;A;;Arras;;1;1;;;;")
    assert (made.accepted, made.refused) == (1, 1)
    assert why in _said(made)
    assert "Ligne 2" in _said(made)


def test_an_action_told_twice_is_refused_and_two_of_one_day_are_not() -> None:
    """The same row again would count twice; two sessions of one half-day with other counts are two."""
    row = "24/11/2025;Matin;3;A;;Arras;;4;2;;;;"
    made = _prepared(HEADER, row, row, "24/11/2025;Matin;3;A;;Arras;;9;2;;;;")
    assert (made.accepted, made.refused) == (2, 1)
    assert made.tables["actions"]["id"].is_unique
    assert "mot pour mot, à la ligne 2" in _said(made)


def test_places_are_found_by_address_and_by_kind_and_never_guessed() -> None:
    """« Mairie » in a commune is its town hall; an address is a door; an unknown place leaves its commune alone."""
    places = store.read("places")
    hall = places[(places["kind"] == "mairie") & (places["commune"] == "62810")].iloc[0]
    header = "Date;Opérateur;Lieu;Adresse;Commune;Personnes rencontrées"
    made = _prepared(
        header,
        "01/10/2025;A;Mairie;;Thélus;3",
        f"02/10/2025;A;;{hall['address']};Thélus;3",
        "03/10/2025;A;Chapiteau;;Thélus;3",
        f"04/10/2025;A;{hall['name']};;;3",
    )
    assert made.refused == 0
    table = made.tables["actions"]
    assert table["place"].tolist() == [hall["id"], hall["id"], "", hall["id"]]
    assert table["commune"].tolist() == ["62810"] * 4
    assert table["place_label"].tolist() == ["", "", "Chapiteau", ""]
    assert "lieu absent de la table des lieux" in _said(made)


PEOPLE = (
    "Nom;Prénom;Date de naissance;Téléphone;Date;Opérateur;Commune;Public;Âge;Accompagné;Droit ouvert;Montant annuel;"
    "Droit ouvert 2;Montant annuel 2;Commentaire"
)
PERSONS = (
    "DURAND;Lou;03/02/1950;0601020304;24/11/2025;PIMMS;Arras;;75;oui;ASPA;2400;Chèque énergie;150;Vient avec sa fille",
    "PETIT;Sam;12/05/2004;0605060708;24/11/2025;PIMMS;Arras;Jeunes;21;non;;;;;",
    "MARTIN;Eve;12/07/1988;0611121314;24/11/2025;Pimms;Arras;Familles monoparentales / RSA;37;oui;RSA;;;;",
    "MARTIN;Eve;12/07/1988;0611121314;25/11/2025;PIMMS;Arras;;37;;;;;;",
)


def test_a_register_of_people_becomes_counts_by_action() -> None:
    """Three people of one day are one action of 3 met, 2 helped, three rights; an amount that is missing is unknown."""
    made = _prepared(PEOPLE, *PERSONS)
    assert (made.accepted, made.refused) == (4, 0)
    table = made.tables["actions"].set_index("date")
    first = table.loc["2025-11-24"]
    assert (first["met"], first["accompanied"], first["operator"]) == (3, 2, "PIMMS")
    assert [first[f"met_{code}"] for code in ("jeunes", "monoparents", "rsa_ppa_de", "seniors")][:2] == [1, 1]
    assert first["met_seniors"] == 1
    assert table.loc["2025-11-25", "met"] == 1
    rights = made.tables["action_rights"].set_index("benefit")
    assert rights.loc["aspa", ["opened", "euros_year"]].tolist() == [1, 2400]
    assert rights.loc["cheque_energie", ["opened", "euros_year"]].tolist() == [1, 150]
    assert rights.loc["rsa", "opened"] == 1
    assert math.isnan(rights.loc["rsa", "euros_year"])
    assert "4 lignes sur des personnes, réunies en 2 actions" in _said(made)


def test_several_rights_in_one_cell_are_all_counted() -> None:
    """Two benefits in a cell are two rights; one amount for both cannot be shared out and is refused."""
    head = "Date;Opérateur;Commune;Droit ouvert;Montant annuel;Âge"
    made = _prepared(head, "24/11/2025;CCAS;Arras;RSA, prime d’activité;;30")
    assert set(made.tables["action_rights"]["benefit"]) == {"rsa", "ppa"}
    made = _prepared(head, "24/11/2025;CCAS;Arras;RSA et prime d’activité;6000;30")
    assert made.refused == 1
    assert "Ligne 2, colonne « Montant annuel », valeur « 6000 » : un seul montant pour 2 droits" in _said(made)


def test_an_operator_written_two_ways_is_one() -> None:
    """« CCAS Arras » is « CCAS d’Arras », and the people are counted under « Nb personnes » too."""
    head = "Date;Opérateur;Commune;Nb personnes"
    made = _prepared(head, "24/11/2025;CCAS d’Arras;Arras;4", "25/11/2025;CCAS Arras;Arras;5")
    assert set(made.tables["actions"]["operator"]) == {"CCAS d’Arras"}
    assert made.tables["actions"]["met"].tolist() == [4, 5]
    assert "valeur « CCAS Arras » : opérateur lu « CCAS d’Arras »" in _said(made)


def test_no_cell_of_a_person_leaves_the_importer() -> None:
    """Names, numbers, ages and comments are in no table, no entry and no remark; the columns are named as dropped."""
    made = _prepared(PEOPLE, *PERSONS)
    assert {one.column for one in made.personal} == {"Nom", "Prénom", "Date de naissance", "Téléphone", "Commentaire"}
    commit.commit(made)
    written = _said(made) + repr([entry.model_dump() for entry in made.entries.values()])
    for name in made.tables:
        written += confidential.read(name)[0].to_csv()
    for secret in ("DURAND", "Lou", "1950", "0601020304", "fille", "MARTIN"):
        assert secret not in written


def test_the_actions_are_out_of_reach_of_pages() -> None:
    """`store.read` refuses them; they carry a date after which they are deleted."""
    commit.commit(_prepared(HEADER, "24/11/2025;Matin;3;A;;Arras;;14;6;2;1200;420;300", retention_months=12))
    for name in ("actions", "action_rights"):
        with pytest.raises(TableConfidential):
            store.read(name)
    assert catalogue.read("actions").keep_until == "2026-12-01"


def test_registers_of_several_operators_are_put_together_out_of_reach() -> None:
    """Two registers make one confidential table, deleted at the earlier date; forgetting one leaves the other."""
    commit.commit(_prepared(HEADER, "24/11/2025;;;A;;Arras;;14;;;;;", name="a.csv", retention_months=24))
    commit.commit(_prepared(HEADER, "24/11/2025;;;B;;Arras;;9;;3;900;;", name="b.csv", retention_months=12))
    table, entry = confidential.read("actions")
    assert sorted(table["operator"]) == ["A", "B"]
    assert (entry.confidential, entry.keep_until) == (True, "2026-12-01")
    assert current.tables()["actions"].startswith("confidential/")
    with pytest.raises(TableConfidential):
        store.read("actions")
    commit.forget("actions-b")
    assert confidential.read("actions")[0]["operator"].tolist() == ["A"]
    assert "action_rights" not in current.tables()


def test_a_register_imported_again_takes_the_place_of_the_old_one() -> None:
    """Actions keep their identifier whatever the order of the rows."""
    rows = ["24/11/2025;;;A;;Arras;;14;;;;;", "25/11/2025;;;A;;Arras;;9;;;;;"]
    first = _prepared(HEADER, *rows)
    again = _prepared(HEADER, "01/09/2025;;;A;;Arras;;2;;;;;", *reversed(rows))
    commit.commit(first)
    commit.commit(again)
    table = confidential.read("actions")[0]
    assert len(table) == 3
    assert set(first.tables["actions"]["id"]) < set(table["id"])


def test_a_register_without_dates_or_places_is_refused_whole() -> None:
    """The columns that are missing are named; an operator may be said for the whole file."""
    with pytest.raises(ColumnsMissing, match="Date"):
        _prepared("Opérateur;Commune;Personnes rencontrées", "A;Arras;3")
    made = _prepared("Date;Commune;Personnes rencontrées", "24/11/2025;Arras;3", operator="Beaurains")
    assert made.tables["actions"]["operator"].tolist() == ["Beaurains"]


def test_monthly_amounts_are_counted_for_a_year() -> None:
    """A header that says « par mois » is multiplied by twelve, and it is said."""
    made = _prepared(
        "Date;Opérateur;Commune;RSA : droits ouverts;RSA : montant par mois (€)", "24/11/2025;A;Arras;2;500"
    )
    assert made.tables["action_rights"]["euros_year"].tolist() == [6000.0]
    assert "comptés pour douze mois" in _said(made)


def test_the_example_is_always_the_same_and_says_that_it_is_invented() -> None:
    """48 sessions of three invented operators, imported without a refusal; the banner is on while it is in use."""
    kind = kinds.get("actions")
    content = kind.example()
    assert content is not None
    assert content == kind.example()
    made = kind.prepare({"exemple.xlsx": content}, {"today": date(2026, 2, 1)})
    assert (made.accepted, made.refused, made.personal) == (48, 0, ())
    commit.commit(made)
    assert catalogue.fictitious() == ("Actions d’aller-vers, registre « exemple »",)
    assert catalogue.read("actions").vintage == "janvier 2025 à décembre 2025"
    assert np.isfinite(confidential.read("actions")[0]["met"]).all()
    assert (confidential.read("actions")[0]["place"] != "").all()


def test_the_empty_template_has_every_column_that_is_read() -> None:
    """Filled in and imported, none of its columns is left unread."""
    from data.importers import reading
    from data.importers.actions.columns import find
    from data.importers.actions.forms import fields

    found = find([field.header for field in fields()])
    assert found.unread == ()
    assert not found.of_people
    sheets = reading.sheets(actions.template())
    assert {"Données", "Dictionnaire"} <= set(sheets)


def test_a_territory_without_known_places_has_an_example_too(monkeypatch: pytest.MonkeyPatch) -> None:
    """Its actions are told by their commune."""
    monkeypatch.setattr(forms, "known", lambda _: [])
    content = actions.example()
    made = kinds.get("actions").prepare({"exemple.xlsx": content}, {"today": date(2026, 2, 1)})
    assert (made.accepted, made.refused) == (48, 0)
    assert (made.tables["actions"]["place"] == "").all()
