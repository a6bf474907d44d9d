"""A file of cells, read as text: which file is safe, which encoding, which separator, where the headers are."""

from dataclasses import dataclass, field

import pandas as pd

from data.importers.remark import Remark


@dataclass(frozen=True)
class RawTable:
    """The cells of a file as text, before anything is said of their meaning.

    Attributes
    ----------
    columns : tuple of str
        Headers, all different, spaces put right.
    rows : DataFrame of str, columns as above
        Indexed by the line's number in the file (the first line is 1); "" where empty.
    remarks : tuple of Remark
        What was repaired while reading (encoding, headers over several lines, totals left out…).
    name, sheet : str
        The file's name; the sheet's, "" for a text file.
    """

    columns: tuple[str, ...]
    rows: pd.DataFrame
    remarks: tuple[Remark, ...] = field(default=())
    name: str = ""
    sheet: str = ""
