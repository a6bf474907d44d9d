"""Any table of indicators by commune, IRIS or quartier prioritaire, wide or long, with its dictionary.

The analyses of social needs (ABSE) come as workbooks of every shape: one column an indicator, or one row a value;
codes or names; a sheet that says what the columns are, or none.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import PurePosixPath
from typing import Any

import pandas as pd

from data import catalogue, confidential
from data.catalogue import Entry, Quality
from data.formats import enumerate_words, number
from data.importers import areas, coarsening, dictionary, geography, indicatorcells, personal, rawvalues, reading
from data.importers import template as forms
from data.importers.abseforms import example, template
from data.importers.dictionary import Defaults
from data.importers.errors import ColumnsMissing, FileRefused
from data.importers.indicatorcells import Cell
from data.importers.numbers import Figure, figure
from data.importers.outcome import Import
from data.importers.reading import RawTable
from data.importers.remark import Remark
from data.importers.words import folded, slug, visible

KIND = "abse"

__all__ = ["KIND", "example", "prepare", "template"]


def prepare(files: Mapping[str, bytes], options: Mapping[str, Any]) -> Import:
    """Read one table of indicators, and its dictionary in a sheet of the same workbook or in a second file.

    Parameters
    ----------
    options
        ``name``: French name of the dataset (by default the file's); ``sheet``; ``level``; ``producer``,
        ``dataset``, ``vintage``, ``licence``, ``theme``: for what the dictionary does not say; ``today``.

    Raises
    ------
    FileRefused, ColumnsMissing
    """
    table, described, remarks = _files(files, options.get("sheet"))
    fictitious = any(forms.is_fictitious(content, name) for name, content in files.items())
    rows, year, of_years = indicatorcells.of_one_year(table)
    remarks += [*table.remarks, *of_years]
    placed = areas.place(rows, level=options.get("level"))
    if not placed.columns:
        needed = ["une colonne de communes, d’IRIS ou de quartiers prioritaires (code ou nom)"]
        raise ColumnsMissing(table.name, needed, list(table.columns))
    aside = {*placed.columns, *placed.named}
    others = rows.loc[placed.codes.index, [column for column in rows.columns if column not in aside]]
    persons = personal.detect(others)
    others, dropped = coarsening.apply(others, persons, on=_today(options))
    again, once = indicatorcells.once(others, placed)
    placed = replace(placed, codes=placed.codes.drop(index=again))
    others = others.drop(index=again)
    twice, repeated = indicatorcells.repeated(others, placed)
    remarks += [*placed.remarks, *dropped, *once, *repeated]
    codes = placed.codes.drop(index=twice)
    cells, left = indicatorcells.values(others, table.name, list(table.columns)) if len(others) else ([], [])
    cells = [cell for cell in cells if cell.line in codes.index]
    remarks += left
    name = visible(str(options.get("name") or PurePosixPath(table.name).stem))
    dataset = f"{KIND}-{slug(name)}".rstrip("-")
    defaults = _defaults(options, year)
    built = _build(cells, codes=codes, level=placed.level, dataset=dataset, described=described, defaults=defaults)
    remarks += [*built.remarks, *_missing(codes, placed.level)]
    raw = confidential.raw_name(dataset)
    quality: Quality = "fictif" if fictitious else "réel"
    return Import(
        kind=KIND,
        dataset=dataset,
        title=name,
        tables={"figures": built.figures, "indicators": built.indicators, raw: built.raw} if built.accepted else {},
        entries=_entries(built, name, raw, quality, _today(options)) if built.accepted else {},
        remarks=tuple(remarks),
        accepted=built.accepted,
        refused=built.refused + placed.refused + len(twice) + table.refused,
        personal=persons,
        added=frozenset({"figures", "indicators"}) if built.accepted else frozenset(),
    )


def _today(options: Mapping[str, Any]) -> date:
    given = options.get("today")
    return given if isinstance(given, date) else datetime.now(UTC).date()


def _defaults(options: Mapping[str, Any], year: str) -> Defaults:
    """Return what the user says of the whole file; the year of its rows when no vintage is said."""
    said = {
        key: visible(str(options[key])) for key in ("producer", "dataset", "vintage", "licence") if options.get(key)
    }
    theme = dictionary.theme(str(options.get("theme") or ""))
    return Defaults(**({"vintage": year} if year else {}) | said | ({"theme": theme} if theme else {}))


def _files(files: Mapping[str, bytes], sheet: str | None) -> tuple[RawTable, dict[str, dict[str, str]], list[Remark]]:
    """Return the table of figures, the dictionary, and what was said in reading them."""
    table: RawTable | None = None
    described: dict[str, dict[str, str]] = {}
    remarks: list[Remark] = []
    for name, content in files.items():
        one = reading.read_table(content, name, sheet=sheet)
        if dictionary.is_dictionary(one.columns) and len(files) > 1:
            found, said = dictionary.read(one.rows)
            described |= found
            remarks += said
            continue
        if table is not None:
            raise FileRefused(name, "c’est un second tableau de chiffres", "Importez les tableaux l’un après l’autre.")
        table = one
        for inside in reading.sheets(content, name):
            if folded(inside) == folded(forms.DICTIONARY_SHEET) and inside != one.sheet:
                words, said = _dictionary_sheet(content, name, inside)
                described |= words
                remarks += said
    if table is None:
        names = ", ".join(files) or "aucun"
        raise FileRefused(names, "il n’y a pas de tableau de chiffres", "Choisissez le tableau, avec son dictionnaire.")
    return table, described, remarks


def _dictionary_sheet(content: bytes, name: str, sheet: str) -> tuple[dict[str, dict[str, str]], list[Remark]]:
    try:
        table = reading.read_table(content, name, sheet=sheet)
    except FileRefused:  # an empty dictionary says nothing, and stops nothing
        return {}, []
    return dictionary.read(table.rows) if dictionary.is_dictionary(table.columns) else ({}, [])


@dataclass(frozen=True)
class _Built:
    figures: pd.DataFrame
    raw: pd.DataFrame
    indicators: pd.DataFrame
    remarks: list[Remark]
    accepted: int
    refused: int


def _build(
    cells: list[Cell],
    *,
    codes: "pd.Series[str]",
    level: str,
    dataset: str,
    described: dict[str, dict[str, str]],
    defaults: Defaults,
) -> _Built:
    """Return the rows of the two tables: one value an area and indicator, one description an indicator."""
    remarks: list[Remark] = []
    values: dict[str, dict[str, Figure]] = {}
    headers: dict[str, str] = {}
    accepted = refused = 0
    two_ways = indicatorcells.two_ways(cells)
    for cell in cells:
        identifier = _identifier(dataset, cell.indicator)
        if not identifier:
            refused += 1
            remarks.append(Remark("refusé", cell.line, cell.column, cell.text, "la ligne ne nomme pas d’indicateur"))
            continue
        read = figure(cell.text)
        if read.status == "illisible":
            refused += 1
            message = "ce n’est pas un nombre ; un nombre est attendu, ou « s » pour secret, ou rien"
            remarks.append(Remark("refusé", cell.line, cell.column, cell.text, message))
            continue
        if (why := two_ways.get((cell.line, cell.indicator))) is not None:
            refused += 1
            remarks.append(Remark("refusé", cell.line, cell.column, cell.text, why))
            continue
        accepted += 1
        remarks += [Remark("réparé", cell.line, cell.column, cell.text, how) for how in read.repaired]
        headers.setdefault(identifier, cell.indicator)
        values.setdefault(identifier, {})[codes[cell.line]] = read
    known = sorted(geography.gazetteer().names.get(level, {}))
    rows: list[tuple[str, str, str, float, str]] = []
    raw: list[tuple[str, str, str, float, str, str]] = []
    descriptions: list[dict[str, Any]] = []
    for identifier, of in values.items():
        published = [one.value for one in of.values() if one.status == "diffusé"]
        if not published:
            remarks.append(
                Remark("à savoir", None, headers[identifier], "", "aucune valeur publiée, indicateur non gardé")
            )
            continue
        header = headers[identifier]
        said = described.get(folded(header)) or described.get(folded(header.rpartition(" · ")[2]))
        description, notes = dictionary.describe(header, published, said, defaults)
        remarks += notes
        unsaid = description.nature == "grandeur" and not (said or {}).get("nature") and not description.unit
        doubtful = unsaid and all(value >= 0 and value.is_integer() for value in published)
        words = f"{description.unit} {description.label}"
        rule = rawvalues.rule_of(description.nature, words, doubtful=doubtful)
        remarks += rawvalues.said(rule, of, header)
        # An area without a value is there all the same: the map hatches it and says why.
        for code in known:
            one = of.get(code, Figure(float("nan"), "absent"))
            # The values stay out of the open table: what pages may show of them is told by the secrecy of all that
            # is imported together, which no import can know by itself.
            kept = one.status == "absent"
            rows.append((level, code, identifier, float("nan"), "absent" if kept else rawvalues.RESERVED))
            raw.append((level, code, identifier, one.value, one.status, rule))
        descriptions.append(
            {
                "id": identifier,
                "level": level,
                **vars(description),
                "weight": "",
                "obtained": "importé par l’utilisateur",
            }
        )
    figures = pd.DataFrame(rows, columns=["level", "code", "indicator", "value", "status"])
    order = [column.name for column in catalogue.read_embedded("indicators").columns]
    indicators = pd.DataFrame(descriptions, columns=order).astype({"decimals": float, "direction": float})
    return _Built(figures, rawvalues.table(raw), indicators, remarks, accepted if descriptions else 0, refused)


def _identifier(dataset: str, header: str) -> str:
    """Return the identifier of an indicator: no other dataset's, however they call their columns."""
    words = folded(header.replace("%", " pct "))
    return f"{dataset}_{words}".replace("-", "_").replace(" ", "_")[:120] if words else ""


def _missing(codes: "pd.Series[str]", level: str) -> list[Remark]:
    known = geography.gazetteer()
    lost = [code for code in known.names.get(level, {}) if code not in set(codes)]
    if not lost or not len(codes):
        return []
    listed = known.listed(lost)
    plural = "s" if len(lost) > 1 else ""
    return [
        Remark(
            "à savoir",
            None,
            "",
            "",
            f"{number(len(lost))} territoire{plural} sans ligne, dit{plural} absent{plural} : {listed}",
        )
    ]


def _entries(built: _Built, title: str, raw: str, quality: Quality, today: date) -> dict[str, Entry]:
    def joined(column: str) -> str:
        return ", ".join(dict.fromkeys(built.indicators[column]))

    licences = list(dict.fromkeys(built.indicators["licence"]))
    open_ones = {
        name: catalogue.read_embedded(name).model_copy(
            update={
                "title": f"{catalogue.read_embedded(name).title} : {title}",
                "producer": joined("producer"),
                "dataset": joined("dataset"),
                "vintage": joined("vintage"),
                "accessed": today.isoformat(),
                "licence": enumerate_words(licences),
                "quality": quality,
                "obtained": "importé par l’utilisateur",
                "notes": (),
                "stale_after_years": None,
                "checksum": "",
            }
        )
        for name in ("figures", "indicators")
    }
    return {**open_ones, raw: rawvalues.entry(raw, title, open_ones["figures"])}
