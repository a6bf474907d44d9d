"""The census cells on which a model is added up: people of 16 or more by area, age, household and situation.

The census publishes each area's ages and households apart, not crossed. A seed gives how they go together in the
whole territory; each area's cells are the seed moved as little as possible until they make its own totals
(iterative proportional fitting). Source: Purcell and Kish (1980), Postcensal estimates for local areas,
*International Statistical Review* 48 (structure preserving estimation).
"""

from dataclasses import dataclass
from itertools import product

import numpy as np
from numpy.typing import NDArray

from indicators.publics import PUBLICS
from indicators.small_area.errors import SmallAreaError
from indicators.small_area.regression import Floats

AGES = ("16_25", "26_64", "65_74", "75_plus")
HOUSEHOLDS = ("alone", "single_parent", "other")
SITUATIONS = (False, True)
"""Whether somebody receives RSA or prime d'activité, or looks for a job."""

PROFILES: tuple[tuple[str, str, bool], ...] = tuple(product(AGES, HOUSEHOLDS, SITUATIONS))
SEED_RESPONDENTS = 50.0
"""How many respondents the hypothesis of independence is worth in the seed: no cell is left at 0."""
_MOST_ROUNDS = 200
_TOLERANCE = 1e-9


@dataclass(frozen=True, eq=False)
class Margins:
    """What is known of each of m areas.

    Attributes
    ----------
    codes : tuple of str
    age : float[m, 4]
        People by `AGES`.
    household : float[m, 3]
        People by `HOUSEHOLDS`; same total as `age`.
    helped : float[m]
        People who receive RSA or prime d'activité, or look for a job.
    """

    codes: tuple[str, ...]
    age: Floats
    household: Floats
    helped: Floats


@dataclass(frozen=True, eq=False)
class Cells:
    """People of each area in each profile of `PROFILES`, float[m, 24]."""

    codes: tuple[str, ...]
    people: Floats

    def grouped(self, codes: tuple[str, ...], of: dict[str, str]) -> "Cells":
        """Add the areas up into larger ones.

        Parameters
        ----------
        codes : tuple of str
            The larger areas.
        of : dict
            Area to the larger area that holds it.
        """
        people = np.zeros((len(codes), self.people.shape[1]))
        np.add.at(people, [codes.index(of[code]) for code in self.codes], self.people)
        return Cells(codes, people)


def in_public(public: str) -> NDArray[np.bool_]:
    """Return which profiles are of a public, bool[24].

    Raises
    ------
    SmallAreaError
        The public is not one of the four, nor "".
    """
    if public and public not in {one.key for one in PUBLICS}:
        raise SmallAreaError(f"Le public « {public} » n’existe pas.")
    return np.array([_is_in(public, *profile) for profile in PROFILES])


def _is_in(public: str, age: str, household: str, helped: bool) -> bool:
    return {
        "": True,
        "jeunes": age == "16_25",
        "monoparents": household == "single_parent",
        "rsa_ppa_de": helped,
        "seniors": age in ("65_74", "75_plus"),
    }[public]


def group_of() -> NDArray[np.intp]:
    """Return the group of each profile, int[24]: the first of the four publics that it is of, else 4."""
    found = np.full(len(PROFILES), len(PUBLICS), dtype=np.intp)
    for position, public in reversed(list(enumerate(PUBLICS))):
        found[in_public(public.key)] = position
    return found


def seed_of(profile: NDArray[np.intp], weight: Floats) -> Floats:
    """Return how ages, households and situations go together among respondents, float[4, 3, 2], sum 1.

    Parameters
    ----------
    profile : int[n]
        Position of each respondent in `PROFILES`.
    weight : float[n]

    Notes
    -----
    Few respondents share a rare profile: the observed table is mixed with the one that its margins alone would
    give, which counts for `SEED_RESPONDENTS`.
    """
    shape = (len(AGES), len(HOUSEHOLDS), len(SITUATIONS))
    seen = np.bincount(profile, weight, len(PROFILES)).reshape(shape)
    seen = seen / seen.sum()
    sides = [np.maximum(seen.sum(axis=axes), 1e-3) for axes in ((1, 2), (0, 2), (0, 1))]
    alone = np.einsum("i,j,k->ijk", *(side / side.sum() for side in sides))
    n = len(profile)
    return np.asarray((n * seen + SEED_RESPONDENTS * alone) / (n + SEED_RESPONDENTS))


def build_cells(margins: Margins, seed: Floats) -> Cells:
    """Fit the seed to the margins of each area.

    Parameters
    ----------
    margins : Margins
    seed : float[4, 3, 2]
        All positive.

    Raises
    ------
    SmallAreaError
        Totals that do not agree, or more people helped than people.
    """
    total = margins.age.sum(axis=1)
    if not np.allclose(total, margins.household.sum(axis=1), rtol=1e-6):
        raise SmallAreaError("Les âges et les ménages d’un territoire n’ont pas le même total.")
    if (margins.helped > total).any() or (margins.helped < 0).any():
        raise SmallAreaError("Un territoire aurait plus de bénéficiaires et de demandeurs d’emploi que d’habitants.")
    sides = (
        (margins.age, (2, 3)),
        (margins.household, (1, 3)),
        (np.stack([total - margins.helped, margins.helped], axis=1), (1, 2)),
    )
    people = np.broadcast_to(seed, (len(total), *seed.shape)).copy()
    for _ in range(_MOST_ROUNDS):
        moved = 0.0
        for target, over in sides:
            had = people.sum(axis=over)
            factor = np.divide(target, had, out=np.zeros_like(had), where=had > 0)
            moved = max(moved, float(np.abs(factor[had > 0] - 1).max()))
            people *= np.expand_dims(factor, over)
        if moved < _TOLERANCE:
            break
    return Cells(margins.codes, people.reshape(len(total), -1))
