"""All that is said of a file before it is imported, line by line, to send back to whoever made the file."""

import pandas as pd

from data.formats import typography
from data.importers.outcome import Import
from data.importers.remark import SEVERITIES
from reports.tables import Column, Table

_COLUMNS = (
    Column("severity", "Gravité", text=True),
    Column("line", "Ligne", text=True),
    Column("column", "Colonne", text=True),
    Column("value", "Valeur", text=True),
    Column("message", "Remarque", text=True),
)


def table(made: Import) -> Table:
    """Return one row a remark, refusals first, then in the order of the file."""
    ordered = sorted(made.remarks, key=lambda one: (SEVERITIES.index(one.severity), one.line or 0))
    rows = [
        (one.severity, "" if one.line is None else str(one.line), one.column, one.value, typography(one.message))
        for one in ordered
    ]
    frame = pd.DataFrame(rows, columns=[column.name for column in _COLUMNS])
    return Table(f"Remarques sur « {made.title} »", frame, _COLUMNS, file_name="atlas-remarques")
