"""What respondents say of their rights: each benefit, the form of non-take-up, the obstacles, the whole."""

import pandas as pd

from data.importers.barometer.cells import Cells
from data.importers.barometer.choices import BENEFITS, FORMS, OBSTACLES, Choice
from data.importers.barometer.mapping import ColumnMapping

# When several columns speak of one benefit, the first of these that is said is kept.
PRIORITY = ("receives", "non_take_up", "does_not_know", "not_concerned")
MENTIONS = {"benefits_received": "receives", "benefits_missed": "non_take_up"}
PREFIXES: dict[str, tuple[str, tuple[Choice, ...]]] = {
    "forms": ("form_", FORMS),
    "obstacles": ("obstacle_", tuple(one for one in OBSTACLES if one.code != "none")),
}


def benefits(cells: Cells) -> pd.DataFrame:
    """Return what each respondent says of each benefit: a code of `choices.STATUSES`, "" for nothing.

    Two questions that list benefits, the ones received and the ones missed, say of a benefit that neither
    names that the respondent is not concerned.
    """
    said: dict[str, list[set[str]]] = {one.code: [set() for _ in range(len(cells))] for one in BENEFITS}
    for code, statuses in said.items():
        for one in cells.mapping.of(f"benefit_{code}"):
            for row, answer in zip(statuses, cells.answers(one), strict=True):
                row.update(({one.part} if "yes" in answer.codes else set()) if one.part else answer.codes)
    listed, answered = _mentioned(cells, said)
    if {"benefits_received", "benefits_missed"} <= {one.field for one in cells.mapping.columns}:
        for code in listed:
            for row, spoke in zip(said[code], answered, strict=True):
                if spoke and not row:
                    row.add("not_concerned")
        if any(answered):
            cells.say(
                "à savoir", None, "", "",
                "une prestation que ni l’une ni l’autre des deux questions ne cite est lue « non concerné »",
            )  # fmt: skip
    labels = {one.code: one.label for one in BENEFITS}
    found = {}
    for code, statuses in said.items():
        for line, row in zip(cells.rows.index, statuses, strict=True):
            if {"receives", "non_take_up"} <= row:
                message = f"« {labels[code]} » est dite reçue et non reçue : lue « reçoit »"
                cells.say("à savoir", int(line), "", "", message)
        found[f"benefit_{code}"] = [next((one for one in PRIORITY if one in row), "") for row in statuses]
    return pd.DataFrame(found, index=cells.rows.index, dtype=object)


def _mentioned(cells: Cells, said: dict[str, list[set[str]]]) -> tuple[set[str], list[bool]]:
    """Add what the questions that list benefits say; return the benefits they name, and who answered them."""
    listed: set[str] = set()
    answered = [False] * len(cells)
    for key, status in MENTIONS.items():
        for one in cells.mapping.of(key):
            found = cells.answers(one)
            for position, (answer, filled) in enumerate(zip(found, cells.filled(one), strict=True)):
                answered[position] |= filled
                named = {one.part} if one.part and "yes" in answer.codes else set() if one.part else set(answer.codes)
                listed |= {one.part} if one.part else named
                for code in named:
                    said[code][position].add(status)
    return listed, answered


def non_take_up(cells: Cells, statuses: pd.DataFrame) -> "pd.Series[bool]":
    """Tell who is in non-take-up: what the file says, else whether a benefit is thought due and not received.

    Nobody who says nothing of any benefit is counted on either side.
    """
    derived = [
        True if "non_take_up" in row else False if any(row) else None
        for row in statuses.itertuples(index=False, name=None)
    ]
    asked = cells.mapping.of("benefits_missed")
    for one in asked:
        for position, filled in enumerate(cells.filled(one)):
            if filled and derived[position] is None:
                derived[position] = False
    own = cells.only("non_take_up")
    if own is not None:
        for position, (line, flag) in enumerate(zip(cells.rows.index, cells.flags(own), strict=True)):
            if flag is None:
                continue
            if derived[position] is not None and derived[position] != flag:
                cells.say(
                    "à savoir", int(line), own.column, "",
                    "ne dit pas la même chose que les prestations ; cette colonne est gardée",
                )  # fmt: skip
            derived[position] = flag
    return pd.Series(pd.array(derived, dtype="boolean"), index=cells.rows.index)


def several(cells: Cells, key: str) -> pd.DataFrame:
    """Return one nullable boolean an answer of a question with several: true, false, or not asked.

    An answer that no column stands for and that nobody gives is unknown for all: it was perhaps not offered.
    """
    prefix, offered = PREFIXES[key]
    columns = cells.mapping.of(key)
    chosen: list[set[str]] = [set() for _ in range(len(cells))]
    answered = [False] * len(cells)
    seen: set[str] = set()
    for one in columns:
        _add(cells, one, chosen, answered)
        seen |= {one.part}
    seen |= {code for row in chosen for code in row}
    table = {
        prefix + choice.code: pd.array(
            [
                (choice.code in row if spoke else None) if choice.code in seen else None
                for row, spoke in zip(chosen, answered, strict=True)
            ],
            dtype="boolean",
        )
        for choice in offered
    }
    return pd.DataFrame(table, index=cells.rows.index)


def _add(cells: Cells, one: ColumnMapping, chosen: list[set[str]], answered: list[bool]) -> None:
    for position, (answer, filled) in enumerate(zip(cells.answers(one), cells.filled(one), strict=True)):
        answered[position] |= filled
        if not one.part:
            chosen[position] |= set(answer.codes)
        elif "yes" in answer.codes or one.part in answer.codes:
            chosen[position].add(one.part)
