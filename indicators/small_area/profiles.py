"""How a respondent's answers, or a census cell, become the covariates of the model."""

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from indicators.small_area.cells import AGES, HOUSEHOLDS, PROFILES
from indicators.small_area.regression import Floats

_AGE = {
    "16_25": "16_25", "26_39": "26_64", "40_54": "26_64", "55_64": "26_64", "65_74": "65_74", "75_plus": "75_plus",
}  # fmt: skip


@dataclass(frozen=True, eq=False)
class Respondents:
    """What the models need of n respondents.

    Attributes
    ----------
    yes : float[n]
        1 in non-take-up.
    weight : float[n]
    profile : int[n]
        Position in `PROFILES`.
    commune, iris : str[n]
        Codes; "" where the IRIS is not known.
    """

    yes: Floats
    weight: Floats
    profile: NDArray[np.intp]
    commune: NDArray[np.str_]
    iris: NDArray[np.str_]

    def __len__(self) -> int:
        return len(self.yes)

    def only(self, kept: NDArray[np.bool_]) -> "Respondents":
        """Return some of the respondents."""
        return Respondents(self.yes[kept], self.weight[kept], self.profile[kept], self.commune[kept], self.iris[kept])


def read_respondents(rows: pd.DataFrame) -> Respondents:
    """Read the barometer's rows; those without an answer, an age or a commune are left out.

    A household that is not said counts among the others, a situation that is not said as not helped.
    """
    age = rows["age_class"].map(_AGE)
    kept = rows["non_take_up"].notna() & age.notna() & (rows["commune"].fillna("") != "")
    table, age = rows[kept], age[kept]
    household = table["household"].where(table["household"].isin(HOUSEHOLDS[:2]), HOUSEHOLDS[2])
    helped = table["rsa_ppa_de"].fillna(False).astype(bool)
    place = {profile: position for position, profile in enumerate(PROFILES)}
    profile = [place[one] for one in zip(age, household, helped, strict=True)]
    return Respondents(
        np.asarray(table["non_take_up"].astype(float), dtype=np.float64),
        np.asarray(table["weight"], dtype=np.float64),
        np.array(profile, dtype=np.intp),
        table["commune"].to_numpy(dtype=str),
        table["iris"].fillna("").to_numpy(dtype=str),
    )


def profile_columns() -> Floats:
    """Return the covariates of each profile, float[24, 6]: three ages against 26-64, two households, the situation."""
    columns = [[float(profile[0] == age) for profile in PROFILES] for age in AGES if age != "26_64"]
    columns += [[float(profile[1] == home) for profile in PROFILES] for home in HOUSEHOLDS if home != "other"]
    columns.append([float(profile[2]) for profile in PROFILES])
    return np.array(columns).T
