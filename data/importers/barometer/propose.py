"""Guesses which column of a file is what, from the words of its header and from what its cells hold."""

from collections import Counter
from collections.abc import Iterable, Sequence

from data.importers import geography
from data.importers.barometer import answers, choices, counted, fit, form, living, privacy, questionnaire
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
_TOLD_BY_CELLS = ("household", "situation", "first_contact", "mode", "obstacles", "forms", "publics")
# Half of a question's columns are answers of the list: the others are too, as written otherwise.
PART_SHARE = 0.5
# Cells that only tick say yes, not to what: « Oui » under a benefit's name alone is received, or missed.
UNSAID = 0.5
LISTED = 0.85
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
    ticks = _are_ticks(content)
    if ours is not None:
        known = ColumnMapping(column=one.column, field=ours[0], part=ours[1], why="en-tête du modèle")
        return [_unless_ticked(known, one) if ticks and _is_benefit(FIELDS[known.field]) else known]
    found = [*_part(one, headings, content)] if one.part else []
    together = bool(one.part) and sum(other.stem == one.stem for other in headings) > 1
    for field in FIELDS.values():
        if ticks and together and field.kind in {"choice", "multiple", "mentions"} and not _is_benefit(field):
            continue  # one answer of a question with several columns, not the answer to another question
        if field.key == "non_take_up" and one.part and choices.read(one.part, choices.BENEFITS) is not None:
            continue  # missing one benefit, not any
        candidate = _whole(one, field, content)
        if candidate is not None:
            found.append(_unless_ticked(candidate, one) if ticks and _is_benefit(field) else candidate)
    return found


def _is_benefit(field: Field) -> bool:
    return field.key.startswith("benefit_")


def _are_ticks(content: Content) -> bool:
    """Tell whether every cell says yes or no and nothing more."""
    return bool(content.filled) and all(answers.ticked(text) is not None for text in content.counts)


def _unless_ticked(candidate: ColumnMapping, one: Heading) -> ColumnMapping:
    """Doubt a benefit that is only ticked, unless its header asks who receives it."""
    if questionnaire.names(FIELDS["benefits_received"], one.whole) and not questionnaire.names(
        FIELDS["benefits_missed"], one.whole
    ):
        # Ticked in a list, blanks have a meaning that only the list knows: it goes first.
        return candidate.model_copy(update={"confidence": LISTED}) if one.part else candidate
    why = "l’en-tête nomme la prestation, mais ne dit pas si elle est reçue"
    return candidate.model_copy(update={"confidence": min(candidate.confidence, UNSAID), "why": why})


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


def _part(one: Heading, headings: list[Heading], content: Content) -> list[ColumnMapping]:
    """Return what a column of a question with one column an answer, or of a grid, may be."""
    together = [other for other in headings if other.stem == one.stem and other.part]
    ticks = content.share(text for text in content.texts if answers.ticked(text) is not None)
    found = []
    benefit = choices.read(one.part, choices.BENEFITS)
    if benefit is not None:
        found += _benefit(one, benefit, content, ticks)
    for key in ("obstacles", "forms", "publics", "first_contact", "mobility", "household", "situation"):
        field = FIELDS[key]
        code = choices.read(one.part, field.choices)
        answered = sum(choices.read(other.part, field.choices) is not None for other in together)
        named = questionnaire.names(field, one.stem)
        if code is None or (not named and answered < max(2, PART_SHARE * len(together))):
            continue
        own = content.share(text for text in content.texts if folded(text) == one.part)
        fits = max(ticks, own, 0.0 if content.filled else 1.0)
        rest = "yes" if code == "other" and fits < 0.5 else ""
        if fits < 0.5 and not rest:
            continue
        confidence = (0.95 if named else 0.7) * (0.6 + 0.4 * answered / len(together))
        why = f"réponse « {field.labels[code]} » d’une question à plusieurs colonnes"
        found.append(
            ColumnMapping(column=one.column, field=key, part=code, rest=rest, confidence=round(confidence, 3), why=why)
        )
    return found


def _benefit(one: Heading, benefit: str, content: Content, ticks: float) -> list[ColumnMapping]:
    """Return what a column about one benefit may be: ticked in a list, or the line of a grid."""
    label = FIELDS[f"benefit_{benefit}"].label
    why = f"« {label} », dans une question à plusieurs colonnes"
    own = content.share(text for text in content.texts if folded(text) == one.part)
    found = []
    if max(ticks, own) >= 0.5 or not content.filled:
        # The question on missed benefits says « sans les recevoir »: it goes first.
        for key in ("benefits_missed", "benefits_received"):
            if questionnaire.names(FIELDS[key], one.stem):
                found.append(ColumnMapping(column=one.column, field=key, part=benefit, confidence=0.9, why=why))
                break
    statuses = content.share(text for text in content.texts if choices.read(text, choices.STATUSES) is not None)
    if not found and (statuses >= 0.3 or not content.filled):
        confidence = round(0.7 + 0.28 * statuses, 3)
        grid = ColumnMapping(column=one.column, field=f"benefit_{benefit}", confidence=confidence, why=why)
        found.append(_unless_ticked(grid, one) if _are_ticks(content) else grid)
    return found


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
