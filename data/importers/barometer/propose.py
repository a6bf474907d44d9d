"""Guesses which column of a file is what, from the words of its header and from what its cells hold."""

from collections import Counter
from collections.abc import Iterable, Sequence

from data.importers import geography
from data.importers.barometer import answers, choices, counted, fit, form, living, parts, privacy, questionnaire
from data.importers.barometer.fit import Content
from data.importers.barometer.headings import Heading, parse
from data.importers.barometer.mapping import TAKEN, ColumnMapping, Mapping, Shape
from data.importers.barometer.questionnaire import FIELDS, Field
from data.importers.personal import PersonalColumn
from data.importers.reading import RawTable
from data.importers.words import folded

# A header that names a field is right four times in five; cells that are its answers settle it.
NAMED = 0.8
SETTLED = 0.6
# Cells alone: for lists that no other question shares, all of them answers and at least two different.
ALONE_SHARE = 0.9
ALONE = 0.5
_TOLD_BY_CELLS = ("household", "tenure", "situation", "first_contact", "mode", "obstacles", "forms", "publics")
# Fields whose cells must fit: a header alone (« Habitez-vous un quartier prioritaire ? ») is a question on it.
_MUST_FIT = {"area": 0.3, "age": 0.3, "children": 0.5, "weight": 0.5, "day": 0.5, "flag": 0.5}
_MOST_LISTED = 200


def propose(raw: RawTable, *, shape: Shape | None = None, personal: Sequence[PersonalColumn] | None = None) -> Mapping:
    """Propose a mapping of a file; columns that identify persons, and those that nothing tells, are left aside.

    Parameters
    ----------
    shape : {"respondents", "aggregates"}, optional
        What the file holds; by default, told from its columns.
    personal : sequence of PersonalColumn, optional
        What `privacy.detect` found of the file, where that is already known.

    Returns
    -------
    Mapping
        Without a name; each column has a confidence from 0 to 1, and says what it rests on.
    """
    contents = {column: fit.content(raw, column) for column in raw.columns}
    headings = parse(raw.columns)
    found = privacy.detect(raw.rows) if personal is None else personal
    held = {one.column: one.reason for one in found}
    kind: Shape = shape or ("aggregates" if counted.is_counted(raw) else "respondents")
    if kind == "aggregates":
        return Mapping(shape=kind, columns=tuple(counted.propose(raw, headings, held)))
    proposals = [
        [_aside(one.column, f"{held[one.column]} : identifie des personnes", 1.0)]
        if one.column in held
        else _candidates(one, headings, contents)
        for one in headings
    ]
    return Mapping(shape=kind, columns=tuple(_chosen(raw.columns, proposals, contents)))


def _aside(column: str, why: str, confidence: float = 0.0) -> ColumnMapping:
    return ColumnMapping(column=column, confidence=confidence, why=why)


def _chosen(
    columns: Iterable[str], proposals: list[list[ColumnMapping]], contents: dict[str, Content]
) -> list[ColumnMapping]:
    """Give each field to the column that it fits best, the surest first."""
    ranked = sorted(
        (
            (-candidate.confidence, place, rank)
            for place, candidates in enumerate(proposals)
            for rank, candidate in enumerate(candidates)
        ),
    )
    taken: dict[int, ColumnMapping] = {}
    used: set[tuple[str, str]] = set()
    for confidence, place, rank in ranked:
        candidate = proposals[place][rank]
        several = not candidate.field or (FIELDS[candidate.field].several and not candidate.part)
        key = (candidate.field, candidate.part)
        if place in taken or (candidate.field and -confidence < TAKEN) or (not several and key in used):
            continue
        used.add(key)
        taken[place] = candidate
    found = []
    for place, column in enumerate(columns):
        one = taken.get(place) or _aside(column, "rien ne dit ce que c’est")
        found.append(_with_values(one, contents[column]) if one.field else one)
    return found


def _candidates(one: Heading, headings: list[Heading], contents: dict[str, Content]) -> list[ColumnMapping]:
    """Return what a column may be, each with a confidence."""
    content = contents[one.column]
    ours = form.KNOWN.get(folded(one.column))
    ticks = parts.are_ticks(content)
    if ours is not None:
        known = ColumnMapping(column=one.column, field=ours[0], part=ours[1], why="en-tête du modèle")
        return [parts.unless_ticked(known, one) if ticks and parts.is_benefit(FIELDS[known.field]) else known]
    found = [*parts.candidates(one, headings, content)] if one.part else []
    together = bool(one.part) and sum(other.stem == one.stem for other in headings) > 1
    for field in FIELDS.values():
        if ticks and together and field.kind in {"choice", "multiple", "mentions"} and not parts.is_benefit(field):
            continue  # one answer of a question with several columns, not the answer to another question
        if field.key == "non_take_up" and one.part and choices.read(one.part, choices.BENEFITS) is not None:
            continue  # missing one benefit, not any
        candidate = _whole(one, field, content)
        if candidate is not None:
            found.append(parts.unless_ticked(candidate, one) if ticks and parts.is_benefit(field) else candidate)
    return found


def _confidence(named: bool, fits: float, content: Content, field: Field) -> float:
    """Combine the header and the cells; cells that are not the field's answers tell against the header."""
    if not content.filled:
        return NAMED * 0.75 if named else 0.0
    if not named:
        told = field.key in _TOLD_BY_CELLS and fits >= ALONE_SHARE and len(content.counts) > 1
        return ALONE * fits if told else 0.0
    if fits < _MUST_FIT.get(field.kind, 0.0):
        return NAMED * 0.3
    return 1 - (1 - NAMED) * (1 - SETTLED * fits) if fits >= 0.3 else NAMED * (0.5 + fits)


def _whole(one: Heading, field: Field, content: Content) -> ColumnMapping | None:
    named = _names(field, one)
    if field.kind == "area":
        return _area(one, field, content, named)
    if not named and (field.key not in _TOLD_BY_CELLS or not content.filled):
        return None
    split, fits = fit.fit(field, content)
    confidence = _confidence(named, fits, content, field)
    if confidence <= 0:
        return None
    return ColumnMapping(
        column=one.column, field=field.key, split=split, confidence=round(confidence, 3), why=_why(named, fits, content)
    )


def _names(field: Field, one: Heading) -> bool:
    words = one.whole
    if field.key in {choice.code for choice in living.PUBLICS}:
        # « RSA » alone is a benefit, « jeune » alone may be anything.
        return words == folded(field.key) or ("public" in words and questionnaire.names(field, words))
    if field.key.startswith("benefit_") and one.part:
        return questionnaire.names(field, one.part)
    if field.key == "situation" and choices.read(words, choices.BENEFITS) is not None:
        return False  # « votre situation au regard du RSA »
    return questionnaire.names(field, words)


def _why(named: bool, fits: float, content: Content) -> str:
    cells = "colonne vide" if not content.filled else f"{round(100 * fits)} % des cellules sont reconnues"
    return f"l’en-tête le dit, {cells}" if named else cells


def _area(one: Heading, field: Field, content: Content, named: bool) -> ColumnMapping | None:
    """Tell a column of places by its header and its texts; the texts decide which places."""
    if not named or not content.filled:
        return ColumnMapping(column=one.column, field=field.key, confidence=NAMED * 0.75, why="l’en-tête le dit, "
                             "colonne vide") if named else None  # fmt: skip
    level = geography.level_of(one.whole, content.texts)
    if level != field.key:
        return None
    known = geography.gazetteer()
    fits = content.share(text for text in content.texts if _is_place(text, level, known))
    confidence = _confidence(True, fits, content, field)
    return ColumnMapping(
        column=one.column, field=field.key, confidence=round(confidence, 3), why=_why(True, fits, content)
    )


def _is_place(text: str, level: geography.Level, known: geography.Gazetteer) -> bool:
    found = geography.match(text, level, known=known)
    return found.code is not None or found.outside or (level == "postcode" and text in known.postcodes)


def read_as(
    raw: RawTable,
    mapping: Mapping,
    column: str,
    field: str,
    part: str = "",
    *,
    coarsen: str = "",
    percent: bool = False,
) -> Mapping:
    """Return the mapping with a column read as a person has chosen: its separator and its answers are found again.

    Parameters
    ----------
    field : str
        "" to leave the column aside.
    part : str
        The answer that the column stands for.
    coarsen : {"", "age_class", "commune"}
    percent : bool
        In a file already counted, the cells are shares.
    """
    chosen = mapping.reading(column, field, part, coarsen=coarsen).column(column)
    chosen = chosen.model_copy(update={"percent": percent, "why": "choisi"})
    asked = FIELDS.get(field) if mapping.shape == "respondents" else None
    if asked is not None and asked.choices and not part and column in raw.columns:
        content = fit.content(raw, column)
        kept = chosen.values
        chosen = _with_values(chosen.model_copy(update={"split": fit.fit(asked, content)[0], "values": {}}), content)
        chosen = chosen.model_copy(update={"values": {**chosen.values, **kept}})
    return mapping.replacing(chosen)


def _with_values(one: ColumnMapping, content: Content) -> ColumnMapping:
    """Write the answers that come back, so that a replay reads them the same; and what becomes of the others."""
    field = FIELDS[one.field]
    if not field.choices or one.part:
        return one
    counts: Counter[str] = Counter()
    for text, times in content.counts.items():
        for piece in answers.pieces(text, one, field):
            counts[piece] += times
    values: dict[str, str] = {}
    unread = 0
    known: set[str] = set()
    for piece, times in counts.most_common():
        code = choices.read(piece, field.choices)
        if code is None:
            unread += times
        elif times > 1 and folded(piece) not in known and len(values) < _MOST_LISTED and privacy.may_be_kept(piece):
            known.add(folded(piece))
            values[piece] = code
    rest = "other" if unread and "other" in field.labels and field.kind == "multiple" else ""
    return one.model_copy(update={"values": values, "rest": rest})
