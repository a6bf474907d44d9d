"""The rules by which answers are read and publics deduced, on cases worked by hand."""

from datetime import date

import pandas as pd
import pytest

from data.importers.barometer import ages, choices, living, publics
from data.importers.barometer.ages import Age
from data.importers.barometer.headings import parse


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("43", 43, 43),
        ("43 ans", 43, 43),
        ("43,0", 43, 43),
        ("18-24", 18, 24),
        ("De 18 à 24 ans", 18, 24),
        ("[16;25]", 16, 25),
        ("65 ans et plus", 65, 120),
        ("65+", 65, 120),
        ("65 ans ou +", 65, 120),
        ("plus de 65 ans", 66, 120),
        ("> 65", 66, 120),
        (">= 65", 65, 120),
        ("moins de 25 ans", 16, 24),
        ("- de 25 ans", 16, 24),
        ("<25", 16, 24),
        ("moins de 12 ans", 0, 11),
        ("jusqu'à 25 ans", 16, 25),
        ("1950", 74, 74),
    ],
)
def test_ages_are_read_as_questionnaires_write_them(text: str, low: int, high: int) -> None:
    """Years, classes of any bounds and years of birth give the ages that they say."""
    assert ages.parse(text, date(2024, 11, 1)) == Age(low, high)


@pytest.mark.parametrize("text", ["", "abc", "130", "70-60", "12345", "10 12 14", "-5", "2023-11-01"])
def test_what_is_no_age_is_none(text: str) -> None:
    """A text that no living person's age could be is not an age."""
    assert ages.parse(text, date(2024, 11, 1)) is None


@pytest.mark.parametrize(
    ("age", "jeune", "senior", "kept"),
    [
        (Age(15, 15), False, False, "under_16"),
        (Age(16, 16), True, False, "16_25"),
        (Age(25, 25), True, False, "16_25"),
        (Age(26, 26), False, False, "26_39"),
        (Age(64, 64), False, False, "55_64"),
        (Age(65, 65), False, True, "65_74"),
        (Age(75, 120), False, True, "75_plus"),
        (Age(18, 29), True, False, "16_25"),
        (Age(25, 34), False, False, "26_39"),
        (Age(60, 69), False, False, "55_64"),
        (Age(60, 120), False, True, "75_plus"),
    ],
)
def test_publics_of_ages(age: Age, jeune: bool, senior: bool, kept: str) -> None:
    """Bounds are included, and a class that straddles one is read at its middle."""
    assert publics.of_age(age, publics.JEUNES) is jeune
    assert publics.of_age(age, publics.SENIORS) is senior
    assert age.code == kept


def test_publics_deduced_by_hand() -> None:
    """Each rule gives true, false or unknown to the respondents that it was written for."""
    answers = pd.DataFrame(
        [
            ("single_parent", "employed", "not_concerned", "receives", ""),
            ("", "jobseeker", "", "", ""),
            ("couple_children", "employed", "not_concerned", "non_take_up", ""),
            ("", "retired", "", "", "receives"),
            ("other", "", "", "", ""),
        ],
        columns=["household", "situation", "benefit_rsa", "benefit_ppa", "benefit_assurance_chomage"],
    )
    found = publics.derive(
        [Age(30, 30), Age(20, 20), None, Age(66, 66), Age(40, 40)],
        answers,
        [None, 2, None, 0, 3],
        [None, False, None, None, None],
    )
    assert found["monoparents"].tolist() == [True, True, False, False, pd.NA]
    assert found["rsa_ppa_de"].tolist() == [True, True, False, True, pd.NA]
    assert found["jeunes"].tolist() == [False, True, pd.NA, False, False]
    assert found["seniors"].tolist() == [False, False, pd.NA, True, False]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Oui, je la touche", "receives"),
        ("Je le reçois", "receives"),
        ("Reçu", "receives"),
        ("Perçoit", "receives"),
        ("Oui", "receives"),
        ("Non concerné(e)", "not_concerned"),
        ("Je n’y ai pas droit", "not_concerned"),
        ("Je pense ne pas y avoir droit", "not_concerned"),
        ("Je n'y ai pas droit, je ne la reçois pas", "not_concerned"),
        ("J'y ai droit mais je ne la reçois pas", "non_take_up"),
        ("Je ne la touche pas mais je pense y avoir droit", "non_take_up"),
        ("Pense y avoir droit et ne reçoit pas", "non_take_up"),
        ("Je pense y avoir droit mais je ne sais pas comment la demander", "non_take_up"),
        ("Ne sait pas si j'y ai droit", "does_not_know"),
        ("NSP", "does_not_know"),
        ("Non", None),
        ("Je ne la reçois pas", None),
    ],
)
def test_statuses_in_people_s_words(text: str, code: str | None) -> None:
    """« Non » to « recevez-vous » may mean two things, and is not guessed."""
    assert choices.read(text, choices.STATUSES) == code


@pytest.mark.parametrize(
    ("text", "listed", "code"),
    [
        ("Je n'ai pas fait la demande", choices.FORMS, "unclaimed"),
        ("J'ai fait une demande, sans réponse", choices.FORMS, "unreceived"),
        ("On ne me l'a jamais proposée", choices.FORMS, "unoffered"),
        ("Je ne connaissais pas cette aide", choices.FORMS, "unaware"),
        ("Pas de moyen de transport", choices.OBSTACLES, "mobility"),
        ("Le guichet est trop loin", choices.OBSTACLES, "distance"),
        ("Aucune", choices.OBSTACLES, "none"),
        ("Aucune information", choices.OBSTACLES, "information"),
        ("Sans emploi", living.SITUATIONS, "jobseeker"),
        ("Sans activité", living.SITUATIONS, "other"),
        ("En activité", living.SITUATIONS, "employed"),
        ("Seul(e) avec enfant(s)", living.HOUSEHOLDS, "single_parent"),
        ("En couple avec enfants", living.HOUSEHOLDS, "couple_children"),
        ("Pas du tout à l'aise", living.DIGITAL, "unable"),
        ("Plutôt à l'aise", living.DIGITAL, "autonomous"),
    ],
)
def test_other_answers_in_people_s_words(text: str, listed: tuple[choices.Choice, ...], code: str) -> None:
    """The words of each list tell its answers apart."""
    assert choices.read(text, listed) == code


def test_every_label_is_read_as_its_own_code() -> None:
    """What the template offers in its lists is understood as what it says."""
    lists = (
        choices.BENEFITS,
        choices.STATUSES,
        choices.FORMS,
        choices.OBSTACLES,
        living.HOUSEHOLDS,
        living.SITUATIONS,
        living.FIRST_CONTACTS,
        living.MOBILITIES,
        living.DIGITAL,
        living.MODES,
        living.PUBLICS,
    )
    for listed in lists:
        for one in listed:
            assert choices.read(one.label, listed) == one.code
            assert one.pattern.search("xyz zyx") is None


def test_headers_of_each_tool_are_taken_apart() -> None:
    """Codes, ranks, brackets, underscores and merged rows all part the question from the answer."""
    columns = [
        "Q3[SQ001]. Quels freins avez-vous rencontrés ? [Distance]",
        "Quels freins ? [Honte]",
        "12. Commune de résidence",
        "FREINS_distance",
        "FREINS_honte",
        "Prestations · RSA",
        "Q1[SQ002]",
        "Freins : Distance trop grande",
        "Freins : Honte ou gêne",
        "commune. Dans quelle commune habitez-vous ?",
    ]
    found = [(one.stem, one.part) for one in parse(columns)]
    assert found == [
        ("quels freins avez vous rencontres", "distance"),
        ("quels freins", "honte"),
        ("commune de residence", ""),
        ("freins", "distance"),
        ("freins", "honte"),
        ("prestations", "rsa"),
        ("q1", "sq002"),
        ("freins", "distance trop grande"),
        ("freins", "honte ou gene"),
        ("dans quelle commune habitez vous", ""),
    ]
