"""A correspondence replayed on a file: the respondents' table, and all that is said of it."""

from dataclasses import dataclass
from datetime import UTC, date, datetime

import pandas as pd

from data.formats import plural
from data.importers.barometer import mapping as mappings
from data.importers.barometer import person, privacy, residence, rights
from data.importers.barometer.answers import is_silent
from data.importers.barometer.cells import Cells
from data.importers.barometer.errors import MappingInvalid, ProfileMismatch
from data.importers.barometer.mapping import ColumnMapping, Mapping
from data.importers.barometer.questionnaire import FIELDS, VERSION
from data.importers.personal import PersonalColumn
from data.importers.reading import RawTable
from data.importers.remark import Remark
from data.importers.words import folded

EXAMPLE_LINE = "EXEMPLE À EFFACER"
FICTITIOUS = "EXEMPLE FICTIF"
# The list of questions that first had the tenure.
WITH_TENURE = 2
# Fields that say nothing of the respondent: a row that holds only these has not been answered.
_ABOUT_THE_SURVEY = frozenset({"marker", "wave", "day", "mode", "weight"})
# A column of which nearly every cell is different (a number, a time) tells the answers apart.
TELLING_SHARE = 0.9
# Among fewer different answers, two people may well say the same.
FEW = 10


@dataclass(frozen=True)
class Applied:
    """Respondents read by a mapping; nothing is written.

    Attributes
    ----------
    respondents : DataFrame
        One row a respondent kept; the columns are `entries.COLUMNS`.
    remarks : tuple of Remark
    accepted, refused : int
        Respondents kept; rows, and answers of the rows kept, that cannot be read.
    personal : tuple of PersonalColumn
        Every column found to identify persons, whether dropped or coarsened.
    fictitious : bool
        The file says that its rows are invented.
    deduced : frozenset of str
        The publics that the rules gave to somebody.
    weighted : bool
        The file has weights.
    """

    respondents: pd.DataFrame
    remarks: tuple[Remark, ...]
    accepted: int
    refused: int
    personal: tuple[PersonalColumn, ...]
    fictitious: bool
    deduced: frozenset[str]
    weighted: bool


def apply(
    raw: RawTable,
    mapping: Mapping,
    *,
    wave: str = "",
    today: date | None = None,
    personal: tuple[PersonalColumn, ...] | None = None,
) -> Applied:
    """Read the rows of a file by a mapping; pure: the same file and mapping give the same table.

    Parameters
    ----------
    wave : str
        The wave of the rows that do not say theirs.
    today : date, optional
        On which ages are counted when the file does not say the day of the answers.
    personal : tuple of PersonalColumn, optional
        What `privacy.detect` found of the file, where that is already known.

    Raises
    ------
    MappingInvalid
        The mapping cannot be followed, or reads rows of counts.
    ProfileMismatch
        The file has not the columns that the mapping reads.
    """
    mappings.require(mapping)
    if mapping.shape != "respondents":
        raise MappingInvalid("", "elle lit un tableau déjà agrégé, pas une ligne par répondant")
    missing = [one.column for one in mapping.used() if one.column not in raw.columns]
    if missing:
        raise ProfileMismatch(mapping.name, missing, list(raw.columns))
    found = privacy.detect(raw.rows) if personal is None else personal
    remarks = [*raw.remarks]
    safe = without_persons(mapping, found, remarks)
    if safe.questionnaire != VERSION:
        said = f"profil fait pour la liste de questions n° {safe.questionnaire}, relu avec la n° {VERSION}"
        if safe.questionnaire < WITH_TENURE and not safe.of("tenure"):
            said += (
                " ; si le fichier demande le statut d’occupation du logement, faites lire sa colonne comme « Logement »"
            )
        remarks.append(Remark("à savoir", None, "", "", said))
    rows, fictitious = _marked(raw, safe, remarks)
    cells = Cells(_answered(rows, safe, remarks), safe, remarks)
    _doubles(raw.rows.loc[cells.rows.index], remarks)
    kept, deduced = _table(cells, wave, today or datetime.now(UTC).date())
    refused = sum(one.severity == "refusé" for one in remarks)
    return Applied(kept, tuple(remarks), len(kept), refused, found, fictitious, frozenset(deduced), _is_weighted(cells))


def _table(cells: Cells, wave: str, today: date) -> tuple[pd.DataFrame, set[str]]:
    """Return the rows kept, and the publics that were deduced."""
    places = residence.locate(cells.rows, {one.field: one for one in cells.mapping.columns if not one.part})
    cells.remarks.extend(places.remarks)
    weight, unweighted = person.weights(cells)
    answered = person.days(cells)
    aged = person.age(cells, answered, today)
    statuses = rights.benefits(cells)
    about = pd.DataFrame(
        {key: person.choice(cells, key) for key in ("household", "tenure", "situation")},
        index=cells.rows.index,
        dtype=object,
    )
    publics, deduced = person.of_publics(cells, about.join(statuses), aged)
    whole = pd.concat(
        [
            pd.DataFrame(
                {"wave": person.waves(cells, answered, wave), "mode": person.choice(cells, "mode")},
                index=cells.rows.index,
                dtype=object,
            ),
            places.table,
            pd.Series(
                [one.code if one else "" for one in aged], index=cells.rows.index, dtype=object, name="age_class"
            ),
            about,
            publics,
            statuses,
            rights.non_take_up(cells, statuses).rename("non_take_up"),
            rights.several(cells, "forms"),
            rights.several(cells, "obstacles"),
            pd.DataFrame(
                {key: person.choice(cells, key) for key in ("first_contact", "mobility", "digital")},
                index=cells.rows.index,
                dtype=object,
            ),
            pd.Series(weight, index=cells.rows.index, name="weight"),
        ],
        axis=1,
    )
    gone = places.refused | places.outside | unweighted
    kept = whole[~whole.index.isin(gone)].reset_index(drop=True)
    unplaced = int((kept["commune"] == "").sum())
    if unplaced:
        message = f"{plural(unplaced, 'répondant')} sans commune : comptés dans l’ensemble, dans aucune commune"
        cells.remarks.append(Remark("à savoir", None, "", "", message))
    return kept, deduced


def _is_weighted(cells: Cells) -> bool:
    one = cells.only("weight")
    return one is not None and any(cells.filled(one))


def without_persons(mapping: Mapping, found: tuple[PersonalColumn, ...], remarks: list[Remark]) -> Mapping:
    """Return the mapping without the columns that identify persons, but those of which the coarsening is confirmed."""
    dropped: set[str] = set()
    for one in found:
        read = mapping.column(one.column)
        if one.coarsening is not None and read.coarsen == one.coarsening and _coarse(read):
            kept = "la classe d’âge" if one.coarsening == "age_class" else "la commune"
            said = f"{one.reason} : seule {kept} en est gardée"
        else:
            dropped.add(one.column)
            said = f"{one.reason} : colonne écartée"
            if one.coarsening is not None:
                kept = "la classe d’âge" if one.coarsening == "age_class" else "la commune"
                said += f" ; confirmez-la pour n’en garder que {kept}"
        remarks.append(Remark("à savoir", None, one.column, "", said))
    return mapping.model_copy(update={"columns": tuple(one for one in mapping.columns if one.column not in dropped)})


def _coarse(one: ColumnMapping) -> bool:
    return one.field == {"age_class": "age", "commune": "commune"}[one.coarsen] if one.coarsen else False


def _marked(raw: RawTable, mapping: Mapping, remarks: list[Remark]) -> tuple[pd.DataFrame, bool]:
    """Leave out the template's example line; tell whether the file says that it is fictitious."""
    mark = folded(FICTITIOUS)
    said = [*raw.columns, raw.sheet, *(one.value for one in raw.remarks)]
    fictitious = any(mark in folded(text) for text in said)
    markers = mapping.of("marker")
    if not markers:
        return raw.rows, fictitious
    texts = raw.rows[markers[0].column].map(lambda text: folded(str(text)))
    fictitious = fictitious or bool(texts.str.contains(mark, regex=False).any())
    example = texts.str.startswith("exemple") & ~texts.str.contains(mark, regex=False)
    for line in raw.rows.index[example]:
        remarks.append(
            Remark("à savoir", int(line), markers[0].column, "", "ligne d’exemple du modèle, laissée de côté")
        )
    return raw.rows[~example], fictitious


def _answered(rows: pd.DataFrame, mapping: Mapping, remarks: list[Remark]) -> pd.DataFrame:
    """Leave out the rows that answer nothing, as an interrupted questionnaire leaves them."""
    asked = [one.column for one in mapping.used() if one.field not in _ABOUT_THE_SURVEY]
    filled = pd.Series(False, index=rows.index)
    for column in asked:
        filled |= ~rows[column].map(lambda text: is_silent(str(text)))
    for line in rows.index[~filled]:
        remarks.append(Remark("à savoir", int(line), "", "", "ligne sans réponse, laissée de côté"))
    return rows[filled]


def _doubles(rows: pd.DataFrame, remarks: list[Remark]) -> None:
    """Say which rows are the same from end to end, where a column tells the answers apart; they are kept."""
    telling = max((rows[column].nunique() for column in rows.columns), default=0)
    different = len(rows.drop_duplicates())
    # A file pasted twice has each of its rows twice: what tells the answers apart is looked for among different ones.
    pasted = different >= FEW and len(rows) <= 2 * different and telling >= TELLING_SHARE * different
    if len(rows) < 2 or (telling < TELLING_SHARE * len(rows) and not pasted):
        return
    for line in rows.index[rows.duplicated()]:
        remarks.append(
            Remark("à savoir", int(line), "", "", "ligne identique à une autre ; vérifiez qu’elle n’est pas en double")
        )


def labels() -> dict[str, dict[str, str]]:
    """Return, for each stored column of codes, the codes and their French labels."""
    found = {
        key: FIELDS[key].labels
        for key in ("mode", "household", "tenure", "situation", "first_contact", "mobility", "digital")
    }
    statuses = {key: one.labels for key, one in FIELDS.items() if key.startswith("benefit_")}
    return {**found, **statuses}
