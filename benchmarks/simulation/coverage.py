"""How often 95 % intervals hold the truth: direct estimates, small areas, expected take-up."""

from collections.abc import Iterable
from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from benchmarks.simulation.survey import People, ask, read_people
from benchmarks.simulation.truth import Spread, Truth, draw_truth
from geo import territory
from indicators.publics import PUBLICS
from indicators.small_area import local_rates
from indicators.small_area.area_level import area_level
from indicators.small_area.cells import Cells, in_public
from indicators.small_area.local_rates import KEYS, LocalRates
from indicators.small_area.profiles import read_respondents
from indicators.small_area.published import FEWEST_PEOPLE
from indicators.small_area.results import AreaEstimates, agree
from indicators.small_area.synthetic import synthetic
from indicators.survey import THRESHOLDS, estimate, variation

EVERYBODY = "toute la population"
NAMES = {"": EVERYBODY, **{public.key: public.short for public in PUBLICS}}
_MARGINS = ("margin_group", "margin_age", "margin_household")


@dataclass
class Tally:
    """Intervals of one kind: in each run, how many were made, how many held the truth, and their widths added up."""

    runs: dict[int, tuple[float, float, float]] = field(default_factory=dict)

    def add(self, run: int, low: np.ndarray, high: np.ndarray, truth: np.ndarray, kept: np.ndarray) -> None:
        """Count some intervals of a run."""
        held = (low <= truth) & (truth <= high) & kept
        self._count(run, float(kept.sum()), float(held.sum()), float((high - low)[kept].sum()))

    def _count(self, run: int, made: float, held: float, width: float) -> None:
        before = self.runs.get(run, (0.0, 0.0, 0.0))
        self.runs[run] = (before[0] + made, before[1] + held, before[2] + width)

    @property
    def _columns(self) -> np.ndarray:
        return np.array(list(self.runs.values())).reshape(-1, 3)

    @property
    def coverage(self) -> float:
        """Share of the intervals that hold the truth."""
        made, held, _ = self._columns.sum(axis=0)
        return float(held / max(made, 1.0))

    @property
    def error(self) -> float:
        """Standard error of the coverage: runs are independent, intervals of one run are not."""
        made, held, _ = self._columns.T
        runs = len(made)
        if runs < 2:
            return float("nan")
        left = held - self.coverage * made
        return float(np.sqrt(runs / (runs - 1) * (left**2).sum()) / max(made.sum(), 1.0))

    @property
    def width(self) -> float:
        """Mean width of the intervals."""
        made, _, widths = self._columns.sum(axis=0)
        return float(widths / max(made, 1.0))

    @property
    def intervals(self) -> int:
        """How many intervals were made."""
        return int(self._columns[:, 0].sum())


def together(tallies: "Tallies", *starts: str) -> Tally:
    """Add up the tallies whose names begin so."""
    found = Tally()
    for name, one in tallies.items():
        if name.startswith(starts):
            for run, counted in one.runs.items():
                found._count(run, *counted)
    return found


Tallies = dict[str, Tally]
Known = tuple[np.ndarray, np.ndarray]
"""People of a public in each area, and their true share."""


def run(seed: int, runs: Iterable[int], cells: Cells, spread: Spread) -> tuple[Tallies, Tallies]:
    """Draw a truth, ask, estimate, again and again; return the tallies of direct estimates and of small areas."""
    direct: Tallies = {}
    areas: Tallies = {}
    for number in runs:
        rng = np.random.default_rng([seed, number])
        truth = draw_truth(cells, spread, rng)
        people = read_people(truth)
        sample = ask(people, rng)
        check_direct(direct, number, people, sample)
        check_areas(areas, number, truth, sample)
    return direct, areas


def check_direct(tallies: Tallies, run: int, people: People, sample: pd.DataFrame) -> None:
    """Compare the direct estimates of the domains that enough respondents are of with the truth."""
    truth = people.truth
    public_of = {key: in_public(key)[truth.profile] for key in NAMES}
    everything: list[tuple[str, str, np.ndarray]] = [("Ensemble", "all", np.ones(len(truth.iris), dtype=bool))]
    table = sample.assign(all=True, **{f"is_{key}": sample[key].astype(bool) for key in NAMES if key})
    everything += [("Par public", f"is_{key}", public_of[key]) for key in NAMES if key]
    for variable in ("group", "age", "household"):
        for name in people.table[variable].unique():
            table[f"{variable}={name}"] = table[f"margin_{variable}"] == name
            inside = (people.table[variable] == name).to_numpy()
            title = {"group": "Par groupe de communes", "age": "Par âge", "household": "Par ménage"}[variable]
            everything.append((title, f"{variable}={name}", inside))
    for group in people.table["group"].unique():
        for key in NAMES:
            if key:
                table[f"{key} in {group}"] = table[f"is_{key}"] & table[f"group={group}"]
                inside = public_of[key] & (people.table["group"] == group).to_numpy()
                everything.append(("Par public et groupe de communes", f"{key} in {group}", inside))
    for title, column, inside in everything:
        found = estimate(
            table, "non_take_up", by=column, strata="commune", fpc="size", calibrated_on=_MARGINS, base="base"
        )
        row = found[found[column].astype(bool)].iloc[0]
        tallies.setdefault(title, Tally()).add(
            run, np.array([row["low"]]), np.array([row["high"]]), np.array([truth.rate(inside)]),
            np.array([row["n"] >= THRESHOLDS.respondents]),
        )  # fmt: skip


def check_areas(tallies: Tallies, run: int, truth: Truth, sample: pd.DataFrame) -> None:
    """Compare every small-area estimate with the truth of its area and public."""
    place = territory.load()
    respondents = read_respondents(sample)
    ground = local_rates.read_ground(respondents)
    of_communes = local_rates.communes(respondents, ground)
    of_iris = local_rates.iris(respondents, ground, of_communes)
    codes = ground.commune.codes
    commune = np.array([codes.index(place.commune_of(code)) for code in truth.cells.codes])[truth.iris]
    for level, rates, position in (("commune", of_communes, commune), ("IRIS", of_iris, truth.iris)):
        for public in KEYS:
            one = rates[public]
            true = _true(truth, public, position, one.sample.areas)
            if one.estimates is not None:
                name = f"Par {level} : {NAMES[public]}"
                _add(tallies, name, run, one.estimates, true)
                _add(tallies, f"Publiables, par {level}", run, one.estimates, true, publishable=True)
                if level == "commune":
                    _compare_methods(tallies, run, one, true)


def _compare_methods(tallies: Tallies, run: int, one: LocalRates, true: Known) -> None:
    """Judge the methods that were not chosen too, each on all the areas."""
    other = {"Fay–Herriot, toute la population": area_level, "Taux par profil": synthetic}
    for title, method in other.items():
        if method is synthetic or one.sample.public == "":
            _add(tallies, f"Méthode : {title}", run, agree(method(one.sample), one.sample.size, one.sample.whole), true)


def _true(truth: Truth, public: str, position: np.ndarray, areas: int) -> Known:
    inside = in_public(public)[truth.profile]
    people = np.bincount(position[inside], minlength=areas)
    yes = np.bincount(position[inside], truth.yes[inside], areas)
    return people, yes / np.maximum(people, 1)


def _add(
    tallies: Tallies, title: str, run: int, estimates: AreaEstimates, true: Known, *, publishable: bool = False
) -> None:
    people, share = true
    kept = (people >= FEWEST_PEOPLE) & ~np.isnan(estimates.value)
    if publishable:
        pairs = zip(estimates.value, estimates.error, strict=True)
        kept &= (
            np.array([variation(value, error, proportion=True) for value, error in pairs]) <= THRESHOLDS.unpublishable
        )
    tallies.setdefault(title, Tally()).add(run, estimates.low, estimates.high, share, kept)
