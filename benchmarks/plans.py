"""How long a proven plan takes, beside the textbook program given to the same solver: `python -m benchmarks.plans`.

The instance is the territory's own: every inhabited cell of 200 m, every host place with a position, minutes by
car estimated from the crow's flight (detour 1.3, 40 km/h). The peer is the formulation that textbooks give
(Daskin 2013), one variable for each pair of a cell and a place, solved by the HiGHS of `scipy.optimize.milp`.
"""

from collections.abc import Callable
from dataclasses import dataclass
from time import perf_counter

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray
from pyproj import Transformer
from scipy.optimize import Bounds, LinearConstraint, OptimizeResult, milp

from data import store
from outreach.sites import SitePlan, frontier, locate

SITES = 8
RADIUS = 8.0
PATIENCE = 60.0
"""Seconds after which the peer is stopped; its time is then written with ≥."""

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Race:
    """One model, as we and as the peer solve it."""

    name: str
    ours: Callable[[], SitePlan]
    peer: Callable[[], OptimizeResult]
    sense: float = 1.0


def instance() -> tuple[Floats, Floats]:
    """Return the minutes from each cell to each host place, and the people of each cell."""
    grid, places = store.read("grid"), store.read("places")
    hosts = places[(places["role"] == "hote") & places["lon"].notna()]
    x, y = Transformer.from_crs(4326, 2154, always_xy=True).transform(hosts["lon"], hosts["lat"])
    crow = np.hypot(np.subtract.outer(grid["x"].to_numpy(), x), np.subtract.outer(grid["y"].to_numpy(), y))
    return crow * 1.3 / 1000 / 40 * 60, grid["ind"].to_numpy(dtype=float)


def assignment_program(cost: Floats, demand: Floats, *, center: bool) -> OptimizeResult:
    """Solve the textbook p-median (or p-center): y_j open, x_ij served, x_ij ≤ y_j."""
    n, m = cost.shape
    pairs = n * m
    point, place = np.divmod(np.arange(pairs), m)
    extra = int(center)
    width = m + pairs + extra
    serve = sp.csr_matrix((np.ones(pairs), (point, m + np.arange(pairs))), (n, width))
    link = sp.csr_matrix(
        (
            np.repeat([1.0, -1.0], pairs),
            (np.tile(np.arange(pairs), 2), np.concatenate([m + np.arange(pairs), place])),
        ),
        (pairs, width),
    )
    count = sp.csr_matrix((np.ones(m), (np.zeros(m, int), np.arange(m))), (1, width))
    rules = [
        LinearConstraint(serve, 1, 1),
        LinearConstraint(link, -np.inf, 0),
        LinearConstraint(count, SITES, SITES),
    ]
    objective = np.concatenate([np.zeros(m), (cost * demand[:, None]).ravel()])
    if center:
        far = sp.csr_matrix(
            (
                np.concatenate([-cost.ravel(), np.ones(n)]),
                (np.concatenate([point, np.arange(n)]), np.concatenate([m + np.arange(pairs), np.full(n, width - 1)])),
            ),
            (n, width),
        )
        rules.append(LinearConstraint(far, 0, np.inf))
        objective = np.append(np.zeros(m + pairs), 1.0)
    upper = np.ones(width)
    upper[m + pairs :] = np.inf
    integer = (np.arange(width) < m).astype(int)
    return milp(
        objective,
        constraints=rules,
        bounds=Bounds(np.zeros(width), upper),
        integrality=integer,
        options={"time_limit": PATIENCE, "mip_rel_gap": 0},
    )


def covering_program(cost: Floats, demand: Floats, *, fewest: bool) -> OptimizeResult:
    """Solve the textbook mclp: y_j open, z_i covered, z_i ≤ open places near it; or lscp, with all z_i = 1."""
    n, m = cost.shape
    near = sp.csr_matrix(cost <= RADIUS, dtype=float)
    coverable = np.asarray(near.sum(axis=1)).ravel() > 0
    if fewest:
        return milp(
            np.ones(m),
            constraints=LinearConstraint(near[coverable & (demand > 0)], 1, np.inf),
            bounds=Bounds(0, 1),
            integrality=np.ones(m),
            options={"time_limit": PATIENCE, "mip_rel_gap": 0},
        )
    rules = [
        LinearConstraint(sp.hstack([near, -sp.identity(n)]), 0, np.inf),
        LinearConstraint(sp.hstack([np.ones((1, m)), sp.csr_matrix((1, n))]), SITES, SITES),
    ]
    return milp(
        np.concatenate([np.zeros(m), -demand]),
        constraints=rules,
        bounds=Bounds(0, 1),
        integrality=np.ones(m + n),
        options={"time_limit": PATIENCE, "mip_rel_gap": 0},
    )


def races(cost: Floats, demand: Floats) -> list[Race]:
    """List what is timed."""
    return [
        Race(
            f"p-median, {SITES} guichets",
            lambda: locate(cost, demand, model="p-median", sites=SITES),
            lambda: assignment_program(cost, demand, center=False),
        ),
        Race(
            f"mclp, {SITES} guichets à {RADIUS:.0f} min",
            lambda: locate(cost, demand, model="mclp", sites=SITES, radius=RADIUS),
            lambda: covering_program(cost, demand, fewest=False),
            -1.0,
        ),
        Race(
            f"lscp à {RADIUS:.0f} min",
            lambda: locate(cost, demand, model="lscp", radius=RADIUS),
            lambda: covering_program(cost, demand, fewest=True),
        ),
        Race(
            f"p-center, {SITES} guichets",
            lambda: locate(cost, demand, model="p-center", sites=SITES),
            lambda: assignment_program(cost, demand, center=True),
        ),
    ]


def timed(work: Callable[[], object]) -> float:
    """Seconds that a call takes, the best of three."""
    best = np.inf
    for _ in range(3):
        began = perf_counter()
        work()
        best = min(best, perf_counter() - began)
    return float(best)


def main() -> None:
    """Print one line a model: our time, the peer's in the same run, the ratio, and whether they agree."""
    cost, demand = instance()
    print(f"{cost.shape[0]} cells × {cost.shape[1]} host places, {demand.sum():.0f} people")
    locate(cost[:20], demand[:20], model="p-median", sites=1)  # imports are not what is timed
    print(f"{'model':<32}{'ours':>9}{'proven':>8}{'scipy milp':>12}{'ratio':>9}  objective")
    for race in races(cost, demand):
        plan = race.ours()
        seconds = timed(race.ours)
        began = perf_counter()
        answer = race.peer()
        peer = perf_counter() - began
        stopped = answer.status != 0
        if stopped:
            verdict = "peer stopped" if answer.x is None else f"peer stopped at {race.sense * answer.fun:.2f}"
        else:
            agree = np.isclose(plan.objective, race.sense * answer.fun, rtol=1e-4)
            verdict = "same as the peer" if agree else f"the peer says {race.sense * answer.fun:.2f}"
        mark = "≥" if stopped else ""
        print(
            f"{race.name:<32}{seconds:>7.2f} s{plan.proven!s:>8}{mark + format(peer, '.2f'):>10} s"
            f"{mark + format(peer / seconds, '.1f'):>8}×  {plan.objective:.2f} ({verdict})",
            flush=True,
        )
    for model, options in (("p-median", {}), ("mclp", {"radius": RADIUS}), ("p-center", {})):
        began = perf_counter()
        curve = frontier(cost, demand, model=model, sites=range(1, 21), **options)
        proven = int(curve["proven"].sum())
        print(f"frontier {model}, 1 to 20 sites: {perf_counter() - began:.2f} s, {proven} of {len(curve)} proven")


if __name__ == "__main__":
    main()
