"""The respondents of a public, placed in the areas of a level."""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from indicators.small_area.cells import Cells, in_public
from indicators.small_area.census import Area
from indicators.small_area.profiles import Respondents
from indicators.small_area.proportions import effective_number
from indicators.small_area.regression import Floats


@dataclass(frozen=True, eq=False)
class PlacedSample:
    """Respondents of a public and the areas where they live.

    Attributes
    ----------
    public : str
        "" for everybody.
    codes : tuple of str
    X : float[m, r]
        Covariates of the areas.
    members : bool[24]
        Profiles of the public.
    people : float[m, 24]
        People of the public in each area and profile.
    yes, weight : float[n]
    profile, area : int[n]
    """

    public: str
    codes: tuple[str, ...]
    X: Floats
    members: NDArray[np.bool_]
    people: Floats
    yes: Floats
    weight: Floats
    profile: NDArray[np.intp]
    area: NDArray[np.intp]

    @property
    def areas(self) -> int:
        """How many areas there are."""
        return len(self.codes)

    @property
    def size(self) -> Floats:
        """People of the public in each area, float[m]."""
        return np.asarray(self.people.sum(axis=1))

    @property
    def count(self) -> NDArray[np.intp]:
        """Respondents of each area, int[m]."""
        return np.bincount(self.area, minlength=self.areas)

    @property
    def effective(self) -> Floats:
        """Kish's effective respondents of each area, float[m]."""
        return effective_number(self.weight, self.area, self.areas)

    @property
    def scaled_weight(self) -> Floats:
        """Weights that add up, in each area, to its effective respondents, float[n]."""
        total = np.bincount(self.area, self.weight, self.areas)
        return np.asarray(self.weight * (self.effective[self.area] / total[self.area]))

    @property
    def direct(self) -> Floats:
        """Weighted proportion of each area, float[m]; NaN without a respondent."""
        total = np.bincount(self.area, self.weight, self.areas)
        said = np.bincount(self.area, self.weight * self.yes, self.areas)
        return np.asarray(np.divide(said, total, out=np.full(self.areas, np.nan), where=total > 0))

    @property
    def whole(self) -> float:
        """Weighted proportion of all the respondents; NaN without any."""
        return float(np.average(self.yes, weights=self.weight)) if len(self.yes) else float("nan")

    def of(self, public: str) -> "PlacedSample":
        """Return the respondents and the people of a public; of a sample of everybody only.

        Raises
        ------
        SmallAreaError
            The public is unknown.
        """
        members = in_public(public)
        people = np.where(members, self.people, 0.0)
        return replace(self.only(members[self.profile]), public=public, members=members, people=people)

    def only(self, kept: NDArray[np.bool_]) -> "PlacedSample":
        """Return the sample with some of its respondents."""
        return replace(
            self,
            yes=self.yes[kept],
            weight=self.weight[kept],
            profile=self.profile[kept],
            area=self.area[kept],
        )


def place_sample(respondents: Respondents, cells: Cells, areas: Area, level: str) -> PlacedSample:
    """Keep the respondents whose area is known, and find its number.

    Parameters
    ----------
    level : {"commune", "iris"}
        Which code of the respondents is that of `cells` and `areas`.
    """
    position = {code: at for at, code in enumerate(cells.codes)}
    said = respondents.commune if level == "commune" else respondents.iris
    area = np.array([position.get(str(code), -1) for code in said], dtype=np.intp)
    found = respondents.only(area >= 0)
    return PlacedSample(
        "", cells.codes, areas.X, in_public(""), cells.people, found.yes, found.weight, found.profile, area[area >= 0]
    )
