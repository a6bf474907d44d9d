"""Exports of survey tools: each style is recognised column by column, and gives the same respondents."""

import io

import pandas as pd
import pytest

from data.importers import commit, reading
from data.importers.barometer import propose
from data.importers.errors import ColumnsMissing
from tests.data.importers import barometers as files


def _fields(text: str) -> dict[str, tuple[str, str]]:
    return {one.column: (one.field, one.part) for one in propose.propose(files.raw(text)).columns}


def test_limesurvey_with_codes_as_headers() -> None:
    """A grid of benefits and ticked obstacles named by their codes are found, and so is the survey's noise."""
    found = _fields(files.LIMESURVEY_CODES)
    assert found["benef[APL]"] == ("benefit_aides_logement", "")
    assert found["obst[honte]"] == ("obstacles", "stigma")
    assert found["obst[other]"] == ("obstacles", "other")
    assert found["submitdate"] == ("day", "")
    assert {found[one] for one in ("id", "lastpage", "startlanguage", "seed", "ipaddr")} == {("", "")}
    table = files.respondents(files.LIMESURVEY_CODES)
    assert table["commune"].tolist() == ["62041", "62099", "62764"]
    assert table["benefit_aides_logement"].tolist() == ["non_take_up", "does_not_know", "not_concerned"]
    assert table["non_take_up"].tolist() == [True, False, False]
    assert table["obstacle_digital"].tolist() == [False, pd.NA, True]
    assert table["obstacle_other"].tolist() == [False, pd.NA, True]
    assert table["obstacle_language"].isna().all()
    assert table["wave"].tolist() == ["2024"] * 3
    assert table["weight"].tolist() == [1.25, 0.75, 1.0]
    assert table["first_contact"].tolist() == ["town_hall", "social_security", "france_services"]


def test_an_interrupted_questionnaire_is_left_aside() -> None:
    """A line that LimeSurvey keeps of somebody who answered nothing is said and not counted."""
    made = files.prepared(files.LIMESURVEY_CODES)
    assert "Ligne 4 : ligne sans réponse, laissée de côté." in files.sentences(made)
    assert (made.accepted, made.refused) == (3, 0)


def test_limesurvey_with_full_questions_as_headers() -> None:
    """Full questions with the line of the grid in brackets are found."""
    table = files.respondents(files.LIMESURVEY_TEXTS)
    assert table["benefit_rsa"].tolist() == ["receives", "not_concerned"]
    assert table["benefit_cheque_energie"].tolist() == ["does_not_know", "non_take_up"]
    assert table["obstacle_complexity"].tolist() == [True, False]
    assert table["obstacle_distance"].tolist() == [False, True]
    assert table["seniors"].tolist() == [False, True]
    assert table["rsa_ppa_de"].tolist() == [True, pd.NA]


def test_google_forms_with_several_choices_in_a_cell() -> None:
    """Choices parted by commas are told from commas inside a choice, and « Autre » from the choices."""
    table = files.respondents(files.GOOGLE_FORMS)
    assert table["benefit_rsa"].tolist() == ["receives", "not_concerned", "not_concerned"]
    assert table["benefit_aides_logement"].tolist() == ["receives", "not_concerned", "not_concerned"]
    assert table["benefit_ppa"].tolist() == ["not_concerned", "receives", "not_concerned"]
    assert table["benefit_c2s"].tolist() == ["not_concerned", "not_concerned", "non_take_up"]
    assert set(table["benefit_aah"]) == {""}
    assert table["non_take_up"].tolist() == [True, False, True]
    assert table["obstacle_stigma"].tolist() == [True, pd.NA, False]
    assert table["obstacle_distance"].tolist() == [False, pd.NA, True]
    assert table["obstacle_other"].tolist() == [False, pd.NA, True]
    assert table["digital"].tolist() == ["autonomous", "with_help", "unable"]
    assert table["situation"].tolist() == ["student", "employed", "retired"]


def test_a_benefit_that_is_not_received_is_not_read_as_received() -> None:
    """« Une aide que vous ne percevez pas » and « percevez-vous » are two questions, whatever their order."""
    missed = "Pensez-vous avoir droit à une aide que vous ne percevez pas ? Laquelle ?"
    received = "Quelles aides percevez-vous ?"
    text = f"Commune;{missed};{received}\nArras;C2S;RSA\nAcq;ASPA;Aucune\n"
    found = _fields(text)
    assert found[missed] == ("benefits_missed", "")
    assert found[received] == ("benefits_received", "")
    table = files.respondents(text)
    assert table["benefit_c2s"].tolist() == ["non_take_up", "not_concerned"]
    assert table["benefit_rsa"].tolist() == ["receives", "not_concerned"]
    assert table["non_take_up"].tolist() == [True, True]


def test_google_forms_exported_with_semicolons() -> None:
    """The other export of the same tool parts choices with semicolons."""
    text = files.GOOGLE_FORMS.replace('"Complexité des démarches, Peur du regard des autres"', "Honte;Distance")
    table = files.respondents(text)
    assert table["obstacle_stigma"].iloc[0]
    assert table["obstacle_distance"].iloc[0]


def test_sphinx_with_answers_spread_over_columns() -> None:
    """Ranked columns of one question hold answers, and « ; » parts those of a cell."""
    found = _fields(files.SPHINX)
    assert found["OBSTACLES_1"][0] == found["OBSTACLES_2"][0] == "obstacles"
    table = files.respondents(files.SPHINX)
    assert table["benefit_rsa"].tolist() == ["receives", "", ""]
    assert table["benefit_aides_logement"].tolist() == ["receives", "", ""]
    assert table["obstacle_complexity"].tolist() == [True, pd.NA, False]
    assert table["obstacle_digital"].tolist() == [False, pd.NA, True]
    assert table["mode"].tolist() == ["face_to_face", "telephone", "online"]
    assert table["non_take_up"].tolist() == [True, False, True]
    assert table["monoparents"].tolist() == [True, False, False]


def test_one_column_an_answer_ticked_with_its_own_text() -> None:
    """A column that repeats the answer where it was chosen, and is blank elsewhere, is a tick."""
    text = """
Commune;RSA;Freins : Distance;Freins : Honte
Arras;Reçoit;Distance;
Beaurains;Non concerné;;Honte
Dainville;Non concerné;;
"""
    table = files.respondents(text)
    assert table["obstacle_distance"].tolist() == [True, False, pd.NA]
    assert table["obstacle_stigma"].tolist() == [False, True, pd.NA]


@pytest.mark.parametrize("suffix", ["csv", "xlsx", "parquet", "cp1252"])
def test_the_same_answers_in_every_format(suffix: str) -> None:
    """The format and the encoding of a file change nothing of what it says."""
    raw = files.raw(files.SPHINX)
    buffer = io.BytesIO()
    if suffix == "xlsx":
        raw.rows.to_excel(buffer, index=False)
    elif suffix == "parquet":
        raw.rows.reset_index(drop=True).to_parquet(buffer, index=False)
    else:
        encoding = "cp1252" if suffix == "cp1252" else "utf-8"
        buffer.write(raw.rows.to_csv(sep=";", index=False).encode(encoding))
    pd.testing.assert_frame_equal(files.respondents(buffer.getvalue()), files.respondents(files.SPHINX))


def test_two_questions_that_list_benefits_say_who_is_not_concerned_and_say_so() -> None:
    """The deduction from two lists is told; with one list only, silence stays unknown."""
    said = " ".join(files.sentences(files.prepared(files.GOOGLE_FORMS)))
    assert "ni l’une ni l’autre des deux questions" in said
    alone = """
Commune,Quelles aides recevez-vous ?
Arras,"RSA, Prime d'activité"
Beaurains,RSA
"""
    table = files.respondents(alone)
    assert table["benefit_ppa"].tolist() == ["receives", ""]


def test_opaque_codes_are_not_guessed() -> None:
    """A file of codes alone is refused with what is lacking, and can be mapped by hand."""
    text = """
Q1,Q2,Q3[SQ001],Q3[SQ002]
Arras,A1,A2,A3
Beaurains,A2,A1,A1
"""
    with pytest.raises(ColumnsMissing, match="lieu de résidence"):
        files.prepared(text)
    mapping = propose.propose(files.raw(text)).reading("Q1", "commune").reading("Q3[SQ001]", "benefit_rsa")
    mapping = mapping.answering("Q3[SQ001]", "A1", "receives").answering("Q3[SQ001]", "A2", "non_take_up")
    table = files.respondents(text, {"mapping": mapping})
    assert table["benefit_rsa"].tolist() == ["non_take_up", "receives"]


def test_a_file_is_imported_and_forgotten_whole() -> None:
    """The switched table is the one that was previewed, out of the reach of what pages call."""
    from data import confidential, store
    from data.errors import TableConfidential

    made = files.prepared(files.SPHINX)
    commit.commit(made)
    table, entry = confidential.read("barometer_respondents")
    pd.testing.assert_frame_equal(table, made.tables["barometer_respondents"], check_dtype=False)
    assert entry.keep_until == "2029-11-24"
    with pytest.raises(TableConfidential):
        store.read("barometer_respondents")
    commit.forget("barometre")
    assert confidential.names() == []


def test_raw_table_is_left_as_it_was() -> None:
    """Reading respondents changes nothing of the cells: the same mapping gives the same table again."""
    raw = files.raw(files.LIMESURVEY_CODES)
    before = raw.rows.copy()
    files.prepared(files.LIMESURVEY_CODES)
    propose.propose(raw)
    pd.testing.assert_frame_equal(raw.rows, before)
    assert isinstance(raw, reading.RawTable)
