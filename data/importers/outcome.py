"""What a file becomes once read: tables ready to be switched in, and all that is said of them first."""

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from data.catalogue import Entry
from data.importers.personal import PersonalColumn
from data.importers.remark import Remark


@dataclass(frozen=True)
class Import:
    """A file read, repaired and judged; nothing is written before `commit.commit`.

    Attributes
    ----------
    kind : str
        Key of the kind that read it.
    dataset : str
        The name under which it is kept: lower case, digits and hyphens. Another import of the same name
        is a new vintage of it, and can be rolled back.
    title : str
        French name of the dataset, shown on screens.
    tables : mapping of str to DataFrame
        Name of a table to its rows; geographic ones are GeoDataFrames with their projection.
    entries : mapping of str to Entry
        The catalogue entry of each table; checksum and row count are filled in when it is written. An entry
        marked `confidential` sends its table to the area that pages cannot read.
    remarks : tuple of Remark
    accepted, refused : int
        Units of the file (rows, or values of a wide table) that are kept, and that are not.
    personal : tuple of PersonalColumn
        Columns found to identify persons; they are not in `tables`, or only coarsened.
    added : frozenset of str
        Tables of which the rows are added to those in use (`layers.KEYS` says on which key the import wins,
        `layers.WHOLES` which waves it replaces whole);
        the others replace the table in use.
    """

    kind: str
    dataset: str
    title: str
    tables: Mapping[str, pd.DataFrame]
    entries: Mapping[str, Entry]
    remarks: tuple[Remark, ...]
    accepted: int
    refused: int
    personal: tuple[PersonalColumn, ...] = ()
    added: frozenset[str] = frozenset()

    @property
    def complete(self) -> bool:
        """Whether nothing was refused."""
        return self.refused == 0
