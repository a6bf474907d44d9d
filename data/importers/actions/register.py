"""The register of an operator: which shape it has, what of it is kept, and what is not."""

from collections.abc import Mapping
from datetime import UTC, date, datetime
from pathlib import PurePosixPath
from typing import Any

from data.formats import enumerate_words, plural
from data.importers import geography, personal, reading
from data.importers import template as forms
from data.importers.actions import entries, persons, sessions
from data.importers.actions.columns import Columns, find
from data.importers.actions.sessions import Context, Read
from data.importers.barometer.importing import keep_until
from data.importers.errors import ColumnsMissing, FileRefused
from data.importers.outcome import Import
from data.importers.places.place import known
from data.importers.reading import RawTable
from data.importers.remark import Remark
from data.importers.words import slug, visible

KIND = "actions"
# A programme is followed over the three years of its agreement, and judged the year after.
RETENTION_MONTHS, LONGEST_RETENTION = 48, 60


def prepare(files: Mapping[str, bytes], options: Mapping[str, Any]) -> Import:
    """Read one register: one row a session, or one row a person met.

    Parameters
    ----------
    options
        ``name``: French name of the register (by default the file's); ``sheet``; ``operator``: for the rows that name
        none; ``retention_months``: after how many months it is deleted (48 by default, 60 at most); ``today``.

    Raises
    ------
    FileRefused, ColumnsMissing
    """
    if len(files) != 1:
        raise FileRefused(
            ", ".join(files) or "aucun", "les registres s’importent un fichier à la fois", "Choisissez un fichier."
        )
    filename, content = next(iter(files.items()))
    table = reading.read_table(content, filename, sheet=options.get("sheet"))
    columns = find(table.columns)
    operator = visible(str(options.get("operator") or ""))
    _require(table, columns, operator)
    today = _today(options.get("today"))
    context = Context(operator, today, known(""), geography.gazetteer())
    found = personal.detect(table.rows[list(columns.unread)])
    # A register that names people and counts none is one of people, whatever else it has.
    of_people = columns.of_people or (bool(found) and not columns.counted)
    read = (persons if of_people else sessions).read(table, columns, context)
    title = visible(str(options.get("name") or PurePosixPath(filename).stem))
    dataset = f"{KIND}-{slug(title)}"[:60].rstrip("-")
    made = entries.tables(dataset, read.actions) if read.actions else {}
    months = _months(options.get("retention_months"), filename)
    described = {
        name: entries.entry(
            name,
            read.actions,
            title=f"Actions d’aller-vers, registre « {title} »",
            obtained=f"importé du fichier « {filename} »",
            today=today,
            keep_until=keep_until(today, months),
            fictitious=forms.is_fictitious(content, filename),
        )
        for name in made
    }
    return Import(
        kind=KIND,
        dataset=dataset,
        title=f"Registre d’actions « {title} »",
        tables=made,
        entries=described,
        remarks=(*table.remarks, *read.remarks, *_of_all(columns, read, of_people=of_people)),
        accepted=read.accepted,
        refused=read.refused + table.refused,
        personal=found,
        added=frozenset(made),
    )


def _require(table: RawTable, columns: Columns, operator: str) -> None:
    missing = []
    if "date" not in columns.of:
        missing.append("une colonne « Date » de l’action")
    if "operator" not in columns.of and not operator:
        missing.append("une colonne « Opérateur »")
    if not {"commune", "place", "address"} & set(columns.of):
        missing.append("une colonne « Commune » ou « Lieu »")
    if missing:
        raise ColumnsMissing(table.name, missing, list(table.columns))


def _today(value: Any) -> date:
    return value if isinstance(value, date) else datetime.now(UTC).date()


def _months(value: Any, filename: str) -> int:
    text = str(value or RETENTION_MONTHS)
    if not text.isdigit() or not 1 <= int(text) <= LONGEST_RETENTION:
        raise FileRefused(
            filename,
            f"la durée de conservation « {text} » n’est pas un nombre de mois",
            f"Attendu : un nombre de 1 à {LONGEST_RETENTION}.",
        )
    return int(text)


def _of_all(columns: Columns, read: Read, *, of_people: bool) -> list[Remark]:
    """Say what was done with the register as a whole."""
    said = []
    if of_people and read.actions:
        message = (
            f"{plural(read.accepted, 'ligne')} sur des personnes, réunies en {plural(len(read.actions), 'action')} : "
            "seuls des nombres sont gardés, aucune ligne ; une personne venue deux jours compte deux fois"
        )
        said.append(Remark("à savoir", None, "", "", message))
    if read.actions:
        said.append(Remark("à savoir", None, "", "", entries.summary(read.actions).rstrip(".")))
    if columns.unread:
        listed = enumerate_words([f"« {one} »" for one in columns.unread[:12]])
        more = "…" if len(columns.unread) > 12 else ""
        said.append(Remark("à savoir", None, "", "", f"colonnes non lues, dont rien n’est gardé : {listed}{more}"))
    return said
