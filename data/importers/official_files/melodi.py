"""Insee's long files (Melodi): one observation a row, with its status beside it.

Columns: ``GEO``, ``GEO_OBJECT`` (« COM », « IRIS »…), one column that names the measure, ``TIME_PERIOD``,
``OBS_VALUE``, and where they exist ``CONF_STATUS``, ``OBS_STATUS``, ``UNIT_MULT`` and other dimensions, of which
« _T » is the total. The statuses are SDMX's (code lists CL_CONF_STATUS and CL_OBS_STATUS): what is not free is
secret, what is suppressed too, what is missing is absent; none of them is 0.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace

import pandas as pd

from data.importers.numbers import number
from data.importers.reading import RawTable
from data.importers.remark import Remark

GEO, OBJECT, PERIOD, VALUE = "GEO", "GEO_OBJECT", "TIME_PERIOD", "OBS_VALUE"
_CONFIDENTIALITY, _STATUS, _MULTIPLIER = "CONF_STATUS", "OBS_STATUS", "UNIT_MULT"
TOTAL = "_T"
_NONE = frozenset({"", "_Z", "_U"})
_FREE = _NONE | {"F", "R"}
_SUPPRESSED = "Q"
_MISSING = frozenset({"M", "O", "L", "H", "N", "S"})
# Columns that say how an observation was made, and part no observation from another.
_ASIDE = frozenset({PERIOD, VALUE, _CONFIDENTIALITY, _STATUS, _MULTIPLIER, GEO, OBJECT, "UNIT_MEASURE", "FREQ",
                    "DECIMALS", "OBS_STATUS_FR", "DATAFLOW", "LAST_UPDATE"})  # fmt: skip


@dataclass(frozen=True)
class Long:
    """The rows of one level and of one year.

    Attributes
    ----------
    table : RawTable
        Its rows have upper-case columns; the index is the line in the file.
    year : str
    """

    table: RawTable
    year: str


def is_long(headers: Iterable[str], measure: str) -> bool:
    """Tell whether the columns are those of a long file whose observations are parted by `measure`."""
    return {GEO, OBJECT, VALUE, measure} <= {one.strip().upper() for one in headers}


def levels(table: RawTable) -> set[str]:
    """Return the kinds of areas that a long file describes."""
    column = next(one for one in table.columns if one.strip().upper() == OBJECT)
    return set(table.rows[column].str.strip().str.upper())


def newest(table: RawTable, *, level: str, keep: Collection[str] = ()) -> Long:
    """Return the rows of a level at the newest period, those of the totals where there are other dimensions.

    Parameters
    ----------
    level : str
        « COM » or « IRIS ».
    keep : names of columns
        The dimensions that part the observations.
    """
    rows = table.rows.rename(columns=lambda one: str(one).strip().upper())
    rows = rows[rows[OBJECT].str.strip().str.upper() == level]
    for column in rows.columns:
        if column not in _ASIDE and column not in keep:
            rows = rows[rows[column].str.strip().isin(_NONE | {TOTAL})]
    remarks = list(table.remarks)
    year = ""
    if PERIOD in rows.columns and len(rows):
        periods = sorted(set(rows[PERIOD].str.strip()))
        year = periods[-1]
        rows = rows[rows[PERIOD].str.strip() == year]
        if len(periods) > 1:
            remarks.append(Remark("à savoir", None, PERIOD, "", f"seule la période la plus récente est lue : {year}"))
    kept = RawTable(tuple(str(one) for one in rows.columns), rows, tuple(remarks), table.name, table.sheet)
    return Long(kept, year[:4])


def text(row: dict[str, str]) -> str:
    """Return the value of an observation as a wide file writes it: « s » when it is secret, "" when it is absent."""
    status = row.get(_STATUS, "").strip().upper()
    if row.get(_CONFIDENTIALITY, "").strip().upper() not in _FREE or status == _SUPPRESSED:
        return "s"
    if status in _MISSING:
        return ""
    written = row[VALUE].strip()
    power = row.get(_MULTIPLIER, "").strip()
    if power in _NONE | {"0"}:
        return written
    value, exponent = number(written), number(power)
    if value is None or exponent is None or abs(exponent) > 12:
        return written
    return f"{value * 10**exponent:.12g}"


def wide(long: RawTable, *, measure: str, wanted: Collection[str]) -> RawTable:
    """Return one row an area and one column a measure, at the line of its first observation.

    An area that has one measure twice is refused for it: the file is not the producer's.
    """
    found: dict[str, dict[str, str]] = {}
    first: dict[str, int] = {}
    remarks: list[Remark] = []
    rows = long.rows[long.rows[measure].str.strip().isin(set(wanted))]
    for line, record in zip(rows.index, rows.to_dict("records"), strict=True):
        row = {str(column): str(cell) for column, cell in record.items()}
        area, what = row[GEO].strip(), row[measure].strip()
        first.setdefault(area, int(line))
        cells = found.setdefault(area, {})
        if what in cells:
            message = f"la mesure « {what} » de ce territoire est déjà à une ligne d’avant"
            remarks.append(Remark("refusé", int(line), measure, area, message))
            continue
        cells[what] = text(row)
    present = [one for one in wanted if any(one in cells for cells in found.values())]
    frame = pd.DataFrame(
        [[area, *(cells.get(one, "") for one in present)] for area, cells in found.items()],
        columns=pd.Index([GEO, *present], dtype=object),
        index=pd.Index([first[area] for area in found], dtype="int64"),
        dtype=object,
    )
    return replace(long, columns=(GEO, *present), rows=frame, remarks=(*long.remarks, *remarks))
