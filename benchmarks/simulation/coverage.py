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
NAMES = {"": EVERYBODY, **{public.key: public.short.lower() for public in PUBLICS}}
_MARGINS = ("margin_group", "margin_age", "margin_household")


@dataclass
class Tally:
    """Runs of one kind of interval: how many were made in each run, and how many held the truth."""

    made: list[float] = field(default_factory=list)
    held: list[float] = field(default_factory=list)
    widths: list[float] = field(default_factory=list)

    def add(self, low: np.ndarray, high: np.ndarray, truth: np.ndarray, kept: np.ndarray) -> None:
        """Count the intervals of a run."""
        self.made.append(float(kept.sum()))
        self.held.append(float(((low <= truth) & (truth <= high) & kept).sum()))
        self.widths.append(float((high - low)[kept].sum()))

    @property
    def coverage(self) -> float:
        """Share of the intervals that hold the truth."""
        return sum(self.held) / max(sum(self.made), 1.0)

    @property
    def error(self) -> float:
        """Standard error of the coverage: runs are independent, intervals of one run are not."""
        made, held = np.array(self.made), np.array(self.held)
        runs = len(made)
        if runs < 2:
            return float("nan")
        left = held - self.coverage * made
        return float(np.sqrt(runs / (runs - 1) * (left**2).sum()) / max(made.sum(), 1.0))

    @property
    def width(self) -> float:
        """Mean width of the intervals."""
        return sum(self.widths) / max(sum(self.made), 1.0)

    @property
    def intervals(self) -> int:
        """How many intervals were made."""
        return int(sum(self.made))


Tallies = dict[str, Tally]


def run(seed: int, runs: Iterable[int], cells: Cells, spread: Spread) -> tuple[Tallies, Tallies]:
    """Draw a truth, ask, estimate, again and again; return the tallies of direct estimates and of small areas."""
    direct: Tallies = {}
    areas: Tallies = {}
    for number in runs:
        rng = np.random.default_rng([seed, number])
        truth = draw_truth(cells, spread, rng)
        people = read_people(truth)
        sample = ask(people, rng)
        check_direct(direct, people, sample)
        check_areas(areas, truth, sample)
    return direct, areas


def check_direct(tallies: Tallies, people: People, sample: pd.DataFrame) -> None:
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
            np.array([row["low"]]), np.array([row["high"]]), np.array([truth.rate(inside)]),
            np.array([row["n"] >= THRESHOLDS.respondents]),
        )  # fmt: skip


def check_areas(tallies: Tallies, truth: Truth, sample: pd.DataFrame) -> None:
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
            people, share = _true(truth, public, position, one.sample.areas)
            if one.estimates is not None:
                name = f"Par {level} : {NAMES[public]}"
                _add(tallies, name, one.estimates, people, share)
                _add(tallies, f"Par {level}, publiables seulement", one.estimates, people, share, publishable=True)
                if level == "commune":
                    _compare_methods(tallies, one, people, share)


def _compare_methods(tallies: Tallies, one: LocalRates, people: np.ndarray, share: np.ndarray) -> None:
    """Judge the methods that were not chosen too, each on all the areas."""
    other = {"Fay–Herriot (communes, toute la population)": area_level, "Taux par profil (communes)": synthetic}
    for title, method in other.items():
        if method is synthetic or one.sample.public == "":
            _add(tallies, title, agree(method(one.sample), one.sample.size, one.sample.whole), people, share)


def _true(truth: Truth, public: str, position: np.ndarray, areas: int) -> tuple[np.ndarray, np.ndarray]:
    inside = in_public(public)[truth.profile]
    people = np.bincount(position[inside], minlength=areas)
    yes = np.bincount(position[inside], truth.yes[inside], areas)
    return people, yes / np.maximum(people, 1)


def _add(
    tallies: Tallies,
    title: str,
    estimates: AreaEstimates,
    people: np.ndarray,
    share: np.ndarray,
    *,
    publishable: bool = False,
) -> None:
    kept = (people >= FEWEST_PEOPLE) & ~np.isnan(estimates.value)
    if publishable:
        variations = [
            variation(value, error, proportion=True)
            for value, error in zip(estimates.value, estimates.error, strict=True)
        ]
        kept &= np.array(variations) <= THRESHOLDS.unpublishable
    tallies.setdefault(title, Tally()).add(estimates.low, estimates.high, share, kept)
