"""The people of the invented barometer: how many in each IRIS, of which age, household and situation.

Their numbers follow the census; the generator is specified, so that they are the same everywhere.
"""

import math
import random
from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd
import pyarrow.parquet as pq

from data import store

RESPONDENTS = 1_200
LEAST_A_COMMUNE = 6

# Where an IRIS has no value (secret, or not published): the territory's usual one.
_USUAL = {
    "pop_20_64": 800.0, "pop_65_plus": 300.0, "part_15_24": 11.0, "part_75_plus": 10.0, "part_monoparents": 10.0,
    "part_personnes_seules": 30.0, "taux_chomage_rp": 11.0, "taux_chomage_rp_15_24": 25.0, "part_sans_voiture": 12.0,
    "fragilite_numerique": 100.0, "part_hlm": 20.0, "taux_pauvrete": 14.0, "population": 1_500.0,
}  # fmt: skip


@dataclass(frozen=True)
class Iris:
    """An IRIS: its code and commune, its quartier prioritaire ("" for none), its figures by indicator."""

    code: str
    commune: str
    qpv: str
    profile: dict[str, float]

    @property
    def adults(self) -> float:
        """People of 16 and over, roughly: those of 20 and over, and the 16 to 19 among the 15 to 24."""
        return self.profile["pop_20_64"] + self.profile["pop_65_plus"] + 0.4 * self.young

    @property
    def young(self) -> float:
        """People of 15 to 24."""
        return self.profile["population"] * self.profile["part_15_24"] / 100

    @property
    def poverty(self) -> float:
        """Share of poor people, without the extremes that a single figure would give to everybody."""
        return min(0.6, self.profile["taux_pauvrete"] / 100)


@dataclass(frozen=True)
class Person:
    """An invented respondent: age in years, codes of household and situation, poor, living in a small commune."""

    age: int
    household: str
    situation: str
    poor: bool
    rural: bool


class Draw:
    """Chance that is the same everywhere: Python's generator is specified, its `random` at least."""

    def __init__(self, seed: int) -> None:
        self._random = random.Random(seed)

    def happens(self, chance: float) -> bool:
        """Return true with a probability."""
        return self._random.random() < chance

    def among(self, chances: dict[str, float]) -> str:
        """Return one of some codes, each with its weight."""
        left = self._random.random() * sum(chances.values())
        for one, chance in chances.items():
            left -= chance
            if left < 0:
                return one
        return list(chances)[-1]

    def between(self, low: int, high: int) -> int:
        """Return a whole number, both bounds included."""
        return low + int(self._random.random() * (high - low + 1))


def plain(table: str, columns: list[str]) -> list[list[str]]:
    """Return columns of a table of the territory as lists, whatever was imported over it."""
    read = pq.read_table(store.ground(table), columns=columns)
    return [read.column(column).to_pylist() for column in columns]


def profiles() -> list[Iris]:
    """Return the IRIS as they are embedded, whatever was imported over them."""
    level, code, indicator, value = plain("figures", ["level", "code", "indicator", "value"])
    figures = pd.Series(
        [math.nan if one is None else float(one) for one in value],
        index=pd.MultiIndex.from_arrays([level, code, indicator]),
    ).to_dict()
    inside = {
        part: name
        for name, listed in zip(*plain("qpv", ["name", "iris_inferred"]), strict=True)
        for part in str(listed).split(";")
    }
    found = []
    for one, commune in sorted(zip(*plain("iris", ["code", "commune"]), strict=True)):
        profile = {}
        for key, usual in _USUAL.items():
            held = figures.get(("iris", one, key), math.nan)
            profile[key] = usual if math.isnan(held) else held
        found.append(Iris(one, commune, inside.get(one, ""), profile))
    return found


def sum_by(iris: Sequence[Iris], values: Sequence[float]) -> dict[str, float]:
    """Return the sum of a value by commune."""
    found: dict[str, float] = {}
    for one, value in zip(iris, values, strict=True):
        found[one.commune] = found.get(one.commune, 0.0) + value
    return found


def shared_out(iris: Sequence[Iris]) -> list[int]:
    """Return how many are asked in each IRIS: in proportion, but for a floor in each commune."""
    total = sum(one.adults for one in iris)
    within = sum_by(iris, [one.adults for one in iris])
    floors = {commune: max(LEAST_A_COMMUNE, RESPONDENTS * adults / total) for commune, adults in within.items()}
    scale = RESPONDENTS / sum(floors.values())
    wanted = [max(LEAST_A_COMMUNE, floors[one.commune] * scale) * one.adults / within[one.commune] for one in iris]
    counts = [max(1, math.floor(number)) for number in wanted]
    left = sorted(range(len(iris)), key=lambda place: (math.floor(wanted[place]) - wanted[place], place))
    for place in left[: max(0, RESPONDENTS - sum(counts))]:
        counts[place] += 1
    return counts


def drawn(draw: Draw, iris: Iris, rural: bool) -> Person:
    """Draw somebody of an IRIS."""
    profile = iris.profile
    older = profile["pop_65_plus"]
    oldest = min(older, profile["population"] * profile["part_75_plus"] / 100)
    young = iris.young * 0.95
    middle = max(1.0, iris.adults - young - older)
    group = draw.among({"young": young, "middle": middle, "older": older - oldest, "oldest": oldest})
    low, high = {"young": (16, 25), "middle": (26, 64), "older": (65, 74), "oldest": (75, 94)}[group]
    age = draw.between(low, high)
    single, alone = profile["part_monoparents"] / 100, profile["part_personnes_seules"] / 100
    if age < 26:
        chances = {
            "relatives": 0.55,
            "alone": 0.25,
            "couple": 0.14,
            "single_parent": single * 0.4,
            "couple_children": 0.04,
        }
    elif age < 65:
        chances = {"single_parent": single * 1.4, "alone": alone * 0.7, "couple_children": 0.45, "couple": 0.25}
    else:
        chances = {"alone": alone * 1.3, "couple": 0.6, "relatives": 0.03, "single_parent": single * 0.1}
    household = draw.among(chances)
    situation = _situation(draw, age, profile)
    poor = draw.happens(
        iris.poverty * (2.2 if situation == "jobseeker" else 1.7 if household == "single_parent" else 0.8)
    )
    return Person(age, household, situation, poor, rural)


def _situation(draw: Draw, age: int, profile: dict[str, float]) -> str:
    jobless = profile["taux_chomage_rp_15_24" if age < 26 else "taux_chomage_rp"] / 100
    if age < 26:
        return draw.among({"student": 0.5, "jobseeker": 0.45 * jobless, "employed": 0.5 * (1 - jobless), "other": 0.02})
    if age < 62:
        return draw.among(
            {
                "jobseeker": 0.85 * jobless,
                "employed": 0.85 * (1 - jobless),
                "homemaker": 0.06,
                "disabled": 0.06,
                "other": 0.02,
            }
        )
    return draw.among({"retired": 0.7 if age < 65 else 0.98, "employed": 0.2 if age < 65 else 0.01, "other": 0.01})
