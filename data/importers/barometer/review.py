"""What a screen shows of a mapping before it is accepted: each column, each text, and what they are read as."""

from collections import Counter
from collections.abc import Sequence

import pandas as pd

from data.importers.barometer import ages, answers, fit, headings, privacy
from data.importers.barometer.answers import is_silent
from data.importers.barometer.living import AGE_LABELS
from data.importers.barometer.mapping import OUTSIDE, ColumnMapping, Mapping, Shape, codes_of
from data.importers.barometer.questionnaire import AGGREGATES, FIELDS, Field
from data.importers.barometer.residence import Reader
from data.importers.personal import PersonalColumn
from data.importers.reading import RawTable

SAMPLES = 3
# A header and cells that agree reach it; a header alone, or cells alone, do not.
CERTAIN = 0.8
_COLUMNS = ["text", "count", "code", "label", "how"]
# What starts the name of a reading, where the field's own label is too long before an answer.
_SHORT = {"benefits_received": "Reçoit", "benefits_missed": "Pense avoir droit sans recevoir"}
# A text that one respondent alone gives may reveal who it is.
_SHARED = 2
# Fields that may be read from one column an answer, in the order of the list of readings.
_BY_ANSWER = ("benefits_received", "benefits_missed", "forms", "obstacles")


def readings(shape: Shape) -> dict[tuple[str, str], str]:
    """Return what a column may be read as: field and part to French label, in the order of the questionnaire."""
    fields = _fields(shape)
    found = {(key, ""): _named(field) for key, field in fields.items() if key != "marker" and key not in _BY_ANSWER}
    if shape == "aggregates":
        parts = {**AGGREGATES["public"].labels, **AGGREGATES["benefit"].labels}
        counts = [field for field in fields.values() if field.kind == "count"]
        return found | {(one.key, part): f"{one.label} : {label}" for one in counts for part, label in parts.items()}
    for key in _BY_ANSWER:
        found[key, ""] = f"{_named(fields[key])} (plusieurs réponses par case)"
        found |= {(key, part): reading(key, part, shape) for part in fields[key].labels}
    return found


def reading(key: str, part: str, shape: Shape) -> str:
    """Return the French name of one reading of a column; « laissée de côté » when it has none."""
    field = _fields(shape).get(key)
    if field is None:
        return "laissée de côté"
    if not part:
        return _named(field)
    labels = {**AGGREGATES["public"].labels, **AGGREGATES["benefit"].labels, **field.labels}
    return f"{_SHORT.get(key, field.label)} : {labels.get(part, part)}"


def _named(field: Field) -> str:
    if field.key == "benefits_missed":
        return _SHORT[field.key]
    return f"Prestation : {field.label}" if field.key.startswith("benefit_") else field.label


def _fields(shape: Shape) -> dict[str, Field]:
    return FIELDS if shape == "respondents" else AGGREGATES


def columns(raw: RawTable, mapping: Mapping, personal: Sequence[PersonalColumn] | None = None) -> pd.DataFrame:
    """Return one row a column of the file, in its order.

    Parameters
    ----------
    personal : sequence of PersonalColumn, optional
        What `privacy.detect` found of the file, where that is already known.

    Returns
    -------
    DataFrame
        column; field, part (codes, "" when left aside); label (French); confidence (0 to 1); why; filled (how
        many cells); samples (some of the texts that several respondents give, none for a column that identifies
        persons); personal
        (what was recognised, "" when nothing); coarsening (what it could be reduced to).
    """
    held = {one.column: one for one in _known(raw, personal)}
    rows = []
    for column in raw.columns:
        one = mapping.column(column)
        found = held.get(column)
        texts = [str(cell) for cell in raw.rows[column] if not is_silent(str(cell))]
        rows.append(
            {
                "column": column,
                "field": one.field,
                "part": one.part,
                "label": reading(one.field, one.part, mapping.shape),
                "confidence": one.confidence,
                "why": one.why,
                "filled": len(texts),
                "samples": () if found else _samples(texts, 1 if mapping.shape == "aggregates" else _SHARED),
                "personal": found.reason if found else "",
                "coarsening": (found.coarsening or "") if found else "",
            }
        )
    return pd.DataFrame(rows)


def _samples(texts: list[str], least: int) -> tuple[str, ...]:
    """Return the first texts that come back at least so often; none that could be somebody's own words."""
    shared = [text for text, count in Counter(texts).items() if count >= least]
    return tuple(text for text in shared[: 4 * SAMPLES] if privacy.may_be_kept(text))[:SAMPLES]


def _known(raw: RawTable, personal: Sequence[PersonalColumn] | None) -> Sequence[PersonalColumn]:
    return privacy.detect(raw.rows) if personal is None else personal


def doubtful(raw: RawTable, mapping: Mapping, personal: Sequence[PersonalColumn] | None = None) -> list[str]:
    """Return the columns that a person should look at first, in the order of the file.

    They are those read without certainty, and those left aside although the other columns of their question are
    read; columns that are blank or identify persons are not among them.
    """
    table = columns(raw, mapping, personal).set_index("column")
    heads = headings.parse(raw.columns)
    asked = {one.stem for one in heads if one.part and table.loc[one.column, "field"]}
    found = []
    for one in heads:
        row = table.loc[one.column]
        if row["personal"] or not row["filled"]:
            continue
        if (row["field"] and row["confidence"] < CERTAIN) or (not row["field"] and one.part and one.stem in asked):
            found.append(one.column)
    return found


def codes(mapping: Mapping, column: str) -> dict[str, str]:
    """Return what a text of a column may be read as, code to French label; none for numbers and dates."""
    one = mapping.column(column)
    field = _fields(mapping.shape).get(one.field)
    if field is None:
        return {}
    if field.kind == "area":
        return {**_areas(one.field), OUTSIDE: "hors du territoire"}
    if field.kind == "age":
        return {label: label for label in AGE_LABELS.values()}
    return codes_of(one, mapping.shape)


def has_list(mapping: Mapping, column: str) -> bool:
    """Tell whether a column holds answers of a list: then all those that are not read may be given one."""
    return mapping.shape == "respondents" and bool(codes_of(mapping.column(column)))


def _areas(key: str) -> dict[str, str]:
    known = Reader().known
    levels = {"iris": ("iris", "commune"), "qpv": ("qpv", "commune"), "quartier": ("qpv", "iris", "commune")}
    named = {}
    for level in levels.get(key, ("commune",)):
        for code, name in sorted(known.names[level].items(), key=lambda pair: pair[1]):
            named[code] = name if level == "commune" else f"{name} ({code})"
    return named


def texts(
    raw: RawTable, mapping: Mapping, column: str, personal: Sequence[PersonalColumn] | None = None
) -> pd.DataFrame:
    """Return one row a different text of a column of answers, the most frequent first.

    Returns
    -------
    DataFrame
        text; count; code ("" for no answer, None when it is not read); label (French); how: "choisi" (the
        mapping says it), "proposé" (the words of the questionnaire), "autre" (all other texts), "sans
        réponse", "non lu". Empty for a column that holds no answers of a list or identifies persons.
    """
    one = mapping.column(column)
    field = FIELDS.get(one.field) if mapping.shape == "respondents" else None
    known = codes_of(one)
    if field is None or not known or column in {found.column for found in _known(raw, personal)}:
        return pd.DataFrame(columns=_COLUMNS)
    ticks = bool(one.part) or field.kind == "flag"
    counts: Counter[str] = Counter()
    for cell in raw.rows[column]:
        counts.update([str(cell)] if ticks else answers.pieces(str(cell), one, field))
    rows = []
    for text, count in counts.most_common():
        if not text.strip():
            continue
        read = answers.of_tick(text, one, field) if ticks else answers.of_list(text, _whole(one), field)
        code = None if read.unread else next(iter(read.codes), "")
        rows.append(
            {
                "text": privacy.shown(text),
                "count": count,
                "code": code,
                "label": "non lu" if code is None else known.get(code, "sans réponse"),
                "how": _how(text, one, field, code, ticks=ticks),
            }
        )
    return pd.DataFrame(rows, columns=_COLUMNS)


def places(
    raw: RawTable, mapping: Mapping, column: str, personal: Sequence[PersonalColumn] | None = None
) -> pd.DataFrame:
    """Return one row a different text of a column of places or of ages, as `texts` does for answers.

    A confirmed address or birth date is not listed: nothing of it is shown.
    """
    one = mapping.column(column)
    field = _fields(mapping.shape).get(one.field)
    if field is None or field.kind not in {"area", "age"} or column in {held.column for held in _known(raw, personal)}:
        return pd.DataFrame(columns=_COLUMNS)
    known = codes(mapping, column)
    reader = Reader()
    counts = Counter(str(cell) for cell in raw.rows[column] if not is_silent(str(cell)))
    rows = []
    for text, count in counts.most_common():
        code = _age(text, one) if field.kind == "age" else _place(text, one, reader)
        label = "non lu" if code is None else known.get(code, code) if code else "sans réponse"
        how = "non lu" if code is None else "choisi" if one.code_of(text) is not None else "proposé"
        rows.append({"text": privacy.shown(text), "count": count, "code": code, "label": label, "how": how})
    return pd.DataFrame(rows, columns=_COLUMNS)


def _place(text: str, one: ColumnMapping, reader: Reader) -> str | None:
    match = reader.match(text, one)
    return OUTSIDE if match.outside else match.code


def _age(text: str, one: ColumnMapping) -> str | None:
    given = one.code_of(text)
    if given == "":
        return ""
    read = ages.parse(given or text, fit.SOME_DAY)
    return None if read is None else AGE_LABELS[read.code]


def listed(
    raw: RawTable, mapping: Mapping, column: str, personal: Sequence[PersonalColumn] | None = None
) -> pd.DataFrame:
    """Return the different texts of a column and what each is read as, whether answers, places or ages."""
    found = texts(raw, mapping, column, personal)
    return places(raw, mapping, column, personal) if found.empty else found


def _whole(one: ColumnMapping) -> ColumnMapping:
    return one.model_copy(update={"split": ""})


def _how(text: str, one: ColumnMapping, field: Field, code: str | None, *, ticks: bool) -> str:
    if code is None:
        return "non lu"
    if one.code_of(text) is not None:
        return "choisi"
    bare = one.model_copy(update={"rest": "", "split": ""})
    alone = answers.of_tick(text, bare, field) if ticks else answers.of_list(text, bare, field)
    if alone.unread:
        return "autre"
    return "proposé" if code else "sans réponse"
