"""What a screen shows of a mapping before it is accepted: each column, each text, and what they are read as."""

from collections import Counter

import pandas as pd

from data.importers.barometer import answers, privacy
from data.importers.barometer.answers import is_silent
from data.importers.barometer.mapping import ColumnMapping, Mapping, codes_of
from data.importers.barometer.questionnaire import AGGREGATES, FIELDS, Field
from data.importers.reading import RawTable

SAMPLES = 3


def columns(raw: RawTable, mapping: Mapping) -> pd.DataFrame:
    """Return one row a column of the file, in its order.

    Returns
    -------
    DataFrame
        column; field, part (codes, "" when left aside); label (French); confidence (0 to 1); why; filled (how
        many cells); samples (its first different texts, none for a column that identifies persons); personal
        (what was recognised, "" when nothing); coarsening (what it could be reduced to).
    """
    fields = FIELDS if mapping.shape == "respondents" else AGGREGATES
    held = {one.column: one for one in privacy.detect(raw.rows)}
    rows = []
    for column in raw.columns:
        one = mapping.column(column)
        found = held.get(column)
        texts = [str(cell) for cell in raw.rows[column] if not is_silent(str(cell))]
        field = fields.get(one.field)
        rows.append(
            {
                "column": column,
                "field": one.field,
                "part": one.part,
                "label": _label(one, field),
                "confidence": one.confidence,
                "why": one.why,
                "filled": len(texts),
                "samples": () if found else tuple(dict.fromkeys(texts))[:SAMPLES],
                "personal": found.reason if found else "",
                "coarsening": (found.coarsening or "") if found else "",
            }
        )
    return pd.DataFrame(rows)


def _label(one: ColumnMapping, field: Field | None) -> str:
    if field is None:
        return "laissée de côté"
    return f"{field.label} : {field.labels.get(one.part, one.part)}" if one.part else field.label


def texts(raw: RawTable, mapping: Mapping, column: str) -> pd.DataFrame:
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
    if field is None or not known or column in {found.column for found in privacy.detect(raw.rows)}:
        return pd.DataFrame(columns=["text", "count", "code", "label", "how"])
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
    return pd.DataFrame(rows, columns=["text", "count", "code", "label", "how"])


def _whole(one: ColumnMapping) -> ColumnMapping:
    return one.model_copy(update={"split": ""})


def _how(text: str, one: ColumnMapping, field: Field, code: str | None, *, ticks: bool) -> str:
    if code is None:
        return "non lu"
    if one.code_of(text) is not None:
        return "choisi"
    if not code:
        return "sans réponse"
    bare = one.model_copy(update={"rest": "", "split": ""})
    alone = answers.of_tick(text, bare, field) if ticks else answers.of_list(text, bare, field)
    return "autre" if alone.unread else "proposé"
