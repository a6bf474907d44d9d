"""Insee's permanent base of equipment (BPE), as published: counts by commune or IRIS, places one by one, or long.

The counted base has ``DEPCOM`` (or ``DCIRIS``), ``TYPEQU``, ``NB_EQUIP`` and ``AN``; the detailed one has no
``NB_EQUIP``, one row a place; the long one has ``GEO``, ``GEO_OBJECT``, ``FACILITY_TYPE``, ``BPE_MEASURE``
(« FACILITIES » is the number), ``TIME_PERIOD`` and ``OBS_VALUE``. The base is exhaustive: a commune that it does not
name for a kind has none of it, and its count is 0.
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import Any

import pandas as pd

from data.formats import plural
from data.importers import geography
from data.importers.errors import ColumnsMissing, FileRefused
from data.importers.numbers import number
from data.importers.official_files import figures, melodi
from data.importers.official_files.figures import Source, Variable
from data.importers.outcome import Import
from data.importers.reading import RawTable
from data.importers.remark import Remark

TITLE = "Base permanente des équipements (Insee, BPE)"
COLUMNS = ("DEPCOM ou DCIRIS, TYPEQU, NB_EQUIP, AN", "ou GEO, GEO_OBJECT, FACILITY_TYPE, BPE_MEASURE, OBS_VALUE")
_COUNT = "FACILITIES"


def _places(indicator: str, label: str) -> Variable:
    return Variable(indicator, label, label, "équipements", "effectif", "equipements", 0, "", -1)


# The kinds of each indicator; the pharmacy was D301 until its domain was coded anew.
KINDS: dict[str, tuple[Variable, frozenset[str]]] = {
    "poste": (
        _places("bureaux_poste", "Bureaux de poste, relais et agences postales"),
        frozenset({"A206", "A207", "A208"}),
    ),
    "pharmacies": (_places("pharmacies", "Pharmacies"), frozenset({"D301", "D307"})),
    "bibliotheques": (_places("bibliotheques", "Bibliothèques"), frozenset({"F307"})),
}


def recognised(headers: Iterable[str]) -> bool:
    """Tell whether the columns are those of one of the shapes of the base."""
    listed = list(headers)
    names = {one.strip().upper() for one in listed}
    return ("TYPEQU" in names and bool(names & {"DEPCOM", "DCIRIS"})) or melodi.is_long(listed, "FACILITY_TYPE")


def read(table: RawTable, *, vintage: str, today: date | None, options: Any) -> Import:
    """Return the number of pharmacies, libraries and post offices of each commune.

    Raises
    ------
    FileRefused
        Without any row of the territory.
    """
    found, year = _long(table) if melodi.is_long(table.columns, "FACILITY_TYPE") else _counted(table)
    year = year or vintage
    communes = sorted(geography.gazetteer().names["commune"])
    inside = found.rows[found.rows["commune"].isin(communes)]
    if inside.empty:
        raise FileRefused(table.name, "aucune de ses lignes n’est du territoire", "Vérifiez la zone du fichier.")
    counts, remarks, lines = _summed(inside, communes)
    outside = len(found.rows) - len(inside)
    if outside:
        remarks.append(Remark("à savoir", None, "", "", f"{plural(outside, 'ligne')} d’autres territoires, non lues"))
    columns = {KINDS[kind][0].short: KINDS[kind][0] for kind in counts}
    frame = pd.DataFrame(
        {"commune": communes, **{KINDS[kind][0].short: texts for kind, texts in counts.items()}},
        index=pd.Index([lines.get(code, 0) for code in communes], dtype="int64"),
        dtype=object,
    )
    rows = RawTable(tuple(frame.columns), frame, (*found.remarks, *remarks), table.name, table.sheet)
    source = Source(
        dataset="bpe-communes",
        title=f"Équipements {year}",
        producer="Insee",
        name="Base permanente des équipements",
        vintage=year,
    )
    return figures.build(rows, level="commune", code="commune", columns=columns, source=source, today=today)


def _counted(table: RawTable) -> tuple[RawTable, str]:
    """Return the rows of the wide shapes: the commune, the kind and the number (1 for a place by itself)."""
    rows = table.rows.rename(columns=lambda one: str(one).strip().upper())
    area = "DEPCOM" if "DEPCOM" in rows.columns else "DCIRIS"
    years = sorted(set(rows["AN"].str.strip()) - {""}) if "AN" in rows.columns else []
    remarks = table.remarks
    if len(years) > 1:
        rows = rows[rows["AN"].str.strip() == years[-1]]
        message = f"seule l’année la plus récente est lue : {years[-1]}"
        remarks = (*remarks, Remark("à savoir", None, "AN", "", message))
    found = pd.DataFrame(
        {
            "commune": rows[area].str.strip().str[:5],
            "kind": rows["TYPEQU"].str.strip().str.upper(),
            "count": rows["NB_EQUIP"].str.strip() if "NB_EQUIP" in rows.columns else "1",
        }
    )
    return replace(table, columns=tuple(found.columns), rows=found, remarks=remarks), years[-1] if years else ""


def _long(table: RawTable) -> tuple[RawTable, str]:
    names = {one.strip().upper() for one in table.columns}
    if "BPE_MEASURE" not in names:
        raise ColumnsMissing(table.name, ["la colonne « BPE_MEASURE »"], list(table.columns))
    keep = ("FACILITY_TYPE", "FACILITY_DOM", "FACILITY_SDOM", "BPE_MEASURE")
    long = melodi.newest(table, level="COM", keep=keep)
    rows = long.table.rows
    rows = rows[rows["BPE_MEASURE"].str.strip().str.upper() == _COUNT]
    if rows.empty:
        raise FileRefused(
            table.name,
            f"il ne contient pas de nombres d’équipements (BPE_MEASURE « {_COUNT} »)",
            "Choisissez la base de dénombrement, non celle de l’évolution.",
        )
    texts = [melodi.text({str(key): str(cell) for key, cell in row.items()}) for row in rows.to_dict("records")]
    found = pd.DataFrame(
        {
            "commune": rows["GEO"].str.strip(),
            "kind": rows["FACILITY_TYPE"].str.strip().str.upper(),
            "count": pd.Series(texts, index=rows.index, dtype=object),
        }
    )
    return replace(long.table, columns=tuple(found.columns), rows=found), long.year


def _summed(inside: pd.DataFrame, communes: list[str]) -> tuple[dict[str, list[str]], list[Remark], dict[str, int]]:
    """Return the texts of the counts by indicator, what is said of them, and a line of the file for each commune.

    A cell that is no number stands in the place of its commune's count, with its line: it is refused as such.

    An indicator of which the file holds no kind at all is not made: the file may be of another domain.
    """
    remarks: list[Remark] = []
    counts: dict[str, list[str]] = {}
    lines = {str(code): int(str(line)) for line, code in inside["commune"].iloc[::-1].items()}
    for name, (variable, kinds) in KINDS.items():
        rows = inside[inside["kind"].isin(kinds)]
        if rows.empty:
            message = f"aucune ligne de ce genre sur le territoire : « {variable.label} » n’est pas gardé"
            remarks.append(Remark("à savoir", None, "TYPEQU", ", ".join(sorted(kinds)), message))
            continue
        sums: dict[str, float] = dict.fromkeys(communes, 0.0)
        unread: dict[str, str] = {}
        for line, commune, written in zip(rows.index, rows["commune"], rows["count"], strict=True):
            value = number(written)
            if value is None:
                unread[commune] = written
                lines[commune] = int(line)
            else:
                sums[commune] += value
        counts[name] = [unread.get(code, f"{sums[code]:.0f}") for code in communes]
    return counts, remarks, lines
