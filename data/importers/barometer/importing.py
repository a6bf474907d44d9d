"""From a file to an import: read it, map it, check that it says enough, and describe the table."""

from collections.abc import Mapping as Options
from datetime import UTC, date, datetime
from hashlib import sha256
from typing import Any

import pandas as pd

from data.catalogue import Entry
from data.formats import enumerate_words
from data.importers import reading
from data.importers.barometer import aggregates, apply, doubles, entries, mapping, privacy, profiles, propose
from data.importers.barometer.aggregates import Counted
from data.importers.barometer.apply import Applied
from data.importers.barometer.entries import About
from data.importers.barometer.errors import OptionRefused
from data.importers.barometer.mapping import Mapping, Shape
from data.importers.barometer.person import LONGEST_WAVE
from data.importers.barometer.questionnaire import AGGREGATES, AREAS, FIELDS
from data.importers.errors import ColumnsMissing, FileRefused
from data.importers.outcome import Import
from data.importers.personal import PersonalColumn
from data.importers.reading import RawTable
from data.importers.remark import Remark
from data.importers.words import slug, visible

KIND = "barometer"
TITLE = "Baromètre du non-recours"
# The CNIL asks for a stated and limited time: the two years between two waves of the survey, and one to compare them.
RETENTION_MONTHS = 36
LONGEST_RETENTION = 60
# A name is a folder's: files of many waves are named by a digest of theirs.
LONGEST_NAME = 50
# Below this confidence, what a column was taken for is said.
SURE = 0.99


def prepare(files: Options[str, bytes], options: Options[str, Any]) -> Import:
    """Read one file of the barometer; nothing is written.

    Parameters
    ----------
    files : mapping of str to bytes
        One file: CSV, XLSX or Parquet.
    options : mapping
        "mapping": a `Mapping` or its JSON; else "profile": name of a saved one (and "version"); else it is
        proposed, "shape" saying whether the file is already counted. "name" of the dataset, "title",
        "producer", "sheet": texts. "wave", or "vintage": of the rows that do not say theirs.
        "coarsen": headers, as a list or parted by « | », of columns that identify persons and may be read for
        their class of age or their commune alone. "retention_months": 1 to 60, by default 36. "today": date or
        ISO text, by default today's.

    Raises
    ------
    data.errors.DataError
        The file cannot be read, a column that is needed is missing, an option is out of bounds, the mapping is not
        this file's, or its answers are in use under the name of another wave.
    """
    name, content = _single(files)
    _months(options.get("retention_months"))
    raw = reading.read_table(content, name, sheet=_text(options, "sheet") or None)
    found = privacy.detect(raw.rows)
    chosen, proposed = _mapping(raw, options, found)
    chosen = _coarsened(chosen, found, _listed(options.get("coarsen")))
    _require_enough(raw, chosen, found)
    said = _said(chosen) if proposed else []
    if chosen.shape == "aggregates":
        return _aggregates(raw, chosen, options, said)
    made = _respondents(raw, chosen, options, said, found)
    doubles.refuse(made)
    return made


def keep_until(today: date, months: int) -> date:
    """Return the last day on which rows may be kept: as many months later, or the last day of that month.

    Examples
    --------
    >>> keep_until(date(2024, 12, 31), 2)
    datetime.date(2025, 2, 28)
    """
    year, month = divmod(today.year * 12 + today.month - 1 + months, 12)
    for day in range(today.day, 27, -1):
        try:
            return date(year, month + 1, day)
        except ValueError:
            continue
    return date(year, month + 1, today.day)


def _single(files: Options[str, bytes]) -> tuple[str, bytes]:
    if len(files) != 1:
        raise FileRefused(
            ", ".join(files) or "aucun", "le baromètre s’importe un fichier à la fois", "Choisissez-en un."
        )
    return next(iter(files.items()))


def _text(options: Options[str, Any], key: str) -> str:
    value = options.get(key)
    return visible(str(value))[:200] if value is not None else ""


def _wave(options: Options[str, Any]) -> str:
    wave = _text(options, "wave") or _text(options, "vintage")
    if len(wave) > LONGEST_WAVE:
        raise OptionRefused("wave", wave, f"une année ou un nom d’au plus {LONGEST_WAVE} caractères")
    return wave


def _day(value: Any) -> date:
    if value is None:
        return datetime.now(UTC).date()
    if isinstance(value, datetime):
        return value.date()
    try:
        return value if isinstance(value, date) else date.fromisoformat(str(value))
    except ValueError as error:
        raise OptionRefused("today", value, "une date comme 2024-11-24") from error


def _months(value: Any) -> int:
    if value is None:
        return RETENTION_MONTHS
    try:
        months = int(str(value))
    except ValueError:
        months = 0
    if not 1 <= months <= LONGEST_RETENTION:
        raise OptionRefused("retention_months", value, f"un nombre de mois de 1 à {LONGEST_RETENTION}")
    return months


def _mapping(raw: RawTable, options: Options[str, Any], found: tuple[PersonalColumn, ...]) -> tuple[Mapping, bool]:
    """Return the mapping to read with, and whether it was guessed."""
    given = options.get("mapping")
    if given is not None:
        return mapping.of_json(given), False
    profile = _text(options, "profile")
    if profile:
        version = options.get("version")
        try:
            number = None if version is None else int(str(version))
        except ValueError as error:
            raise OptionRefused("version", version, "un numéro de version") from error
        return profiles.read(profile, number), False
    shape = _text(options, "shape")
    if shape not in {"", "respondents", "aggregates"}:
        raise OptionRefused("shape", shape, "« respondents » ou « aggregates »")
    asked: Shape | None = "respondents" if shape == "respondents" else "aggregates" if shape else None
    return propose.propose(raw, shape=asked, personal=found), True


def missing(chosen: Mapping) -> list[str]:
    """Return what a mapping still lacks to be imported, in French; none when it says enough."""
    fields = {one.field for one in chosen.used()}
    found = []
    if chosen.shape == "aggregates":
        if "respondents" not in fields:
            found.append("le nombre de répondants")
        if not fields & {"missed", "received", "not_concerned", "unknowing"}:
            found.append("le nombre de personnes en non-recours (ou qui reçoivent, ou non concernées)")
        return found
    if not fields & {one.key for one in AREAS}:
        found.append("le lieu de résidence (commune, IRIS, quartier prioritaire ou code postal)")
    rights = {key for key in FIELDS if key.startswith("benefit")} | {"non_take_up"}
    if not fields & rights:
        found.append("au moins une prestation (RSA, prime d’activité…) ou la situation de non-recours")
    return found


def _listed(value: Any) -> list[str]:
    if value is None:
        return []
    given = value.split("|") if isinstance(value, str) else value
    try:
        return [visible(str(one)) for one in given]
    except TypeError as error:
        raise OptionRefused("coarsen", value, "des en-têtes de colonnes, séparés par « | »") from error


def _coarsened(chosen: Mapping, found: tuple[PersonalColumn, ...], confirmed: list[str]) -> Mapping:
    """Read the confirmed columns for their class of age or their commune, where no other column gives it."""
    for one in found:
        if one.column not in confirmed or one.coarsening is None:
            continue
        field = "age" if one.coarsening == "age_class" else "commune"
        if not chosen.of(field):
            chosen = chosen.reading(one.column, field, coarsen=one.coarsening)
    return chosen


def _require_enough(raw: RawTable, chosen: Mapping, found: tuple[PersonalColumn, ...]) -> None:
    lacking = missing(apply.without_persons(chosen, found, []))
    if not lacking:
        return
    addresses = [one.column for one in found if one.coarsening == "commune"]
    if addresses and "résidence" in lacking[0]:
        hint = f"la colonne « {addresses[0]} » identifie des personnes : confirmez-la pour n’en garder que la commune"
        lacking[0] += f" ({hint})"
    raise ColumnsMissing(raw.name, lacking, list(raw.columns))


def _said(chosen: Mapping) -> list[Remark]:
    """Say what each column was taken for, where it was guessed, and which are left aside."""
    fields = FIELDS if chosen.shape == "respondents" else AGGREGATES
    remarks = []
    for one in chosen.columns:
        if one.confidence >= SURE:
            continue
        if not one.field:
            remarks.append(
                Remark("à savoir", None, one.column, "", "colonne laissée de côté : rien ne dit ce que c’est")
            )
            continue
        field = fields[one.field]
        part = field.labels.get(one.part, one.part)
        read = f"{field.label} : {part}" if part else field.label
        sure = round(100 * one.confidence)
        remarks.append(Remark("à savoir", None, one.column, "", f"lue comme « {read} » (confiance {sure} %)"))
    return remarks


def _import(entry: Entry, table: pd.DataFrame, read: Applied | Counted, said: list[Remark], dataset: str) -> Import:
    kept = read.accepted > 0
    return Import(
        kind=KIND,
        dataset=dataset,
        title=entry.title,
        tables={entry.name: table} if kept else {},
        entries={entry.name: entry} if kept else {},
        remarks=(*said, *read.remarks),
        accepted=read.accepted,
        refused=read.refused,
        personal=read.personal,
        # A wave takes the place of the one of its name; the others stay (`layers.WHOLES`).
        added=frozenset({entry.name}) if kept else frozenset(),
    )


def _about(
    raw: RawTable, chosen: Mapping, options: Options[str, Any], read: Applied | Counted, table: pd.DataFrame
) -> About:
    """Return what the entry says of the file and of how long its rows may be kept."""
    months = _months(options.get("retention_months"))
    today = _day(options.get("today"))
    what = "répondants" if chosen.shape == "respondents" else "effectifs"
    return About(
        title=_title(options, read.fictitious, what, waves_of(table)),
        producer=_text(options, "producer") or _producer(read.fictitious),
        vintage=", ".join(sorted(set(table["wave"]) - {""})[:6]),
        obtained=_obtained(raw, chosen),
        today=today,
        keep_until=keep_until(today, months),
        months=months,
        fictitious=read.fictitious,
    )


def _respondents(
    raw: RawTable, chosen: Mapping, options: Options[str, Any], said: list[Remark], found: tuple[PersonalColumn, ...]
) -> Import:
    read = apply.apply(raw, chosen, wave=_wave(options), today=_day(options.get("today")), personal=found)
    about = _about(raw, chosen, options, read, read.respondents)
    entry = entries.respondents(about, deduced=read.deduced, weighted=read.weighted)
    return _import(entry, read.respondents, read, said, _dataset(options, read.fictitious, read.respondents))


def _aggregates(raw: RawTable, chosen: Mapping, options: Options[str, Any], said: list[Remark]) -> Import:
    read = aggregates.count(raw, chosen, wave=_wave(options))
    entry = entries.aggregates(_about(raw, chosen, options, read, read.counts), recomputed=read.recomputed)
    return _import(entry, read.counts, read, said, _dataset(options, read.fictitious, read.counts, "-agrege"))


def waves_of(table: pd.DataFrame) -> list[str]:
    """Return the waves of a table of respondents or counts, sorted."""
    return sorted({str(wave) for wave in table["wave"]})


def _title(options: Options[str, Any], fictitious: bool, what: str, waves: list[str]) -> str:
    named = [wave for wave in waves if wave]
    which = f", {'vague' if len(named) == 1 else 'vagues'} {enumerate_words(named[:6])}" if named else ""
    title = _text(options, "title") or f"{TITLE}{which} ({what})"
    return f"{apply.FICTITIOUS} – {title}" if fictitious and not title.startswith(apply.FICTITIOUS) else title


def _producer(fictitious: bool) -> str:
    return "Atlas aller-vers (données inventées)" if fictitious else ""


def _dataset(options: Options[str, Any], fictitious: bool, table: pd.DataFrame, suffix: str = "") -> str:
    """Return the name under which the waves of a file are kept: the same for the same waves, another for others."""
    asked = slug(_text(options, "name"))
    if asked:
        return asked
    base = ("barometre-fictif" if fictitious else "barometre") + suffix
    named = "-".join(slug(wave) or "vague" for wave in waves_of(table) if wave)
    if len(named) > LONGEST_NAME:
        named = sha256(named.encode()).hexdigest()[:12]
    return f"{base}-{named}" if named else base


def _obtained(raw: RawTable, chosen: Mapping) -> str:
    by = f", lu avec le profil « {chosen.name} » (version {chosen.version})" if chosen.name else ""
    return f"importé du fichier « {raw.name} »{by}"
