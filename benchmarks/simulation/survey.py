"""A survey of about 1 200 people, as the barometer is made: so many in each commune, who answer or not.

Communes are strata with a floor, so that villages are asked more than their share. In each, people are drawn
without replacement; the young, and who lives alone or alone with children, answer less often. Weights are the
inverse of the chance of being drawn, raked to the census: group of communes, age, household.
"""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from benchmarks.simulation.truth import Truth
from geo import territory
from indicators.barometer.groups import of_communes
from indicators.small_area.cells import PROFILES
from indicators.survey import rake

RESPONDENTS = 1_200
FLOOR = 6
_ANSWERS = {"16_25": 0.6, "26_64": 0.8, "65_74": 1.0, "75_plus": 1.0}
_AT_HOME = {"alone": 0.85, "single_parent": 0.8, "other": 1.0}


@dataclass(frozen=True, eq=False)
class People:
    """What a sample is drawn from: everybody's commune, group and categories, found once a truth."""

    truth: Truth
    commune: np.ndarray
    table: pd.DataFrame

    @property
    def margins(self) -> dict[str, dict[str, float]]:
        """People by category of each margin."""
        return {name: self.table[name].value_counts().to_dict() for name in ("group", "age", "household")}


def read_people(truth: Truth) -> People:
    """Describe everybody."""
    place, groups = territory.load(), of_communes()
    communes = np.array([place.commune_of(code) for code in truth.cells.codes])
    profiles = pd.DataFrame(list(PROFILES), columns=["age_class", "home", "helped"])
    age = profiles["age_class"].map({"65_74": "senior", "75_plus": "senior"}).fillna(profiles["age_class"])
    table = pd.DataFrame(
        {
            "group": pd.Series([groups[one] for one in communes])[truth.iris].to_numpy(),
            "age": age[truth.profile].to_numpy(),
            "household": profiles["home"][truth.profile].to_numpy(),
        }
    )
    return People(truth, communes[truth.iris], table)


def allocation(commune: np.ndarray) -> dict[str, int]:
    """Return how many are asked in each commune: in proportion, and `FLOOR` at least."""
    names, sizes = np.unique(commune, return_counts=True)
    wanted = np.maximum(FLOOR, RESPONDENTS * sizes / sizes.sum())
    wanted = np.maximum(FLOOR, wanted * RESPONDENTS / wanted.sum())
    return {str(name): round(count) for name, count in zip(names, wanted, strict=True)}


def ask(people: People, rng: np.random.Generator) -> pd.DataFrame:
    """Return the respondents, with the columns that estimates read and their raked weights."""
    truth = people.truth
    willing = (
        rng.random(len(truth.iris))
        < np.array([_ANSWERS[age] * _AT_HOME[home] for age, home, _ in PROFILES])[truth.profile]
    )
    chosen, base, size = [], [], []
    for commune, count in allocation(people.commune).items():
        everybody = people.commune == commune
        there = np.flatnonzero(everybody & willing)
        taken = rng.choice(there, count, replace=False)
        chosen.append(taken)
        base.append(np.full(count, everybody.sum() / count))
        size.append(np.full(count, everybody.sum()))
    rows = np.concatenate(chosen)
    profiles = pd.DataFrame(list(PROFILES), columns=["age_class", "household", "rsa_ppa_de"])
    sample = profiles.iloc[truth.profile[rows]].reset_index(drop=True)
    codes = np.array(truth.cells.codes)
    sample["age_class"] = sample["age_class"].replace({"26_64": "26_39"})
    sample["commune"], sample["iris"] = people.commune[rows], codes[truth.iris[rows]]
    sample["jeunes"] = sample["age_class"] == "16_25"
    sample["seniors"] = sample["age_class"].isin(["65_74", "75_plus"])
    sample["monoparents"] = sample["household"] == "single_parent"
    sample["non_take_up"] = truth.yes[rows]
    sample["base"], sample["size"] = np.concatenate(base), np.concatenate(size)
    frame = people.table.iloc[rows].reset_index(drop=True)
    for name in people.margins:
        sample[f"margin_{name}"] = frame[name]
    sample["weight"] = rake(frame.assign(base=sample["base"]), people.margins, weight="base")
    return sample
