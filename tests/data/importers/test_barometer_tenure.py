"""The optional question on the home: found by its words, read, kept, and absent where a file does not ask it."""

import pytest

from data.importers.barometer import choices, living, questionnaire
from data.importers.barometer.mapping import ColumnMapping, Mapping
from tests.data.importers import barometers as files

HEADERS = (
    "Logement",
    "Statut d'occupation du logement",
    "Êtes-vous propriétaire ou locataire ?",
    "Votre logement est :",
    "Êtes-vous logé en HLM ?",
)


@pytest.mark.parametrize("header", HEADERS)
def test_the_question_is_found_by_its_words(header: str) -> None:
    """However it is worded, its answers are read into four codes."""
    text = f"Commune,RSA,{header}\nArras,Reçoit,Propriétaire\nAcq,Reçoit,Locataire HLM\nArras,Reçoit,Locataire privé\n"
    made = files.prepared(text + "Arras,Reçoit,Hébergé à titre gratuit\nArras,Reçoit,")
    assert made.refused == 0
    assert made.tables["barometer_respondents"]["tenure"].tolist() == ["owner", "social", "private", "other", ""]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Locataire d'un logement social", "social"),
        ("Locataire du parc HLM", "social"),
        ("Accédant à la propriété", "owner"),
        ("Locataire d'un particulier", "private"),
        ("Location meublée", "private"),
        ("Logé gratuitement, autre", "other"),
        ("Autre", "other"),
        ("Locataire", None),
    ],
)
def test_answers_are_read_and_a_bare_tenant_is_asked(text: str, code: str | None) -> None:
    """HLM, private and owner are told apart; « Locataire » alone says neither, and is refused rather than guessed."""
    assert choices.read(text, living.TENURES) == code


def test_the_aid_to_housing_is_not_the_home() -> None:
    """« Aides au logement » stays a benefit."""
    made = files.prepared(
        "Commune,Aides au logement,Logement\nArras,Reçoit,Locataire HLM\nAcq,Non concerné,Propriétaire"
    )
    table = made.tables["barometer_respondents"]
    assert table["benefit_aides_logement"].tolist() == ["receives", "not_concerned"]
    assert table["tenure"].tolist() == ["social", "owner"]


def test_a_file_that_does_not_ask_has_it_blank() -> None:
    """The column is there and says nothing."""
    assert set(files.respondents(files.SPHINX)["tenure"]) == {""}


def test_an_older_profile_is_replayed_and_says_what_it_lacks() -> None:
    """A correspondence saved before the question reads the file as it did, and says where the question is."""
    columns = (ColumnMapping(column="Commune", field="commune"), ColumnMapping(column="RSA", field="benefit_rsa"))
    older = Mapping(name="enquete", version=1, questionnaire=1, columns=columns)
    made = files.prepared("Commune,RSA\nArras,Reçoit\nAcq,Non concerné", {"mapping": older})
    assert questionnaire.VERSION == 2
    assert made.accepted == 2
    said = " ".join(files.sentences(made))
    assert "liste de questions n° 1, relu avec la n° 2" in said
    assert "comme « Logement »" in said
