"""The sentences of the page Baromètre are true in every state of the results."""

from dataclasses import replace

import pytest

from data.formats import NARROW, NO_BREAK
from indicators.barometer import Change, Finding, Panel, Record, Results
from indicators.barometer.findings import hidden
from indicators.barometer.topics import BENEFIT_LABELS, OBSTACLE_LABELS, PUBLIC_LABELS
from reports.sentences import barometre as sentences
from reports.sentences import barometre_words as words


def shown(key: str, share: float, half: float = 4.0, n: int = 200, reliability: str = "fiable") -> Finding:
    """A finding with a symmetric interval."""
    return Finding(key, key.capitalize(), share, share - half, share + half, n, reliability)


def panel(*findings: Finding, key: str = "publics", title: str = "Titre") -> Panel:
    """A panel of those findings."""
    return Panel(key, title, "des habitants de 16 ans ou plus", findings)


def results(**changed: object) -> Results:
    """Results of everybody and all benefits, of 1 200 respondents, with what is changed."""
    empty = panel()
    made = Results(
        wave="2024",
        public="tous",
        benefit="tous",
        overall=shown("tous", 16, 2, 1200),
        people=14_000,
        publics=empty,
        benefits=empty,
        places=empty,
        forms=empty,
        obstacles=panel(shown("complexity", 54), shown("information", 42)),
        contacts=empty,
        distances=empty,
        obstacles_by_distance=(empty, empty, empty),
        record=Record(
            1200, weighted=True, margins=("Âge",), design_effect=1.04, effective=1150, smallest=0.7, largest=1.2
        ),
    )
    return replace(made, **changed)


def plain(sentence: str) -> str:
    """A sentence with ordinary spaces."""
    return sentence.replace(NARROW, " ").replace(NO_BREAK, " ")


def test_the_answer_has_its_interval_respondents_and_people() -> None:
    """The first sentence gives share, interval, respondents, wave and people; the second the obstacle."""
    assert plain(sentences.answer(results())) == (
        "**16 % des habitants de 16 ans ou plus** (estimation, de 14 à 18 %, 1 200 répondants, baromètre 2024) pensent "
        "avoir droit à une prestation sans la recevoir, soit environ 14 000 personnes (de 12 200 à 15 800). Ce qui "
        "arrête le plus souvent : **la complexité des démarches** (54 % des personnes en non-recours)."
    )


def test_a_tie_is_said() -> None:
    """Two obstacles that round to the same share are named together."""
    found = results(obstacles=panel(shown("complexity", 42.2), shown("information", 41.8)))
    assert "le manque d’information** (42 % des personnes en non-recours, à égalité)" in plain(sentences.answer(found))


def test_nothing_publishable_is_said() -> None:
    """With every result hidden, the page says so and why, without a number of respondents."""
    found = results(overall=hidden("tous", "x"), obstacles=panel(hidden("complexity", "x")), people=None)
    said = plain(sentences.answer(found))
    assert said.startswith("**Rien de ce baromètre (2024) ne peut être publié**")
    assert "1 200" not in said


@pytest.mark.parametrize("public", PUBLIC_LABELS)
@pytest.mark.parametrize("benefit", BENEFIT_LABELS)
@pytest.mark.parametrize("known", [True, False])
def test_every_choice_is_answered(public: str, benefit: str, known: bool) -> None:
    """For every public and benefit, shown or hidden, there is a sentence with a capital and a full stop."""
    overall = shown(public, 30, 12, 60, "fragile") if known else hidden(public, "x")
    said = plain(sentences.answer(results(public=public, benefit=benefit, overall=overall, people=None)))
    assert said[0] in "*P1234567890"
    assert said.endswith(".")
    assert "None" not in said
    assert ("fragile" in said) is known
    assert ("n’est pas publiable" in said) is not known


def test_without_weights_the_share_is_of_the_respondents() -> None:
    """A barometer that is not raked tells of its respondents, not of the residents."""
    said = plain(sentences.answer(results(record=Record(1200, weighted=False), people=None)))
    assert said.startswith("**16 % des répondants**")
    assert "habitants" not in said


def test_a_wave_without_a_name_is_not_named() -> None:
    """A wave that the file does not name leaves no hole in the sentence."""
    assert "baromètre )" not in plain(sentences.answer(results(wave="")))
    assert "baromètre  " not in plain(sentences.answer(results(wave="")))


def test_a_sure_gap_and_one_that_is_not() -> None:
    """A gap is sure, even of intervals that meet, or chance may explain it: the sentence says which."""
    apart = plain(sentences.compared(panel(shown("jeunes", 30, 4), shown("seniors", 12, 4))))
    assert (
        apart
        == "De la plus basse à la plus haute : « Seniors », 12 % (de 8 à 16 %) ; **« Jeunes », 30 % (de 26 à 34 %)**."
    )
    assert "aucun écart n’est assuré" in sentences.compared(panel(shown("jeunes", 16, 4), shown("seniors", 14, 4)))
    assert "aucun écart n’est assuré" in sentences.compared(panel(shown("jeunes", 14, 4), shown("seniors", 14, 4)))
    meeting = plain(sentences.compared(panel(shown("jeunes", 19, 4), shown("seniors", 12, 4))))
    assert meeting.startswith("De la plus basse à la plus haute : « Seniors »")
    middle = [shown("haut", 40, 30), shown("plus", 30, 2), shown("moins", 20, 2), shown("bas", 18, 15)]
    assert plain(sentences.compared(panel(*middle))).startswith("Le plus grand écart assuré : « Moins », 20 %")


def test_one_or_no_share_compares_nothing() -> None:
    """One publishable share is said alone; none is said to be none; no question, nothing."""
    assert sentences.compared(panel(shown("jeunes", 30), hidden("seniors", "Seniors"))).startswith(
        "Seule part publiable"
    )
    assert sentences.compared(panel(hidden("seniors", "Seniors"))).startswith("Aucune part")
    assert sentences.compared(panel()) == ""


@pytest.mark.parametrize("say", [sentences.forms, sentences.obstacles, sentences.contacts])
def test_what_was_not_asked_and_what_is_hidden_differ(say: object) -> None:
    """A question that was not asked is not the same as one whose answers are all hidden."""
    assert callable(say)
    gone = panel(hidden("unaware", "x"))
    asked = results(forms=gone, obstacles=gone, contacts=gone)
    unasked = results(obstacles=panel())
    assert "n’est publiable" in say(asked)
    assert "ne dit rien" in say(unasked)


def test_obstacles_are_listed_by_share() -> None:
    """Three at most, the largest first; one alone is said to be alone."""
    many = results(
        obstacles=panel(shown("digital", 10), shown("complexity", 54), shown("waiting", 20), shown("other", 5))
    )
    assert plain(sentences.obstacles(many)).endswith(
        "**la complexité des démarches (54 %), les délais ou l’attente (20 %) et le numérique (10 %)**."
    )
    assert "le reste n’est pas publiable" in sentences.obstacles(results(obstacles=panel(shown("digital", 30))))


def test_forms_and_contacts_are_french_clauses() -> None:
    """Forms follow « disent », contacts follow « citent »; a public is named."""
    found = results(forms=panel(shown("unoffered", 40)), contacts=panel(shown("town_hall", 25)), public="jeunes")
    assert "disent le plus souvent **que personne ne leur a proposé le droit**" in sentences.forms(found)
    assert sentences.contacts(found).startswith("Les jeunes de 16 à 25 ans citent d’abord")


def test_near_and_far() -> None:
    """An obstacle that is surely more frequent far away is said; otherwise no gap is; with nothing in common, none."""
    near, far = (
        panel(shown("distance", 8), title="Moins de 5 minutes"),
        panel(shown("distance", 40), title="Plus de 10 minutes"),
    )
    sure = results(obstacles_by_distance=(near, panel(), far))
    assert "la distance, 8 % à moins de 5 minutes contre 40 % à plus de 10 minutes" in plain(sentences.distance(sure))
    same = results(obstacles_by_distance=(near, panel(), near))
    assert "pas d’écart assuré" in sentences.distance(same)
    gone = panel(hidden("distance", "x"))
    assert "Aucun obstacle" in sentences.distance(results(obstacles_by_distance=(gone, gone, gone)))
    assert "ne dit rien" in sentences.distance(results())


def test_what_is_not_published_is_named_beside_what_is() -> None:
    """Hidden answers are listed where others are shown, and not repeated where none is."""
    assert "« Seniors »" in plain(sentences.unpublished(panel(shown("jeunes", 30), hidden("seniors", "Seniors"))))
    assert sentences.unpublished(panel(shown("jeunes", 30))) == ""
    assert sentences.unpublished(panel(hidden("seniors", "Seniors"))) == ""


@pytest.mark.parametrize(
    ("difference", "p_value", "said"),
    [
        (5.0, 0.01, "**Le taux monte**"),
        (-5.0, 0.0001, "**Le taux baisse**"),
        (0.4, 0.8, "**Pas de changement assuré**"),
        (0.0, 1.0, "**Pas de changement assuré**"),
        (0.4, None, "n’a pas pu être testé"),
        (None, None, "n’est pas publiable"),
    ],
)
def test_two_waves(difference: float | None, p_value: float | None, said: str) -> None:
    """A rise, a fall, no sure change, no test, nothing publishable: each has its sentence."""
    interval = (None, None) if difference is None else (difference - 1, difference + 1)
    found = Change("2024", "2026", shown("tous", 16), shown("tous", 21), difference, *interval, p_value)
    assert said in sentences.change(found)


def test_the_record_says_what_was_done() -> None:
    """Raked respondents have their diagnostics; the others are said not to be raked."""
    assert "Effet de plan des poids : 1,04" in plain(sentences.record(results().record))
    assert "sans redressement" in sentences.record(Record(1200, weighted=False, left_aside=("Âge : trop peu.",)))
    assert sentences.record(Record(None, weighted=False)).startswith("Moins de 30 répondants")


def test_the_group_of_a_commune_is_said_to_be_the_group() -> None:
    """The estimate of a group is never given for one commune's; the largest commune is its own group."""
    rural = shown("rural", 12)
    said = plain(sentences.group_of("Acq", replace(rural, label="Communes rurales"), results()))
    assert "pas de Acq" not in said
    assert "groupe entier, non de la commune seule" in said
    assert "groupe" not in sentences.group_of("Arras", replace(rural, label="Arras"), results())
    assert "n’est pas publiable" in sentences.group_of("Acq", hidden("rural", "Communes rurales"), results())


def test_one_line_for_the_first_page() -> None:
    """The line gives share and interval; it is empty when nothing is publishable."""
    assert "16 % des habitants" in plain(sentences.line(results()))
    assert sentences.line(results(overall=hidden("tous", "x"))) == ""


def test_published_facts() -> None:
    """Without a barometer the published facts answer, or their absence does."""
    said = sentences.published([("16 % des répondants", ""), ("23 % des répondants", "s’adressent d’abord à la Caf")])
    assert "**16 % des répondants en situation de non-recours** ; 23 % des répondants s’adressent" in plain(said)
    assert "Publié par France urbaine : **16 %" in plain(sentences.published([("16 %", "")], "France urbaine"))
    assert "aucun chiffre publié" in sentences.published([])


def test_every_answer_has_words() -> None:
    """Every obstacle, benefit and public has its words."""
    assert all(words.obstacle(key) for key in OBSTACLE_LABELS)
    assert {*BENEFIT_LABELS} - {"tous"} == {*words.RIGHTS}
    assert all(words.people(key, weighted=True) for key in PUBLIC_LABELS)
