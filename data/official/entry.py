"""What is said of one official file: who publishes it, where, and what it becomes."""

import string
from dataclasses import dataclass
from typing import Literal
from urllib.parse import quote

from data import store

Expected = Literal["geojson", "csv", "zip", "pbf"]
Becomes = Literal["outlines", "qpv", "officiel", "file"]


@dataclass(frozen=True)
class Resource:
    """How to find the newest file of a dataset in the answer of the data.gouv.fr interface.

    Attributes
    ----------
    formats : tuple of str
        Formats admitted, lower case, the preferred one first.
    words : tuple of str
        Words that the title, the description or the address must hold (case aside).
    without : tuple of str
        Words that none of them may hold.
    """

    formats: tuple[str, ...]
    words: tuple[str, ...] = ()
    without: tuple[str, ...] = ()


@dataclass(frozen=True)
class Entry:
    """One official file.

    Attributes
    ----------
    key, group : str
        Its own name, and the group that the command line takes.
    title, producer, licence : str
        French words of the screen.
    becomes : {"outlines", "qpv", "officiel", "file"}
        The kind of import that takes it; "file" when it is kept for later use.
    address : str
        Where it is fetched, or where its dataset is described when `resource` is given. ``$communes`` stands for
        the quoted codes of the communes of the territory.
    page : str
        A page that a person can open to get the same file by hand.
    file_name : str
        The name under which it is kept, and to be given to a file dropped by hand.
    expected : {"geojson", "csv", "zip", "pbf"}
    most_bytes : int
        More is refused.
    note : str
        What to know of it.
    certain : bool
        False when the address could not be confirmed: screens say « adresse à vérifier ».
    member : str
        Pattern of the file to take out of a zip; "" when the zip is kept as it is.
    checksum : str
        ``algorithm:hexadecimal``; "" when it moves with each vintage.
    checksum_address : str
        Where the producer publishes the MD5 of the file, when it does.
    resource : Resource or None
    vintage : str
        What the file does not say of its date; ``$day`` stands for the day it was obtained.
    """

    key: str
    group: str
    title: str
    producer: str
    becomes: Becomes
    address: str
    page: str
    file_name: str
    licence: str
    expected: Expected
    most_bytes: int
    note: str
    certain: bool = True
    member: str = ""
    checksum: str = ""
    checksum_address: str = ""
    resource: Resource | None = None
    vintage: str = ""

    @property
    def url(self) -> str:
        """The address for the present territory."""
        if "$communes" not in self.address:
            return self.address
        codes = sorted(store.read_plain("communes", ["code"])["code"])
        mark = '"' if "data.caf.fr" in self.address else "'"
        quoted = quote(",".join(f"{mark}{code}{mark}" for code in codes))
        return string.Template(self.address).substitute(communes=quoted)

    @property
    def opened(self) -> str:
        """The address that a person opens in a browser: the file's own where the page would give all of France."""
        return self.url if "$communes" in self.address else self.page

    @property
    def caution(self) -> str:
        """« adresse à vérifier » where it applies, with a dash before it."""
        return "" if self.certain else " – adresse à vérifier"
