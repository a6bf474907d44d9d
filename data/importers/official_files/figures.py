"""Published figures by commune or IRIS, as rows of the tables `figures` and `indicators`."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime

import pandas as pd

from data import catalogue, store
from data.catalogue import Entry
from data.formats import plural
from data.importers import geography
from data.importers.numbers import Figure, figure
from data.importers.outcome import Import
from data.importers.reading import RawTable
from data.importers.remark import Remark
from data.importers.words import visible

ABSENT = Figure(float("nan"), "absent")


@dataclass(frozen=True)
class Variable:
    """A published column and the indicator that it is; the words are those in use where it is already known.

    Attributes
    ----------
    indicator : str
        Identifier in the tables.
    label, short, unit, nature, theme : str
    decimals : int
    public : str
        One of the four publics, or "".
    direction : {-1, 0, 1}
        What a higher value says of need.
    """

    indicator: str
    label: str
    short: str
    unit: str
    nature: str
    theme: str
    decimals: int = 0
    public: str = ""
    direction: int = 0


@dataclass(frozen=True)
class Source:
    """What the file is: the words of the catalogue entry and of each indicator."""

    dataset: str
    title: str
    producer: str
    name: str
    vintage: str
    note: str = ""


def build(
    table: RawTable,
    *,
    level: str,
    code: str,
    columns: Mapping[str, Variable],
    source: Source,
    read: Callable[[str], Figure] = figure,
    today: date | None = None,
) -> Import:
    """Return the figures of the territory that a file publishes.

    Every area in use has a row for each indicator: without one in the file, its value is « absent ».

    Parameters
    ----------
    level : {"commune", "iris"}
    code : str
        Header of the codes.
    columns : mapping of str to Variable
        Header of each column read to what it is.
    read : callable
        From a text to a figure, for the marks of the producer.
    """
    length = 5 if level == "commune" else 9
    names = geography.gazetteer().names[level]
    lines: dict[str, tuple[int, dict[str, str]]] = {}
    remarks: list[Remark] = list(table.remarks)
    refused = table.refused
    outside = 0
    wanted = table.rows[[code, *columns]]
    for line, cells in zip(wanted.index, wanted.to_dict("records"), strict=True):
        area = visible(str(cells[code])).zfill(length)
        if area not in names:
            outside += 1
        elif area in lines:
            refused += 1
            message = f"ce code est déjà à la ligne {lines[area][0]} : le fichier n’est pas celui du producteur"
            remarks.append(Remark("refusé", int(line), code, area, message))
        else:
            lines[area] = int(line), {str(header): str(text) for header, text in cells.items()}
    if outside:
        remarks.append(Remark("à savoir", None, code, "", f"{plural(outside, 'ligne')} d’autres territoires, non lues"))
    lost = sorted(set(names) - set(lines))
    if lost and lines:
        noun = "commune" if level == "commune" else "IRIS"
        said = f"{plural(len(lost), noun, noun if level == 'iris' else None)} sans ligne dans le fichier"
        remarks.append(Remark("à savoir", None, "", "", f"{said} : valeurs dites absentes"))
    rows: list[tuple[str, str, str, float, str]] = []
    kept: list[Variable] = []
    accepted = 0
    for header, variable in columns.items():
        found: dict[str, Figure] = {}
        for area, (line, texts) in lines.items():
            value = read(texts[header])
            if value.status == "illisible" or value.value < 0:
                refused += 1
                message = "ce n’est pas une valeur publiée ; attendu : un nombre positif, « s » ou « nd »"
                remarks.append(Remark("refusé", line, header, texts[header], message))
                continue
            found[area] = value
        if not any(one.status == "diffusé" for one in found.values()):
            if lines:
                message = "aucune valeur publiée sur le territoire, indicateur non gardé"
                remarks.append(Remark("à savoir", None, header, "", message))
            continue
        accepted += len(found)
        kept.append(variable)
        of = {area: found.get(area, ABSENT) for area in sorted(names)}
        rows += [(level, area, variable.indicator, one.value, one.status) for area, one in of.items()]
    figures = pd.DataFrame(rows, columns=["level", "code", "indicator", "value", "status"])
    described = _described(kept, level, source, table.name)
    day = today or datetime.now(UTC).date()
    tables = {"figures": figures, "indicators": described} if accepted else {}
    return Import(
        kind="officiel",
        dataset=source.dataset,
        title=source.title,
        tables=tables,
        entries={name: _entry(name, source, table.name, day) for name in tables},
        remarks=tuple(remarks),
        accepted=accepted,
        refused=refused,
        added=frozenset(tables),
    )


def _described(kept: Sequence[Variable], level: str, source: Source, filename: str) -> pd.DataFrame:
    """Return one row an indicator: the words in use, where there are, with the new vintage."""
    present = store.read("indicators")
    present = present[present["level"] == level].set_index("id")
    order = [column.name for column in catalogue.read_embedded("indicators").columns]
    records: list[dict[str, object]] = []
    for one in kept:
        words: dict[str, object] = {
            "label": one.label,
            "short": one.short,
            "unit": one.unit,
            "nature": one.nature,
            "decimals": one.decimals,
            "theme": one.theme,
            "public": one.public,
            "direction": one.direction,
            "weight": "",
            "note": source.note,
        }
        if one.indicator in present.index:
            words |= {column: present.loc[one.indicator, column] for column in words}
        records.append(
            {
                "id": one.indicator,
                "level": level,
                **words,
                "producer": source.producer,
                "dataset": source.name,
                "vintage": source.vintage,
                "licence": "Licence Ouverte 2.0",
                "obtained": f"importé du fichier « {filename} »",
            }
        )
    return pd.DataFrame(records, columns=order).astype({"decimals": float, "direction": float})


def _entry(name: str, source: Source, filename: str, today: date) -> Entry:
    return catalogue.read_embedded(name).model_copy(
        update={
            "title": f"{catalogue.read_embedded(name).title} : {source.title}",
            "producer": source.producer,
            "dataset": source.name,
            "vintage": source.vintage,
            "accessed": today.isoformat(),
            "licence": "Licence Ouverte 2.0",
            "quality": "réel",
            "obtained": f"importé du fichier « {filename} »",
            "notes": (source.note,) if source.note else (),
            "stale_after_years": None,
            "checksum": "",
        }
    )
