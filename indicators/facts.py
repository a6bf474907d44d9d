"""The territory's published key figures: one value each, with its source."""

from dataclasses import dataclass

from data import store
from data.formats import number


@dataclass(frozen=True)
class Fact:
    """A key figure."""

    id: str
    label: str
    value: float
    unit: str
    decimals: int
    producer: str
    dataset: str
    vintage: str
    note: str

    @property
    def text(self) -> str:
        """The value as it is written, with its unit."""
        return number(self.value, self.decimals, self.unit)

    @property
    def source(self) -> str:
        """Producer, dataset, vintage, and what must be known of it."""
        note = f" ({self.note})" if self.note else ""
        return f"{self.producer}, {self.dataset}, {self.vintage}{note}"


def facts() -> dict[str, Fact]:
    """Return the key figures by identifier.

    Raises
    ------
    data.errors.DataError
    """
    rows = store.read("facts").to_dict("records")
    whole = [{str(key): value for key, value in row.items()} for row in rows]
    return {row["id"]: Fact(**(row | {"decimals": int(row["decimals"])})) for row in whole}
