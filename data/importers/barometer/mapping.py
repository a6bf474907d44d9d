"""The correspondence between a file and the questionnaire: which column is what, which text is which answer."""

from collections.abc import Iterable
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from data.importers.barometer import questionnaire
from data.importers.barometer.choices import BENEFITS
from data.importers.barometer.errors import MappingInvalid
from data.importers.barometer.living import PUBLICS
from data.importers.barometer.questionnaire import AGGREGATES, FIELDS, VERSION
from data.importers.words import folded

Shape = Literal["respondents", "aggregates"]
FORMAT = 1
# For a place: the respondent lives elsewhere, and the row is left aside.
OUTSIDE = "outside"
# For all the texts that are not read: they are no answer.
IGNORED = "ignored"
# Below this confidence a column is left aside rather than guessed.
TAKEN = 0.35


class ColumnMapping(BaseModel):
    """What one column of a file is.

    Attributes
    ----------
    column : str
        The header as the file writes it.
    field : str
        Key of a field of the questionnaire; "" when the column is left aside.
    part : str
        Code of the answer that the column stands for, when a question has one column an answer: its cells
        then say yes or no. In an aggregated file, the public or the benefit that a count is of.
    split : str
        What parts several answers in one cell; "" when a cell holds one.
    values : dict of str to str
        Text of an answer to its code, "" for no answer (`OUTSIDE` is a code of places). They go before the
        words of the questionnaire.
    rest : str
        Code of every other text, `IGNORED` for no answer; "" to refuse it.
    coarsen : {"", "age_class", "commune"}
        Confirms that a column that identifies persons is read, and kept only as its class or its commune.
    percent : bool
        In an aggregated file: the cells are shares of the respondents, in %.
    confidence : float
        From 0 to 1; 1 when a person has chosen.
    why : str
        What the proposal rests on, in French.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    column: str
    field: str = ""
    part: str = ""
    split: str = ""
    values: dict[str, str] = {}
    rest: str = ""
    coarsen: Literal["", "age_class", "commune"] = ""
    percent: bool = False
    confidence: float = Field(default=1.0, ge=0, le=1)
    why: str = ""

    def code_of(self, text: str) -> str | None:
        """Return the code that `values` gives to a text, whatever its case and accents; None when it says nothing."""
        if not self.values:
            return None
        words = folded(text)
        return next((code for value, code in self.values.items() if folded(value) == words), None)


class Mapping(BaseModel):
    """A named, versioned correspondence, that can be replayed on the next file of the same survey.

    Attributes
    ----------
    name : str
        "" until it is saved as a profile.
    version : int
        0 until it is saved; then 1, 2…
    saved : str
        ISO date and time of saving, UTC.
    questionnaire : int
        Version of the list of questions that it was made for.
    shape : {"respondents", "aggregates"}
        One row a respondent, or rows of counts.
    columns : tuple of ColumnMapping
        In the order of the file.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    kind: Literal["barometer"] = "barometer"
    format: Literal[1] = 1
    name: str = ""
    version: int = 0
    saved: str = ""
    questionnaire: int = VERSION
    shape: Shape = "respondents"
    columns: tuple[ColumnMapping, ...] = ()

    def column(self, name: str) -> ColumnMapping:
        """Return what a column is; left aside when the mapping does not name it."""
        return next((one for one in self.columns if one.column == name), ColumnMapping(column=name))

    def of(self, field: str) -> tuple[ColumnMapping, ...]:
        """Return the columns of a field, in the order of the file."""
        return tuple(one for one in self.columns if one.field == field)

    def used(self) -> tuple[ColumnMapping, ...]:
        """Return the columns that are not left aside."""
        return tuple(one for one in self.columns if one.field)

    def replacing(self, changed: ColumnMapping) -> "Mapping":
        """Return the mapping with another reading of one column."""
        others = [changed if one.column == changed.column else one for one in self.columns]
        if changed not in others:
            others.append(changed)
        return self.model_copy(update={"columns": tuple(others)})

    def reading(self, column: str, field: str, part: str = "", *, coarsen: str = "") -> "Mapping":
        """Return the mapping with a column read as another field, as a person has chosen."""
        kept = self.column(column)
        values = kept.values if kept.field == field else {}
        chosen = ColumnMapping.model_validate(
            {"column": column, "field": field, "part": part, "split": kept.split, "values": values, "coarsen": coarsen}
        )
        return self.replacing(chosen)

    def answering(self, column: str, text: str, code: str) -> "Mapping":
        """Return the mapping with a text of a column read as another answer ("": no answer)."""
        kept = self.column(column)
        values = {value: other for value, other in kept.values.items() if folded(value) != folded(text)}
        return self.replacing(kept.model_copy(update={"values": {**values, text: code}}))

    def answering_others(self, column: str, code: str) -> "Mapping":
        """Return the mapping with all the texts of a column that nothing reads as one answer ("": refused)."""
        return self.replacing(self.column(column).model_copy(update={"rest": code}))


def of_json(content: object) -> Mapping:
    """Read a mapping from JSON text or from what it holds.

    Raises
    ------
    MappingInvalid
    """
    try:
        if isinstance(content, Mapping):
            return content
        if isinstance(content, str | bytes):
            return Mapping.model_validate_json(content)
        return Mapping.model_validate(content)
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"])
        raise MappingInvalid("", f"le champ « {where or 'racine'} » n’a pas la forme attendue") from error


def codes_of(one: ColumnMapping, shape: Shape = "respondents") -> dict[str, str]:
    """Return the answers that a text of a column may be given, code to label; none for numbers and dates."""
    field = _fields(shape).get(one.field)
    if field is None:
        return {}
    if one.part or field.kind == "flag":
        return {"yes": "oui", "no": "non"}
    return field.labels


def _fields(shape: Shape) -> dict[str, questionnaire.Field]:
    return FIELDS if shape == "respondents" else AGGREGATES


def require(mapping: Mapping) -> None:
    """Refuse a mapping that names what does not exist, or reads two columns as one.

    Raises
    ------
    MappingInvalid
    """
    fields = _fields(mapping.shape)
    seen: dict[tuple[str, str], str] = {}
    named: set[str] = set()
    for one in mapping.columns:
        if one.column in named:
            raise MappingInvalid(one.column, "elle y figure deux fois")
        named.add(one.column)
        if not one.field:
            continue
        field = fields.get(one.field)
        if field is None:
            raise MappingInvalid(one.column, f"le champ « {one.field} » n’existe pas ; champs : {', '.join(fields)}")
        _parts(one, field)
        _values(one, field, mapping.shape)
        key = (one.field, one.part)
        if key in seen and (one.part or not field.several) and field.kind != "count":
            raise MappingInvalid(one.column, f"elle dit la même chose que « {seen[key]} » ; gardez l’une des deux")
        seen[key] = one.column


def _parts(one: ColumnMapping, field: questionnaire.Field) -> None:
    if not one.part:
        return
    known = {choice.code for choice in (*PUBLICS, *BENEFITS)} if field.kind == "count" else set(field.labels)
    if one.part not in known:
        raise MappingInvalid(one.column, f"« {one.part} » n’est pas une réponse de « {field.label} »")


def _values(one: ColumnMapping, field: questionnaire.Field, shape: Shape) -> None:
    if field.kind in {"area", "age"}:
        return
    known = codes_of(one, shape)
    for code in _filled([*one.values.values(), "" if one.rest == IGNORED else one.rest]):
        if code not in known:
            admitted = ", ".join(known) or "aucune"
            raise MappingInvalid(one.column, f"« {code} » n’est pas une réponse possible ; réponses : {admitted}")


def _filled(codes: Iterable[str]) -> list[str]:
    return [code for code in codes if code]
