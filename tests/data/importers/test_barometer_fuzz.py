"""Any file, any correspondence: a sentence or a sound table, never a traceback, a wrong code or a person."""

import contextlib
import io
import re
from typing import Any

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from data import store
from data.errors import DataError
from data.importers import commit, kinds
from data.importers.barometer import apply, entries, form, living, mapping, propose, review
from data.importers.barometer.choices import STATUSES
from data.importers.barometer.questionnaire import AGGREGATES, FIELDS
from data.importers.outcome import Import
from data.importers.reading import read_table
from tests.data.importers import barometers as files

FUZZ = settings(deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
HEADERS = [
    *(one.header for one in form.COLUMNS),
    *(
        column
        for text in (files.LIMESURVEY_CODES, files.GOOGLE_FORMS, files.SPHINX)
        for column in files.raw(text).columns
    ),
    "Répondants",
    "En non-recours",
    "Taux de non-recours (%)",
    "Code postal",
    "Date de naissance",
    "Adresse",
    "Nom",
    "id",
]
CELLS = [
    *("", "Arras", "62041", "62000", "Aras", "Acq", "Lille", "Quatre As", "620040101", "Baudimont", "CUA"),
    *("43", "16-25 ans", "65 ans et plus", "1950", "999", "-1", "0", "1", "1,25", "1e308", "9" * 30, "12,5 %", "s"),
    *("Oui", "Non", "Reçoit", "Non concerné", "Ne sait pas", "Pense y avoir droit et ne reçoit pas", "Peut-être"),
    *("RSA, Prime d'activité", "RSA;AAH", "Distance / Honte", "Aucun", "Autre", "Parent isolé", "Retraité", "Bus"),
    *("12/11/2024", "14/08/1955", "31/02/2024", "EXEMPLE FICTIF", "EXEMPLE À EFFACER", "Total", "=1+1", "\u202f", "٣"),
    *("zephyrine@exemple.fr", "06 12 34 56 78", "2 55 08 14 168 025 38", "14 rue du Moulin 62000 Arras"),
]
PERSON = re.compile(r"zephyrine|06 12 34|2 55 08|rue du Moulin|14/08/1955")
KEYS = st.sampled_from(["kind", "columns", "column", "field", "values", "shape", "x"])
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=4),
    max_leaves=12,
)
CELL = st.one_of(st.sampled_from(CELLS), st.text(max_size=12))


PLACES = st.sampled_from(["Arras", "62041", "Acq", "St Nicolas", "Ensemble", ""])
STATES = st.sampled_from(["Reçoit", "Non concerné", "Pense y avoir droit et ne reçoit pas", "Ne sait pas", ""])
COUNTS = st.sampled_from(["40", "12", "7", "0", "s", "12,5 %"])
STARTS = {
    ("Commune", "RSA"): (PLACES, STATES),
    ("Commune", "Répondants", "En non-recours"): (PLACES, COUNTS, COUNTS),
    ("Commune", "Public", "Répondants", "Non-recours RSA (%)"): (PLACES, PLACES, COUNTS, COUNTS),
    (): (),
}


@st.composite
def tables(draw: st.DrawFn) -> bytes:
    """Files whose headers and cells are a survey's, or nearly."""
    start = draw(st.sampled_from(list(STARTS)))
    more = draw(st.lists(st.one_of(st.sampled_from(HEADERS), st.text(max_size=10)), min_size=not start, max_size=6))
    cells = [st.one_of(one, one, one, CELL) for one in STARTS[start]] + [CELL] * len(more)
    rows = draw(st.lists(st.tuples(*cells), min_size=1, max_size=6))
    lines = [";".join('"' + one.replace('"', '""') + '"' for one in row) for row in [(*start, *more), *rows]]
    return "\n".join(lines).encode("utf-8", "surrogatepass")


def _sound(made: Import) -> None:
    """Check what no import may break."""
    assert made.accepted == sum(len(table) for table in made.tables.values())
    for one in made.remarks:
        assert one.sentence
        assert one.message
    for name, table in made.tables.items():
        assert [column.name for column in made.entries[name].columns] == list(table.columns)
        assert made.entries[name].confidential
        assert not PERSON.search(table.to_csv())
        if name == entries.RESPONDENTS:
            communes = set(store.read_plain("communes", ["code"])["code"])
            assert set(table["commune"]) <= communes | {""}
            assert set(table["age_class"]) <= set(living.AGE_CLASSES) | {""}
            assert set(table["benefit_rsa"]) <= {one.code for one in STATUSES} | {""}
            for key in ("household", "situation", "first_contact", "mobility", "digital", "mode"):
                assert set(table[key]) <= set(FIELDS[key].labels) | {""}
            assert table["weight"].gt(0).all()
        else:
            assert not (table["missed"] > table["respondents"]).any()
            assert not table.duplicated(["level", "code", "public", "benefit", "wave"]).any()
    if made.tables:
        commit.commit(made, partial=True)


def _prepared(content: bytes, options: dict[str, Any]) -> None:
    try:
        made = files.prepared(content, options)
    except DataError:
        return
    _sound(made)


@settings(FUZZ, max_examples=80)
@given(tables())
def test_any_table_gives_a_sentence_or_a_sound_import(content: bytes) -> None:
    """Whatever the headers and the cells, what is kept is only codes, and can be written."""
    _prepared(content, {})


@settings(FUZZ, max_examples=80)
@given(tables(), st.data())
def test_any_correspondence_gives_a_sentence_or_a_sound_import(content: bytes, data: st.DataObject) -> None:
    """Whatever a screen makes of a proposal, the correspondence is refused or followed."""
    try:
        proposed = propose.propose(read_table(content, "enquete.csv"))
    except DataError:
        return
    fields = FIELDS if proposed.shape == "respondents" else AGGREGATES
    for one in data.draw(st.lists(st.sampled_from(proposed.columns), max_size=3)):
        field = data.draw(st.sampled_from([one.field, "", *fields]))
        parts = ["", "", *(fields[field].labels if field else [])]
        codes = st.sampled_from(["", *mapping.codes_of(one, proposed.shape), "62041", "outside"])
        changed = one.model_copy(
            update={
                "field": field,
                "part": data.draw(st.sampled_from(parts)),
                "split": data.draw(st.sampled_from(["", ";", ",", "/"])),
                "values": data.draw(st.dictionaries(CELL, codes, max_size=2)),
                "coarsen": data.draw(st.sampled_from(["", "", "age_class", "commune"])),
            }
        )
        proposed = proposed.replacing(changed)
    _prepared(content, {"mapping": proposed})


@settings(FUZZ, max_examples=40)
@given(tables())
def test_any_table_can_be_shown_and_corrected(content: bytes) -> None:
    """What a screen lists of a file never fails, and a mapping proposed is one that can be followed."""
    try:
        raw = read_table(content, "enquete.csv")
    except DataError:
        return
    proposed = propose.propose(raw)
    mapping.require(proposed)
    assert list(review.columns(raw, proposed)["column"]) == list(raw.columns)
    for column in raw.columns:
        review.texts(raw, proposed, column)
    forced = propose.propose(raw, shape="respondents")
    applied = apply.apply(raw, forced)
    assert len(applied.respondents) == applied.accepted
    assert mapping.of_json(proposed.model_dump_json()) == proposed


@settings(FUZZ, max_examples=40)
@given(st.binary(max_size=200))
def test_any_bytes_are_refused_in_words(content: bytes) -> None:
    """Bytes that are no table are refused by a sentence."""
    _prepared(content, {})


@pytest.fixture(scope="module")
def workbook() -> bytes:
    """The template with one line filled in."""
    book = openpyxl.load_workbook(io.BytesIO(kinds.get("barometer").template()))
    sheet = book["Données"]
    sheet.cell(3, 3).value = "Arras"
    sheet.cell(3, 13).value = "Reçoit"
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


@settings(FUZZ, max_examples=40)
@given(st.data())
def test_a_damaged_workbook_is_refused_in_words(workbook: bytes, data: st.DataObject) -> None:
    """A workbook with bytes changed or cut off is refused by a sentence, or still says only codes."""
    content = bytearray(workbook)
    for _ in range(data.draw(st.integers(1, 4))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    _prepared(bytes(content[: data.draw(st.integers(1, len(content)))]), {})


@settings(FUZZ, max_examples=80)
@given(JSON)
def test_any_json_is_a_mapping_or_a_sentence(content: object) -> None:
    """What is not a mapping is refused by a sentence, wherever it comes from."""
    with contextlib.suppress(DataError):
        mapping.require(mapping.of_json(content))
