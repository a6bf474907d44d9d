"""The indicators that can be shown: published figures, ratios computed from them, the cells' own, estimates."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from data import store
from data.formats import number
from indicators.errors import UnknownIndicator

# Kept out of the menus: it only serves as the numerator of the mean standard of living.
_NEVER_ALONE = frozenset({"ind_snv"})


@dataclass(frozen=True)
class Indicator:
    """What a legend, a tooltip, a table or an export needs to know of an indicator.

    Attributes
    ----------
    nature : {"effectif", "taux", "montant", "indice", "grandeur"}
        An "effectif" is drawn as circles, the others as flat colour.
    direction : int
        1 when a higher value means more need, -1 when less, 0 when neither.
    weight : str
        The count that weights this rate when areas are averaged; "" when it cannot be averaged.
    numerator, denominator : str
        Of a ratio computed by the Atlas; "" for a published figure.
    estimated : bool
        True for an estimate of the Atlas: its values have an interval, and it says « estimation » everywhere.
    source : str
        Producer, dataset, vintage.
    """

    id: str
    level: str
    label: str
    short: str
    unit: str
    nature: str
    decimals: int
    theme: str
    public: str
    direction: int
    weight: str
    producer: str
    dataset: str
    vintage: str
    licence: str
    obtained: str
    note: str
    numerator: str = ""
    denominator: str = ""
    factor: float = 1.0
    estimated: bool = False

    @property
    def is_count(self) -> bool:
        """Whether it is counted (circles) rather than a rate, an amount or an index (colour)."""
        return self.nature == "effectif"

    @property
    def is_ratio(self) -> bool:
        """Whether the Atlas computes it from two published figures."""
        return bool(self.numerator)

    @property
    def source(self) -> str:
        """The line under a figure: producer, dataset, vintage."""
        return f"{self.producer}, {self.dataset}, {self.vintage}"

    @property
    def licence_to_confirm(self) -> bool:
        """Whether the licence must be shown as unsettled wherever the figure is."""
        return "confirmer" in self.licence

    def write(self, value: float | None, *, unit: bool = True) -> str:
        """Write a value the way this indicator is written, « n. d. » when missing."""
        return number(value, self.decimals, self.unit if unit else "")


def _nature(unit: str) -> str:
    return "montant" if unit.startswith("€") else "taux"


def _rows(name: str) -> list[dict[str, Any]]:
    return [{str(key): value for key, value in row.items()} for row in store.read(name).to_dict("records")]


def _ratio(row: dict[str, Any], terms: dict[tuple[str, str], Indicator]) -> Indicator:
    numerator = terms[row["level"], row["numerator"]]
    denominator = terms[row["level"], row["denominator"]]
    shared = numerator.dataset == denominator.dataset
    vintages = sorted({numerator.vintage, denominator.vintage})
    to_confirm = numerator.licence_to_confirm or denominator.licence_to_confirm
    producers = list(dict.fromkeys([numerator.producer, denominator.producer]))
    return Indicator(
        id=row["id"],
        level=row["level"],
        label=row["label"],
        short=row["short"],
        unit=row["unit"],
        nature=_nature(row["unit"]),
        decimals=int(row["decimals"]),
        theme=row["theme"],
        public=row["public"],
        direction=int(row["direction"]),
        weight=row["denominator"],
        producer=" et ".join(producers),
        dataset=numerator.dataset if shared else f"{numerator.dataset} ; {denominator.dataset}",
        vintage=" et ".join(vintages),
        licence="à confirmer" if to_confirm else numerator.licence,
        obtained="rapport calculé par l’Atlas",
        note=f"{numerator.short} rapporté à {denominator.short.lower()}"
        + (f" ; {numerator.note}" if numerator.note else ""),
        numerator=row["numerator"],
        denominator=row["denominator"],
        factor=float(row["factor"]),
    )


@lru_cache(maxsize=2)
def _load(fingerprint: str) -> dict[tuple[str, str], Indicator]:
    terms: dict[tuple[str, str], Indicator] = {}
    for row in _rows("indicators"):
        whole = {"decimals": int(row["decimals"]), "direction": int(row["direction"])}
        terms[row["level"], row["id"]] = Indicator(**(row | whole))
    ratios = [_ratio(row, terms) for row in _rows("ratios")]
    return terms | {(ratio.level, ratio.id): ratio for ratio in ratios}


def published() -> dict[tuple[str, str], Indicator]:
    """Return the published indicators and the ratios computed from them, by (level, id)."""
    return _load(store.fingerprint("indicators", "ratios"))


def everything() -> dict[tuple[str, str], Indicator]:
    """Return every indicator by (level, id), the estimated ones after the published ones."""
    # Not at the top: the rooms that estimate read the published indicators through this module.
    from indicators import estimates

    return published() | estimates.indicators()


def get(identifier: str, level: str) -> Indicator:
    """Return an indicator.

    Raises
    ------
    UnknownIndicator
    """
    # The published ones first: an estimate may ask for one while the estimates are being listed.
    found = published().get((level, identifier)) or everything().get((level, identifier))
    if found is None:
        raise UnknownIndicator(identifier, level)
    return found


def at(level: str, *, theme: str | None = None, public: str | None = None) -> list[Indicator]:
    """Return the indicators of a level that a menu may offer: rates before counts, then by label."""
    chosen = [
        one
        for (of, _), one in everything().items()
        if of == level
        and one.id not in _NEVER_ALONE
        and (theme is None or one.theme == theme)
        and (public is None or one.public == public)
    ]
    return sorted(chosen, key=lambda one: (one.is_count, one.label))
