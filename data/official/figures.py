"""A producer's table of figures, as published, put in the place of the same indicators of the Atlas."""

import csv
import io
import re
from datetime import UTC, date, datetime

import numpy as np
import pandas as pd

from data import catalogue, store
from data.formats import enumerate_words, plural
from data.importers.errors import ColumnsMissing, FileRefused
from data.importers.numbers import figure
from data.importers.outcome import Import
from data.importers.remark import Remark
from data.importers.words import folded
from data.official.entry import Entry, Figures

LENGTHS = {"commune": 5, "iris": 9}
TABLES = {"commune": "communes", "iris": "iris"}


def prepare(content: bytes, name: str, entry: Entry, figures: Figures, *, today: date | None = None) -> Import:
    """Read a published table into values of the indicators that the Atlas already describes.

    A code of the territory without a row is « absent », a mark of secrecy « secret », and 0 « masqué » where the
    producer writes 0 for both.

    Raises
    ------
    FileRefused, ColumnsMissing
    """
    table = _read(content, name)
    code = _column(table, figures.code)
    taken, year = _taken(table, figures)
    if code is None or not taken:
        wanted = [f"une colonne « {figures.code} »"] if code is None else [f"« {one} »" for one, _ in figures.columns]
        raise ColumnsMissing(name, wanted, list(table.columns))
    table, latest = _latest(table, figures)
    year = latest or year
    coded = table.assign(code_=table[code].str.strip().str.zfill(LENGTHS[figures.level]))
    known = store.read_plain(TABLES[figures.level], ["code"])["code"]
    rows = coded[coded["code_"].isin(set(known))].set_index("code_")
    if rows.empty:
        raise FileRefused(name, "aucune ligne n’est celle d’un code du territoire", "Vérifiez la zone du fichier.")
    twice = rows.index.duplicated()
    if twice.any():
        raise FileRefused(name, f"le code « {rows.index[twice][0]} » y est deux fois", "Gardez une ligne par code.")
    values, remarks, refused = _values(rows, taken, sorted(known), figures)
    published = values.groupby("indicator")["status"].apply(lambda status: bool(status.ne("absent").any()))
    values = values[values["indicator"].map(published)].reset_index(drop=True)
    missing = sorted(set(known) - set(rows.index))
    if missing:
        beyond = "…" if len(missing) > 5 else ""
        remarks.append(
            Remark(
                "à savoir",
                None,
                "",
                "",
                f"{plural(len(missing), 'code')} sans ligne : {', '.join(missing[:5])}{beyond}",
            )
        )
    indicators = _indicators(values, figures.level, year)
    return Import(
        kind="official",
        dataset=f"officiel-{entry.key}",
        title=entry.title,
        tables={"figures": values, "indicators": indicators} if len(values) else {},
        entries=_entries(entry, indicators, year, today or datetime.now(UTC).date()) if len(values) else {},
        remarks=tuple(remarks),
        accepted=int(values["status"].ne("absent").sum()),
        refused=refused,
        added=frozenset({"figures", "indicators"}) if len(values) else frozenset(),
    )


def _read(content: bytes, name: str) -> pd.DataFrame:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("cp1252", errors="replace")
    head = text.partition("\n")[0]
    separator = max(";,\t", key=head.count)
    try:
        return pd.read_csv(
            io.StringIO(text), sep=separator, dtype=str, keep_default_na=False, quoting=csv.QUOTE_MINIMAL
        )
    except (ValueError, pd.errors.ParserError, csv.Error) as error:
        raise FileRefused(
            name, "ce n’est pas un CSV régulier", "Téléchargez-le de nouveau chez le producteur."
        ) from error


def _column(table: pd.DataFrame, name: str) -> str | None:
    return next((str(column) for column in table.columns if folded(str(column)) == folded(name)), None)


def _taken(table: pd.DataFrame, figures: Figures) -> tuple[dict[str, str], str]:
    """Return the columns to read with their indicators, and the year that their names say."""
    taken: dict[str, str] = {}
    years: set[str] = set()
    for pattern, indicator in figures.columns:
        wanted = re.compile(re.escape(pattern).replace(re.escape("{yy}"), r"(?P<yy>\d\d)"), re.IGNORECASE)
        for column in table.columns:
            found = wanted.fullmatch(str(column).strip())
            if found:
                taken[str(column)] = indicator
                years |= {f"20{found['yy']}"} if "{yy}" in pattern else set()
    return taken, max(years, default="")


def _latest(table: pd.DataFrame, figures: Figures) -> tuple[pd.DataFrame, str]:
    column = _column(table, figures.year) if figures.year else None
    if column is None:
        return table, ""
    years = table[column].str[:4]
    newest = str(years.max())
    return table[years == newest], newest


def _values(
    rows: pd.DataFrame, taken: dict[str, str], known: list[str], figures: Figures
) -> tuple[pd.DataFrame, list[Remark], int]:
    found: list[tuple[str, str, str, float, str]] = []
    remarks: list[Remark] = []
    refused = 0
    for column, indicator in taken.items():
        texts = rows[column].to_dict()
        for code in known:
            read = figure(str(texts.get(code, "")))
            value, status = read.value, str(read.status)
            if status == "illisible":
                refused += 1
                remarks.append(
                    Remark("refusé", None, column, str(texts[code]), "ce n’est pas un nombre, ni une marque")
                )
                value, status = np.nan, "absent"
            elif figures.zero_is_masked and value == 0:
                value, status = np.nan, "masqué"
            found.append((figures.level, code, indicator, value, status))
    return pd.DataFrame(found, columns=["level", "code", "indicator", "value", "status"]), remarks, refused


def _indicators(values: pd.DataFrame, level: str, year: str) -> pd.DataFrame:
    """Return the descriptions of the indicators read, with the vintage that the file has."""
    described = store.read("indicators")
    own = described[described["level"].eq(level) & described["id"].isin(values["indicator"].unique())]
    updated = own.assign(obtained="téléchargé chez le producteur")
    return (updated.assign(vintage=year) if year else updated).reset_index(drop=True)


def _entries(entry: Entry, indicators: pd.DataFrame, year: str, today: date) -> dict[str, catalogue.Entry]:
    return {
        name: catalogue.read_embedded(name).model_copy(
            update={
                "producer": entry.producer,
                "dataset": enumerate_words(list(dict.fromkeys(indicators["dataset"]))),
                "vintage": year or "millésime non précisé",
                "accessed": today.isoformat(),
                "licence": entry.licence,
                "obtained": f"téléchargé chez le producteur ({entry.page})",
                "notes": (entry.note,),
                "checksum": "",
            }
        )
        for name in ("figures", "indicators")
    }
