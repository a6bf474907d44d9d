"""What the mapping screen rests on: doubts, texts to settle, and counts that name nobody."""

import pytest

from data.importers import reading
from data.importers.barometer import mapping, preview, propose, review
from data.importers.barometer.entries import THRESHOLD
from data.importers.barometer.mapping import IGNORED, OUTSIDE
from data.importers.outcome import Import
from tests.data.importers import barometers as files
from tests.data.importers import surveys


def _fields(content: bytes) -> dict[str, tuple[str, str]]:
    return {one.column: (one.field, one.part) for one in propose.propose(reading.read_table(content, "e.csv")).columns}


def test_ticked_benefits_are_told_apart_by_the_question() -> None:
    """« Oui » under the same benefit is received in one question, missed in the other; never the contrary."""
    found = _fields(surveys.limesurvey())
    received = "Parmi ces aides, lesquelles recevez-vous ? [Le RSA]"
    missed = "À quelles aides pensez-vous avoir droit sans les demander ? [Le RSA]"
    assert found[received] == ("benefits_received", "rsa")
    assert found[missed] == ("benefits_missed", "rsa")
    table = files.respondents(surveys.limesurvey())
    assert table["benefit_rsa"].tolist()[:6] == [
        "receives", "", "receives", "not_concerned", "receives", "non_take_up",
    ]  # fmt: skip


def test_an_answer_of_a_question_is_not_another_question() -> None:
    """« Je n’ai pas internet », ticked among obstacles, is an obstacle; the question on internet stays free."""
    found = _fields(surveys.limesurvey())
    assert found["Qu'est-ce qui vous empêche de demander ? [Je n'ai pas internet ou je ne sais pas m'en servir]"] == (
        "obstacles",
        "digital",
    )
    assert found["Êtes-vous à l'aise avec les démarches en ligne ?"] == ("digital", "")


def test_a_benefit_that_is_only_ticked_is_to_be_checked() -> None:
    """A column named after a benefit, with « Oui » and « Non », may be received or due: a person decides."""
    raw = files.raw("Commune;RSA\nArras;Oui\nAcq;Non\nAgny;Oui")
    proposed = propose.propose(raw)
    assert review.doubtful(raw, proposed) == ["RSA"]
    asked = files.raw("Commune;Recevez-vous le RSA ?\nArras;Oui\nAcq;Oui")
    assert review.doubtful(asked, propose.propose(asked)) == []


def test_an_answer_left_out_of_its_question_is_to_be_checked() -> None:
    """Of a question with one column an answer, the column that nothing reads is asked for; a number is not."""
    text = (
        "id;Commune;RSA;Freins : Distance;Freins : Honte;Freins : La lune\n1;Arras;Reçoit;Oui;;Oui\n2;Acq;Reçoit;;Oui;"
    )
    raw = files.raw(text)
    assert review.doubtful(raw, propose.propose(raw)) == ["Freins : La lune"]


def test_a_column_chosen_by_hand_finds_its_separator_and_its_answers() -> None:
    """Said to hold obstacles, a column of opaque name has its cells parted and its known answers read."""
    raw = files.raw(
        'Commune;RSA;Q7\nArras;Reçoit;"Trop loin, Honte"\nAcq;Reçoit;"Honte, Trop loin"\nAgny;Reçoit;Trop loin'
    )
    bare = propose.propose(raw).reading("Q7", "")
    chosen = propose.read_as(raw, bare, "Q7", "obstacles")
    assert chosen.column("Q7").split == ","
    assert chosen.column("Q7").confidence == 1
    texts = review.texts(raw, chosen, "Q7")
    assert dict(zip(texts["text"], texts["code"], strict=True)) == {"Trop loin": "distance", "Honte": "stigma"}
    again = propose.read_as(raw, chosen, "Q7", "")
    assert (again.column("Q7").field, again.column("Q7").values) == ("", {})


def test_every_reading_offered_can_be_followed() -> None:
    """Whatever a screen offers for a column is a mapping that the importer takes."""
    for shape in ("respondents", "aggregates"):
        offered = review.readings(shape)
        assert len(set(offered.values())) == len(offered)
        for field, part in offered:
            one = mapping.ColumnMapping(column="x", field=field, part=part)
            mapping.require(mapping.Mapping(shape=shape, columns=(one,)))


def test_places_and_ages_that_are_not_read_are_listed_with_what_they_may_be() -> None:
    """A town elsewhere and an unreadable age are listed as not read, and any code offered is understood."""
    text = "Commune;Âge;RSA\nLens;jeune;Reçoit\nArras;16-25 ans;Reçoit\nArras;43;Reçoit"
    raw = files.raw(text)
    proposed = propose.propose(raw)
    places = review.listed(raw, proposed, "Commune").set_index("text")
    assert places.loc["Arras", ["count", "code", "how"]].tolist() == [2, "62041", "proposé"]
    assert places.loc["Lens", "how"] == "non lu"
    assert {OUTSIDE, "62041"} <= set(review.codes(proposed, "Commune"))
    ages = review.listed(raw, proposed, "Âge").set_index("text")
    assert ages.loc["16-25 ans", "label"] == "16 à 25 ans"
    assert ages.loc["jeune", "how"] == "non lu"
    settled = proposed.answering("Commune", "Lens", OUTSIDE).answering("Âge", "jeune", "16 à 25 ans")
    assert set(review.listed(raw, settled, "Commune")["how"]) == {"choisi", "proposé"}
    made = files.prepared(text, {"mapping": settled})
    assert (made.accepted, made.refused) == (2, 0)
    for code in review.codes(proposed, "Âge"):
        assert files.prepared(text, {"mapping": settled.answering("Âge", "jeune", code)}).refused == 0


def test_nothing_of_a_confirmed_address_is_listed() -> None:
    """An address kept as its commune, and a birth date kept as its class, show no text."""
    raw = reading.read_table(surveys.opaque(), "e.csv")
    chosen = propose.read_as(raw, propose.propose(raw), "Adresse", "commune", coarsen="commune")
    chosen = propose.read_as(raw, chosen, "Date de naissance", "age", coarsen="age_class")
    for column in ("Adresse", "Date de naissance"):
        assert review.listed(raw, chosen, column).empty
    shown = review.columns(raw, chosen).set_index("column")
    assert shown.loc["Adresse", "samples"] == ()


def test_samples_are_texts_that_come_back() -> None:
    """The examples of a column are answers that several gave, and never a sentence of somebody's own."""
    long = "je voudrais vous dire que mon voisin de palier, qui a 84 ans, ne reçoit rien du tout depuis deux ans"
    raw = files.raw("Commune;RSA;Situation\n" + "\n".join(f"Arras;Reçoit;{one}" for one in (long, "A", "B", "B")))
    samples = review.columns(raw, propose.propose(raw)).set_index("column").loc["Situation", "samples"]
    assert samples == ("B",)


def test_other_texts_may_all_be_no_answer() -> None:
    """Said to be no answer, all the texts that nothing reads are kept silent, counted in one remark."""
    text = "Commune;RSA;Situation\nArras;Reçoit;zut\nAcq;Reçoit;En emploi\nAgny;Reçoit;flûte"
    proposed = propose.propose(files.raw(text))
    assert files.prepared(text).refused == 2
    made = files.prepared(text, {"mapping": proposed.answering_others("Situation", IGNORED)})
    assert made.refused == 0
    assert made.tables["barometer_respondents"]["situation"].tolist() == ["", "employed", ""]
    assert "2 réponses non lues comptées sans réponse, d’après la correspondance" in " ".join(files.sentences(made))


def _many(respondents: int, receiving: int) -> Import:
    lines = [f"Arras;{'Reçoit' if row < receiving else 'Non concerné'};70 ans" for row in range(respondents)]
    return files.prepared("Commune;RSA;Âge\n" + "\n".join(lines))


@pytest.mark.parametrize("receiving", [0, 1, THRESHOLD - 1, THRESHOLD, 12])
def test_small_counts_never_leave_the_preview(receiving: int) -> None:
    """A count of fewer than eleven is hidden, nil included; from eleven on it is exact."""
    found = preview.of(_many(40, receiving))
    assert found is not None
    rsa = next(one for one in found.benefits if one.label == "RSA")
    receives = rsa.counts[preview.STATUS_LABELS.index("Reçoit")]
    assert receives == (receiving if receiving >= THRESHOLD else None)
    assert (found.respondents, found.communes) == (40, 1)
    seniors = next(one for one in found.publics if "65 ans" in one.label)
    assert (seniors.counts, seniors.asked) == ((40,), True)
    assert seniors.rule.startswith("Seniors : 65 ans")
    assert not next(one for one in found.benefits if one.label == "AAH").asked


def test_a_file_already_counted_has_a_preview_of_its_lines() -> None:
    """Of counts, the preview says how many lines are about each public and benefit, and how many areas."""
    found = preview.of(files.prepared(files.COUNTED))
    assert found is not None
    assert found.counted
    assert found.communes == 2
    assert next(one for one in found.publics if one.label.startswith("Jeunes")).asked
    assert next(one for one in found.benefits if one.label == "RSA").asked


def test_an_import_that_holds_nothing_has_no_preview() -> None:
    """Where every line is refused there is nothing to count."""
    assert preview.of(files.prepared("Commune;RSA\nLens;Reçoit")) is None
