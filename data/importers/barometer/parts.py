"""What a column may be that stands for one answer: ticked in a list, or the line of a grid."""

from data.importers.barometer import answers, choices, questionnaire
from data.importers.barometer.fit import Content
from data.importers.barometer.headings import Heading
from data.importers.barometer.mapping import ColumnMapping
from data.importers.barometer.questionnaire import FIELDS, Field
from data.importers.words import folded

# Half of a question's columns are answers of the list: the others are too, as written otherwise.
PART_SHARE = 0.5
# Cells that only tick say yes, not to what: « Oui » under a benefit's name alone is received, or missed.
UNSAID = 0.5
LISTED = 0.85


def candidates(one: Heading, headings: list[Heading], content: Content) -> list[ColumnMapping]:
    """Return what a column of a question with one column an answer, or of a grid, may be."""
    together = [other for other in headings if other.stem == one.stem and other.part]
    ticks = content.share(text for text in content.texts if answers.ticked(text) is not None)
    found = []
    benefit = choices.read(one.part, choices.BENEFITS)
    if benefit is not None:
        found += _benefit(one, benefit, content, ticks)
    for key in ("obstacles", "forms", "publics", "first_contact", "mobility", "household", "tenure", "situation"):
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
        found.append(unless_ticked(grid, one) if are_ticks(content) else grid)
    return found


def is_benefit(field: Field) -> bool:
    """Tell whether a field is what a respondent says of one benefit."""
    return field.key.startswith("benefit_")


def are_ticks(content: Content) -> bool:
    """Tell whether every cell says yes or no and nothing more."""
    return bool(content.filled) and all(answers.ticked(text) is not None for text in content.counts)


def unless_ticked(candidate: ColumnMapping, one: Heading) -> ColumnMapping:
    """Doubt a benefit that is only ticked, unless its header asks who receives it."""
    if questionnaire.names(FIELDS["benefits_received"], one.whole) and not questionnaire.names(
        FIELDS["benefits_missed"], one.whole
    ):
        # Ticked in a list, blanks have a meaning that only the list knows: it goes first.
        return candidate.model_copy(update={"confidence": LISTED}) if one.part else candidate
    why = "l’en-tête nomme la prestation, mais ne dit pas si elle est reçue"
    return candidate.model_copy(update={"confidence": min(candidate.confidence, UNSAID), "why": why})
