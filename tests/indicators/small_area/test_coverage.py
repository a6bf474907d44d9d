"""A quick simulation with a known truth; the full one is `python -m benchmarks.simulation`."""

import pytest

from benchmarks.simulation import coverage, take_up
from benchmarks.simulation.coverage import Tallies, Tally, together
from benchmarks.simulation.truth import Spread, population

RUNS = 6
# Over so few runs a coverage is known to a few points; four standard errors away from what is asked is a fault.
LEAST, MOST = 0.93, 0.97


@pytest.fixture(scope="module")
def surveys() -> tuple[Tallies, Tallies]:
    """Direct estimates and small areas of a few surveys of the same people."""
    return coverage.run(2026, range(RUNS), population(), Spread())


def holds(tally: Tally) -> bool:
    """Tell whether a coverage from 93 to 97 % is plausible after these runs."""
    return tally.coverage + 4 * tally.error >= LEAST and tally.coverage - 4 * tally.error <= MOST


def test_direct_intervals_hold_the_truth(surveys: tuple[Tallies, Tallies]) -> None:
    """About 95 % of the direct intervals of all domains hold the true share of their domain."""
    assert holds(together(surveys[0], ""))


@pytest.mark.parametrize("level", ["commune", "IRIS"])
def test_small_area_intervals_hold_the_truth(surveys: tuple[Tallies, Tallies], level: str) -> None:
    """About 95 % of the intervals by area and public hold the true share of the public in the area."""
    tally = together(surveys[1], f"Par {level} : ")
    assert tally.error < 0.03
    assert holds(tally)


def test_a_method_that_is_too_sure_is_found_out(surveys: tuple[Tallies, Tallies]) -> None:
    """Intervals that miss a quarter of what they held would not pass: the test can fail."""
    tally = together(surveys[1], "Par commune : ")
    narrowed = Tally({run: (made, 0.75 * held, width) for run, (made, held, width) in tally.runs.items()})
    assert not holds(narrowed)


def test_expected_take_up_holds_the_truth() -> None:
    """About 95 % of the intervals of non-recipients by commune and benefit hold the true number."""
    tallies = take_up.run(2026, range(20))
    assert holds(together(tallies, "Par commune : "))
    assert holds(tallies["Territoire entier"])
