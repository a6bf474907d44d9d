"""Census cells."""

import numpy as np
import pytest

from indicators.publics import PUBLICS
from indicators.small_area import SmallAreaError
from indicators.small_area.cells import (
    PROFILES,
    Margins,
    build_cells,
    group_of,
    in_public,
    seed_of,
)


def a_seed() -> np.ndarray:
    """A seed without structure."""
    return np.full((4, 3, 2), 1 / 24)


def test_cells_hold_their_margins() -> None:
    """Ages, households and situations of each area are its own, whatever the seed."""
    rng = np.random.default_rng(0)
    age = rng.uniform(50, 500, (5, 4))
    total = age.sum(axis=1)
    household = rng.dirichlet([2, 1, 5], 5) * total[:, None]
    helped = total * rng.uniform(0.05, 0.4, 5)
    seed = rng.uniform(0.1, 1, (4, 3, 2))
    cells = build_cells(Margins(tuple("abcde"), age, household, helped), seed)
    people = cells.people.reshape(5, 4, 3, 2)
    assert people.sum(axis=(2, 3)) == pytest.approx(age)
    assert people.sum(axis=(1, 3)) == pytest.approx(household)
    assert people[..., 1].sum(axis=(1, 2)) == pytest.approx(helped)


def test_without_structure_by_hand() -> None:
    """An even seed gives the products of the shares: a tenth of 100 people, half of them alone, make 5."""
    cells = build_cells(
        Margins(("a",), np.array([[10.0, 60.0, 20.0, 10.0]]), np.array([[50.0, 10.0, 40.0]]), np.array([20.0])),
        a_seed(),
    )
    people = cells.people.reshape(4, 3, 2)
    assert people[0, 0].sum() == pytest.approx(5.0)
    assert people[1, 2, 1] == pytest.approx(60 * 0.4 * 0.2)


def test_totals_that_do_not_agree_are_refused() -> None:
    """Ages and households are of the same people."""
    with pytest.raises(SmallAreaError, match="même total"):
        build_cells(Margins(("a",), np.full((1, 4), 10.0), np.full((1, 3), 10.0), np.array([5.0])), a_seed())


def test_more_helped_than_people_are_refused() -> None:
    """The message says so before any cell is negative."""
    with pytest.raises(SmallAreaError, match="plus de bénéficiaires"):
        build_cells(Margins(("a",), np.full((1, 4), 15.0), np.full((1, 3), 20.0), np.array([61.0])), a_seed())


def test_areas_add_up_to_larger_ones() -> None:
    """Cells of two IRIS make those of their commune."""
    margins = Margins(("i1", "i2"), np.full((2, 4), 15.0), np.full((2, 3), 20.0), np.array([6.0, 12.0]))
    cells = build_cells(margins, a_seed())
    both = cells.grouped(("c",), {"i1": "c", "i2": "c"})
    assert both.people[0] == pytest.approx(cells.people.sum(axis=0))


def test_the_seed_leaves_no_profile_empty() -> None:
    """A profile that nobody surveyed has is rare, not impossible."""
    seed = seed_of(np.zeros(30, dtype=int), np.ones(30))
    assert (seed > 0).all()
    assert seed.sum() == pytest.approx(1.0, abs=1e-6)


def test_publics_and_groups_of_profiles() -> None:
    """A profile's group is the first public that it is of; profiles of none share the last group."""
    groups = group_of()
    for profile, group in zip(PROFILES, groups, strict=True):
        of = [public.key for public in PUBLICS if in_public(public.key)[PROFILES.index(profile)]]
        assert group == ([one.key for one in PUBLICS].index(of[0]) if of else len(PUBLICS))
    with pytest.raises(SmallAreaError, match="n’existe pas"):
        in_public("retraités")
