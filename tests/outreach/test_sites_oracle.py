"""The models against a naive solver that tries every set of sites, on small random problems."""

import itertools
import math

import numpy as np
import pytest
from scipy.optimize import linprog

from outreach.errors import ImpossiblePlanError
from outreach.sites import MODELS, Floor, alternatives, locate

WORST = (math.inf, math.inf)


def draw(seed, *, holes):
    """Draw a small problem with whole costs, so that ties abound."""
    rng = np.random.default_rng(seed)
    n, m = int(rng.integers(3, 9)), int(rng.integers(3, 7))
    cost = rng.integers(0, 12, (n, m)).astype(float)
    if holes:
        cost[rng.random((n, m)) < 0.3] = math.inf
    demand = rng.integers(0, 6, n).astype(float)
    demand[0] += 1
    return rng, cost, demand


def choices(m, *, sites, open_sites, closed_sites, existing, site_budget, site_cost):
    """List every set of sites that number, budget and locks allow."""
    rest = [j for j in range(m) if j not in {*open_sites, *closed_sites, *existing}]
    for size in range(len(rest) + 1):
        for extra in itertools.combinations(rest, size):
            plan = tuple(sorted({*open_sites, *extra}))
            if not plan and not existing:
                continue
            if sites is not None and len(plan) != sites:
                continue
            if site_budget is not None and sum(site_cost[j] for j in plan) > site_budget + 1e-9:
                continue
            yield plan


def transport(cost, demand, capacity, open_, *, must, usable, floors, radius, weigh):
    """Solve the sharing of demand among open sites by one plain linear program; None if impossible."""
    arcs = [(i, j) for i in range(len(demand)) for j in open_ if usable[i, j] and demand[i] > 0]
    upper, upto, equal, to = [], [], [], []
    for i in range(len(demand)):
        row = [float(a == i) for a, _ in arcs]
        if demand[i] > 0 and must[i]:
            equal.append(row)
            to.append(1.0)
        elif demand[i] > 0:
            upper.append(row)
            upto.append(1.0)
    for j in open_:
        if math.isfinite(capacity[j]):
            upper.append([demand[a] * (b == j) for a, b in arcs])
            upto.append(capacity[j])
    for floor in floors:
        upper.append([-demand[a] * (floor.mask[a] and cost[a, b] <= radius) for a, b in arcs])
        upto.append(-floor.share * demand[floor.mask].sum() + 1e-9)
    if not arcs:
        return None if to or any(bound < 0 for bound in upto) else 0.0
    weights = [demand[i] * (cost[i, j] if weigh == "cost" else -1.0) for i, j in arcs]
    answer = linprog(
        weights,
        A_ub=upper or None,
        b_ub=upto or None,
        A_eq=equal or None,
        b_eq=to or None,
        bounds=(0, 1),
    )
    return answer.fun if answer.status == 0 else None


def value(plan, cost, demand, *, model, radius, existing, closed_sites, capacity, floors):
    """Value a plan, smaller is better, as (demand out of reach, objective); WORST if not allowed."""
    n, m = cost.shape
    open_ = sorted({*plan, *existing})
    allowed = [j for j in range(m) if j not in closed_sites]
    near = cost <= (math.inf if radius is None else radius)
    best = [min((cost[i, j] for j in open_), default=math.inf) for i in range(n)]
    coverable = [demand[i] > 0 and any(near[i, j] for j in allowed) for i in range(n)]
    reachable = [demand[i] > 0 and any(math.isfinite(cost[i, j]) for j in allowed) for i in range(n)]
    reached = [demand[i] > 0 and math.isfinite(best[i]) for i in range(n)]
    out = sum(demand[i] for i in range(n) if reachable[i] and not reached[i])
    if model == "lscp" and not any(coverable):
        return WORST
    share = dict(floors=floors, radius=radius)
    finite = np.isfinite(cost)
    if capacity is None:
        for floor in floors:
            inside = sum(demand[i] for i in range(n) if floor.mask[i] and best[i] <= radius)
            if inside < floor.share * demand[floor.mask].sum() - 1e-9:
                return WORST
        if model == "p-median":
            return out, sum(demand[i] * best[i] for i in range(n) if reached[i])
        if model == "p-center":
            return 0.0, max(best[i] for i in range(n) if reachable[i])
        if model == "mclp":
            return 0.0, -sum(demand[i] for i in range(n) if demand[i] > 0 and best[i] <= radius)
        whole = all(best[i] <= radius for i in range(n) if coverable[i])
        return (0.0, float(len(plan))) if whole else WORST
    if model == "p-median":
        found = transport(cost, demand, capacity, open_, must=reachable, usable=finite, weigh="cost", **share)
        return WORST if found is None else (0.0, found)
    if model == "mclp":
        nobody = [False] * n
        found = transport(cost, demand, capacity, open_, must=nobody, usable=near, weigh="", **share)
        return WORST if found is None else (0.0, found)
    if model == "lscp":
        found = transport(cost, demand, capacity, open_, must=coverable, usable=near, weigh="", **share)
        return WORST if found is None else (0.0, float(len(plan)))
    for level in sorted(set(cost[finite].tolist())):
        found = transport(cost, demand, capacity, open_, must=reachable, usable=cost <= level, weigh="", **share)
        if found is not None:
            return 0.0, level
    return WORST


def ranking(cost, demand, *, model, sites=None, radius=None, open_sites=(), closed_sites=(), existing=(),
            capacity=None, site_budget=None, site_cost=None, floors=()):  # fmt: skip
    """Rank every allowed plan by value."""
    listed = choices(
        cost.shape[1],
        sites=sites,
        open_sites=open_sites,
        closed_sites=closed_sites,
        existing=existing,
        site_budget=site_budget,
        site_cost=site_cost,
    )
    valued = {
        plan: value(
            plan,
            cost,
            demand,
            model=model,
            radius=radius,
            existing=existing,
            closed_sites=closed_sites,
            capacity=capacity,
            floors=floors,
        )
        for plan in listed
    }
    return {plan: worth for plan, worth in valued.items() if math.isfinite(worth[1])}


def options_of(rng, cost, demand, model, wanted):
    """Draw the options named in ``wanted`` at random."""
    n, m = cost.shape
    columns = rng.permutation(m).tolist()
    options = {}
    if model != "lscp":
        options["sites"] = int(rng.integers(1, m))
    if model in ("mclp", "lscp") or "floors" in wanted:
        options["radius"] = float(rng.integers(2, 8))
    if "locks" in wanted:
        options["open_sites"] = [columns[0]]
        options["closed_sites"] = [columns[1]]
    if "existing" in wanted:
        options["existing"] = [columns[2]]
    if "budget" in wanted:
        options["site_cost"] = rng.integers(1, 9, m).astype(float)
        options["site_budget"] = float(rng.integers(4, 20))
        if rng.random() < 0.5:
            options.pop("sites", None)
    if "capacity" in wanted:
        options["capacity"] = rng.integers(2, max(4, int(demand.sum())), m).astype(float)
        options["capacity"][rng.random(m) < 0.2] = math.inf
    if "floors" in wanted and model != "lscp":
        mask = rng.random(n) < 0.6
        mask[0] = True
        options["floors"] = [Floor(mask, float(rng.choice([0.3, 0.5, 1.0])))]
    return options


def check(cost, demand, model, options):
    """Hold a plan against the best of all plans."""
    ranked = ranking(cost, demand, model=model, **options)
    if not ranked:
        with pytest.raises(ImpossiblePlanError):
            locate(cost, demand, model=model, **options)
        return
    plan = locate(cost, demand, model=model, **options)
    out, objective = min(ranked.values())
    assert plan.proven
    assert plan.bound == plan.objective
    sign = -1.0 if model == "mclp" else 1.0
    # Floors hold to a millionth of the demand, which moves the cost of a shared-out plan as little.
    close = {"rel": 1e-4, "abs": 1e-4} if "capacity" in options and "floors" in options else {"abs": 1e-6}
    assert plan.objective == pytest.approx(sign * objective, **close)
    if not plan.sites and not options.get("existing"):
        assert objective == 0
        return
    assert ranked[plan.sites] == pytest.approx((out, objective), **close)


CASES = [
    (),
    ("locks",),
    ("existing",),
    ("budget",),
    ("floors",),
    ("capacity",),
    ("locks", "existing", "budget", "floors"),
    ("capacity", "floors"),
    ("capacity", "locks", "existing", "budget", "floors"),
]


@pytest.mark.parametrize("holes", [False, True], ids=["all reachable", "with holes"])
@pytest.mark.parametrize("wanted", CASES, ids=lambda wanted: "+".join(wanted) or "plain")
@pytest.mark.parametrize("model", MODELS)
def test_no_plan_beats_the_one_that_is_found(model, wanted, holes):
    """The plan is the best of all that the options allow, or is refused when they allow none."""
    for seed in range(6):
        rng, cost, demand = draw(seed, holes=holes)
        check(cost, demand, model, options_of(rng, cost, demand, model, wanted))
