"""Correspondences: proposed with a confidence, corrected, kept under a name with versions, and replayed."""

import json
from pathlib import Path

import pandas as pd
import pytest

from data.importers import kinds
from data.importers.barometer import apply, mapping, profiles, propose, review
from data.importers.barometer.errors import (
    MappingInvalid,
    OptionRefused,
    ProfileDamaged,
    ProfileMismatch,
    ProfileNameRefused,
    ProfileUnknown,
)
from data.importers.barometer.mapping import ColumnMapping, Mapping
from data.importers.errors import FileRefused
from tests.data.importers import barometers as files

GRID = """
Commune;Situation RSA;Obstacles
Arras;Touche;Trop loin
Beaurains;Peut-être;Trop loin
Dainville;Peut-être;Autre chose
"""


def test_a_proposal_says_how_sure_it_is_and_why() -> None:
    """A header and cells that agree are surer than a header alone, and what nothing tells is left aside."""
    found = propose.propose(files.raw("Commune;RSA;Xyz\nArras;A1;1\nBeaurains;A2;2\nArras;A1;3"))
    commune, rsa, unknown = (found.column(one) for one in ("Commune", "RSA", "Xyz"))
    assert commune.confidence == 1.0
    assert rsa.confidence == 1.0
    assert (unknown.field, unknown.confidence) == ("", 0.0)
    named = propose.propose(files.raw("Votre commune;Votre situation au regard du RSA\nArras;A1\nDainville;A2"))
    coded = named.column("Votre situation au regard du RSA")
    assert coded.field == "benefit_rsa"
    assert coded.confidence < named.column("Votre commune").confidence
    assert "0 %" in coded.why


def test_a_column_of_places_is_told_by_its_cells() -> None:
    """« Quartier » may hold communes, and a question on living in a priority neighbourhood holds no place."""
    text = "Votre quartier;Habitez-vous un quartier prioritaire ?;RSA\nArras;Oui;Reçoit\nDainville;Non;Reçoit"
    found = propose.propose(files.raw(text))
    assert found.column("Votre quartier").field != "quartier"
    assert found.column("Habitez-vous un quartier prioritaire ?").field == ""


def test_one_field_goes_to_the_column_that_fits_it_best() -> None:
    """Of two columns that could be the commune, the one with recognised places is taken."""
    text = "Commune de travail;Commune de résidence;RSA\nLens;Arras;Reçoit\nDouai;Achicourt;Reçoit\nLille;Acq;Reçoit"
    found = propose.propose(files.raw(text))
    assert found.column("Commune de résidence").field == "commune"
    assert found.column("Commune de travail").field == ""


def test_unread_answers_are_refused_until_they_are_mapped() -> None:
    """A text that no rule reads is refused with what would be right; a person may say what it is, or drop it."""
    made = files.prepared(GRID)
    refused = files.sentences(made, "refusé")
    assert len(refused) == 2
    assert refused[0].startswith("Ligne 3, colonne « Situation RSA », valeur « Peut-être »")
    assert "« Reçoit »" in refused[0]
    proposed = propose.propose(files.raw(GRID))
    decided = proposed.answering("Situation RSA", "PEUT-ETRE", "does_not_know")
    assert files.respondents(GRID, {"mapping": decided})["benefit_rsa"].tolist() == [
        "receives",
        "does_not_know",
        "does_not_know",
    ]
    dropped = proposed.answering("Situation RSA", "Peut-être", "")
    again = files.prepared(GRID, {"mapping": dropped})
    assert again.refused == 0
    assert again.tables["barometer_respondents"]["benefit_rsa"].tolist() == ["receives", "", ""]


def test_the_review_lists_columns_and_texts_for_a_screen() -> None:
    """A screen sees each column, what its texts are read as, and how each one was settled."""
    raw = files.raw(GRID)
    proposed = propose.propose(raw)
    shown = review.columns(raw, proposed).set_index("column")
    assert shown.loc["Situation RSA", "label"] == "Prestation : RSA"
    assert shown.loc["Obstacles", "filled"] == 3
    texts = review.texts(raw, proposed, "Situation RSA").set_index("text")
    assert texts.loc["Peut-être", ["count", "how"]].tolist() == [2, "non lu"]
    assert texts.loc["Touche", ["code", "how"]].tolist() == ["receives", "proposé"]
    chosen = review.texts(raw, proposed.answering("Situation RSA", "Peut-être", ""), "Situation RSA").set_index("text")
    assert chosen.loc["Peut-être", ["code", "label", "how"]].tolist() == ["", "sans réponse", "choisi"]
    obstacles = review.texts(raw, proposed, "Obstacles").set_index("text")
    assert obstacles.loc["Trop loin", ["code", "how"]].tolist() == ["distance", "choisi"]
    assert review.texts(raw, proposed, "Commune").empty


def test_places_may_be_mapped_by_hand() -> None:
    """A neighbourhood's name of one's own is given a code, another place is said to be outside."""
    text = "Commune;RSA\nArras centre;Reçoit\nLille;Reçoit\nsans abri;Reçoit\nAcq;Reçoit"
    mapped = (
        propose.propose(files.raw(text))
        .answering("Commune", "arras centre", "62041")
        .answering("Commune", "Lille", mapping.OUTSIDE)
        .answering("Commune", "Sans abri", "")
    )
    made = files.prepared(text, {"mapping": mapped})
    assert made.refused == 0
    assert made.tables["barometer_respondents"]["commune"].tolist() == ["62041", "", "62007"]
    said = " ".join(files.sentences(made))
    assert "hors du territoire, d’après la correspondance" in said
    assert "1 répondant sans commune" in said


def test_a_profile_is_replayed_on_the_next_file() -> None:
    """A saved correspondence reads another file of the same survey as it read the first one."""
    proposed = propose.propose(files.raw(GRID)).answering("Situation RSA", "Peut-être", "does_not_know")
    kept = profiles.save(proposed, "Baromètre 2024")
    assert (kept.name, kept.version) == ("barometre-2024", 1)
    text = "Commune;Situation RSA;Obstacles\nAcq;Peut-être;Honte\nAgny;Touche;Trop loin"
    made = files.prepared(text, {"profile": "barometre-2024"})
    assert made.tables["barometer_respondents"]["benefit_rsa"].tolist() == ["does_not_know", "receives"]
    assert "lu avec le profil « barometre-2024 » (version 1)" in made.entries["barometer_respondents"].obtained


def test_a_profile_keeps_its_versions() -> None:
    """A change makes a version, no change makes none, and an older one can be read again."""
    first = propose.propose(files.raw(GRID))
    assert profiles.save(first, "enquete").version == 1
    assert profiles.save(first, "enquete").version == 1
    changed = first.answering("Situation RSA", "Peut-être", "not_concerned")
    assert profiles.save(changed, "enquete").version == 2
    assert profiles.read("enquete").version == 2
    assert profiles.read("enquete", 1).column("Situation RSA").values == first.column("Situation RSA").values
    assert profiles.names() == ["enquete"]
    assert [one.version for one in profiles.versions("enquete")] == [2, 1]
    with pytest.raises(ProfileUnknown, match="version 9"):
        profiles.read("enquete", 9)
    profiles.delete("enquete")
    assert profiles.names() == []
    with pytest.raises(ProfileUnknown):
        profiles.delete("enquete")


def test_a_mapping_goes_through_json_unchanged() -> None:
    """What a screen keeps between two clicks is the same mapping."""
    proposed = propose.propose(files.raw(files.GOOGLE_FORMS))
    assert mapping.of_json(proposed.model_dump_json()) == proposed
    assert mapping.of_json(json.loads(proposed.model_dump_json())) == proposed


def test_a_profile_on_another_file_names_what_is_missing() -> None:
    """A file without the columns of the profile is refused with their names."""
    profiles.save(propose.propose(files.raw(GRID)), "enquete")
    with pytest.raises(ProfileMismatch, match=files.saying("« enquete »", "« Situation RSA » et « Obstacles »")):
        files.prepared("Commune;RSA\nArras;Reçoit", {"profile": "enquete"})


def test_a_column_that_the_profile_does_not_know_is_left_aside() -> None:
    """Columns added since are not guessed when a profile is replayed."""
    profiles.save(propose.propose(files.raw(GRID)), "enquete")
    text = "Commune;Situation RSA;Obstacles;AAH\nAcq;Touche;Honte;Reçoit"
    assert files.respondents(text, {"profile": "enquete"})["benefit_aah"].tolist() == [""]


@pytest.mark.parametrize("name", ["", "../etc", "-", "é" * 80])
def test_names_that_a_profile_cannot_take(name: str) -> None:
    """A profile's name is a file's name and nothing else."""
    with pytest.raises((ProfileNameRefused, ProfileUnknown)):
        profiles.read(name)
    made = propose.propose(files.raw(GRID))
    if not name.strip("./-"):
        with pytest.raises(ProfileNameRefused):
            profiles.save(made, name)


@pytest.mark.parametrize("content", ["", "{", "[]", '{"kind": "autre"}', '{"kind": "barometer", "format": 1}'])
def test_a_damaged_profile_is_said_and_left_as_it_is(content: str, imports_of_its_own: Path) -> None:
    """A file that is not a profile is named, not overwritten, and does not hide the others."""
    made = propose.propose(files.raw(GRID))
    profiles.save(made, "bon")
    path = imports_of_its_own / "profiles" / "mauvais.json"
    path.write_text(content, encoding="utf-8")
    assert profiles.names() == ["bon"]
    for attempt in (lambda: profiles.read("mauvais"), lambda: profiles.save(made, "mauvais")):
        with pytest.raises(ProfileDamaged):
            attempt()
    assert path.read_text(encoding="utf-8") == content


@pytest.mark.parametrize(
    ("columns", "match"),
    [
        ([{"column": "A", "field": "xyz"}], "« xyz » n’existe pas"),
        ([{"column": "A", "field": "commune"}, {"column": "A"}], "deux fois"),
        ([{"column": "A", "field": "age"}, {"column": "B", "field": "age"}], "gardez l’une des deux"),
        ([{"column": "A", "field": "obstacles", "part": "xyz"}], "« xyz » n’est pas une réponse"),
        ([{"column": "A", "field": "benefit_rsa", "values": {"a": "xyz"}}], "« xyz » n’est pas une réponse possible"),
        ([{"column": "A", "field": "benefit_rsa", "rest": "yes"}], "« yes » n’est pas une réponse possible"),
    ],
)
def test_a_mapping_that_no_file_can_be_read_with_is_refused(columns: list[dict[str, object]], match: str) -> None:
    """What a mapping names must exist, once; the sentence names the column."""
    made = Mapping(columns=tuple(ColumnMapping.model_validate(one) for one in columns))
    with pytest.raises(MappingInvalid, match=files.saying(match)):
        apply.apply(files.raw("A;B\n1;2"), made)


def test_options_out_of_bounds_are_named() -> None:
    """An option that cannot be followed says what would be right."""
    for options, match in (
        ({"retention_months": "0"}, "1 à 60"),
        ({"retention_months": "deux"}, "1 à 60"),
        ({"today": "demain"}, "2024-11-24"),
        ({"shape": "cube"}, "respondents"),
        ({"wave": "x" * 60}, "40"),
    ):
        with pytest.raises(OptionRefused, match=match):
            files.prepared(GRID, options)
    with pytest.raises(MappingInvalid, match="columns"):
        files.prepared(GRID, {"mapping": {"columns": 3}})
    with pytest.raises(FileRefused, match="un fichier à la fois"):
        kinds.get("barometer").prepare({"a.csv": b"a", "b.csv": b"b"}, {})


def test_options_name_the_dataset_and_its_vintage() -> None:
    """The name, the title, the wave and the retention that the user gives are those of the dataset."""
    made = files.prepared(GRID, {"name": "Enquête 2024", "title": "Baromètre", "wave": "2024", "retention_months": 12})
    entry = made.entries["barometer_respondents"]
    assert (made.dataset, made.title, entry.vintage) == ("enquete-2024", "Baromètre", "2024")
    assert entry.keep_until == "2027-11-24"
    assert set(made.tables["barometer_respondents"]["wave"]) == {"2024"}
    assert files.prepared(GRID, {"vintage": "2025"}).entries["barometer_respondents"].vintage == "2025"


def test_applying_a_mapping_is_pure() -> None:
    """The same file and mapping give the same table and the same remarks."""
    raw = files.raw(files.LIMESURVEY_CODES)
    proposed = propose.propose(raw)
    one, other = (apply.apply(raw, proposed) for _ in range(2))
    pd.testing.assert_frame_equal(one.respondents, other.respondents)
    assert one.remarks == other.remarks
