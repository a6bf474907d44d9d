"""Who respondents are, coarsely: class of age, household, situation, publics; and how they were asked."""

from datetime import date

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from data.formats import day as written
from data.importers import dates, numbers
from data.importers.barometer import ages, publics
from data.importers.barometer.ages import Age
from data.importers.barometer.answers import is_silent
from data.importers.barometer.cells import Cells
from data.importers.barometer.living import PUBLICS
from data.importers.barometer.questionnaire import FIELDS
from data.importers.words import visible

LONGEST_WAVE = 40
MOST_CHILDREN = 20
HEAVIEST = 1e9
_RIGHT_AGE = "âge illisible ; attendu un âge en années (43) ou une classe (16-25 ans, 65 ans et plus)"


def choice(cells: Cells, key: str) -> list[str]:
    """Return the code of a closed question, "" where there is none; the first of several answers."""
    found = [""] * len(cells)
    for one in cells.mapping.of(key):
        for position, (line, answer) in enumerate(zip(cells.rows.index, cells.answers(one), strict=True)):
            if one.part:
                codes: tuple[str, ...] = (one.part,) if "yes" in answer.codes or one.part in answer.codes else ()
            else:
                codes = answer.codes
            if codes and (len(codes) > 1 or found[position] not in {"", codes[0]}):
                labels = FIELDS[key].labels
                kept = labels[found[position] or codes[0]]
                cells.say(
                    "à savoir", int(line), one.column, "", f"plusieurs réponses ; « {kept} », la première, est gardée"
                )
            found[position] = found[position] or (codes[0] if codes else "")
    return found


def days(cells: Cells) -> list[date | None]:
    """Return the day of each answer, None where the file does not say it."""
    one = cells.only("day")
    if one is None:
        return [None] * len(cells)
    found = cells.each(one, dates.parse, "date illisible ; attendu une date comme 24/11/2024")
    return [None if answered is None else answered.value for answered in found]


def age(cells: Cells, answered: list[date | None], today: date) -> list[Age | None]:
    """Return the age of each respondent; a birth date or a year is turned into an age on the day of the answer."""
    one = cells.only("age")
    if one is None:
        return [None] * len(cells)
    found: list[Age | None] = []
    undated = False
    for line, text, on in zip(cells.rows.index, cells.texts(one), answered, strict=True):
        if is_silent(text) or one.code_of(text) == "":
            found.append(None)
            continue
        read = _age(one.code_of(text) or text, on or today, birth=one.coarsen == "age_class")
        if read is None:
            # A birth date is not repeated: the line is enough to find it.
            hidden = bool(one.coarsen) or dates.parse(text) is not None
            cells.say("refusé", int(line), one.column, "" if hidden else text, _RIGHT_AGE)
        elif publics.straddles(read):
            cells.say("à savoir", int(line), one.column, text, "classe à cheval sur un public, lue à son milieu")
        undated |= on is None and read is not None and (bool(one.coarsen) or ages.parse(text) is None)
        found.append(read)
    if undated:
        message = f"âge calculé au {written(today)} là où le fichier ne dit pas la date de réponse"
        cells.say("à savoir", None, one.column, "", message)
    return found


def _age(text: str, on: date, *, birth: bool) -> Age | None:
    born = dates.parse(text) if birth else None
    if born is None:
        return ages.parse(text, on)
    years = on.year - born.value.year - ((on.month, on.day) < (born.value.month, born.value.day))
    return Age(years, years) if 0 <= years <= ages.OLDEST else None


def of_publics(cells: Cells, answers: pd.DataFrame, aged: list[Age | None]) -> tuple[pd.DataFrame, set[str]]:
    """Return the four publics, what the file says first; and those that were deduced for somebody."""
    children = cells.only("children")
    partner = cells.only("partner")
    derived = publics.derive(
        aged,
        answers,
        [None] * len(cells)
        if children is None
        else cells.each(children, _count, f"nombre d’enfants illisible ; attendu un nombre de 0 à {MOST_CHILDREN}"),
        [None] * len(cells) if partner is None else cells.flags(partner),
    )
    given = _given(cells)
    deduced: set[str] = set()
    table = {}
    for one in PUBLICS:
        kept: list[bool | None] = []
        for line, said, found in zip(cells.rows.index, given[one.code], derived[one.code], strict=True):
            known = None if found is pd.NA else bool(found)
            if said is not None and known is not None and said != known:
                words = ("oui", "non") if said else ("non", "oui")
                message = f"public « {one.label} » : {words[0]} d’après le fichier, {words[1]} d’après les réponses ; "
                cells.say("à savoir", int(line), "", "", message + "le fichier est gardé")
            if said is None and known is not None:
                deduced.add(one.code)
            kept.append(known if said is None else said)
        table[one.code] = pd.array(kept, dtype="boolean")
    return pd.DataFrame(table, index=cells.rows.index), deduced


def _given(cells: Cells) -> dict[str, list[bool | None]]:
    """Return what the file itself says of the publics."""
    found: dict[str, list[bool | None]] = {one.code: [None] * len(cells) for one in PUBLICS}
    for column in cells.mapping.of("publics"):
        for position, (answer, filled) in enumerate(zip(cells.answers(column), cells.filled(column), strict=True)):
            if column.part:
                if answer.codes:
                    found[column.part][position] = "yes" in answer.codes
            elif filled and not answer.unread:
                for code, flags in found.items():
                    flags[position] = code in answer.codes
    return {code: _over(cells, code, before) for code, before in found.items()}


def _over(cells: Cells, code: str, before: list[bool | None]) -> list[bool | None]:
    """Return what the column of one public says, and what was said before where it is blank."""
    one = cells.only(code)
    if one is None:
        return before
    return [said if flag is None else flag for said, flag in zip(before, cells.flags(one), strict=True)]


def _count(text: str) -> int | None:
    value = numbers.number(text)
    if value is None:
        value = numbers.number(text.split(maxsplit=1)[0]) if text.split() else None
    return int(value) if value is not None and value == int(value) and 0 <= value <= MOST_CHILDREN else None


def weights(cells: Cells) -> tuple[NDArray[np.float64], frozenset[int]]:
    """Return the weight of each respondent, 1 for all where the file has none; and the lines refused for theirs."""
    one = cells.only("weight")
    if one is None or not any(cells.filled(one)):
        return np.ones(len(cells)), frozenset()
    refused: set[int] = set()
    found = np.ones(len(cells))
    for position, (line, text) in enumerate(zip(cells.rows.index, cells.texts(one), strict=True)):
        value = numbers.number(text)
        if value is None or not 0 < value <= HEAVIEST:
            cells.say("refusé", int(line), one.column, text, "poids illisible ; attendu un nombre positif, comme 1,25")
            refused.add(int(line))
        else:
            found[position] = max(round(value, 6), 1e-6)
    return found, frozenset(refused)


def waves(cells: Cells, answered: list[date | None], default: str) -> list[str]:
    """Return the wave of each respondent: the file's, else the one given, else the year of the answer."""
    one = cells.only("wave")
    written_waves: list[str | None] = [None] * len(cells)
    if one is not None:
        right = f"vague illisible ; attendu une année ou un nom d’au plus {LONGEST_WAVE} caractères"
        written_waves = cells.each(one, lambda text: visible(text) if len(text) <= LONGEST_WAVE else None, right)
    return [
        said or default or ("" if on is None else str(on.year))
        for said, on in zip(written_waves, answered, strict=True)
    ]
