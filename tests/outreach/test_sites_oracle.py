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


def transport(cost, demand, open_, *, capacity, must, usable, floors, radius, weigh):
    """Solve the sharing of demand among open sites by one plain linear program; None if impossible."""
    arcs = [(i, j) for i in range(len(demand)) for j in open_ if usable[i, j] and demand[i] > 0]
    upper, upto, equal, to = [], [], [], []
    for i in range(len(demand)):
        row = [float(a == i) for a, _ in arcs]
        if i in must:
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


def value(plan, cost, demand, options):
    """Value a plan, smaller is better, as (demand out of reach, objective); WORST if not allowed."""
    model, radius = options["model"], options["radius"]
    open_ = sorted({*plan, *options["existing"]})
    allowed = [j for j in range(cost.shape[1]) if j not in options["closed_sites"]]
    near = cost <= (math.inf if radius is None else radius)
    points = [i for i in range(len(demand)) if demand[i] > 0]
    coverable = [i for i in points if any(near[i, j] for j in allowed)]
    reachable = [i for i in points if any(math.isfinite(cost[i, j]) for j in allowed)]
    if model == "lscp" and not coverable:
        return WORST
    if options["capacity"] is not None:
        found = shared(cost, demand, open_, options, {"near": near, "coverable": coverable, "reachable": reachable})
        return WORST if found is None else (0.0, float(len(plan)) if model == "lscp" else found)
    best = [min((cost[i, j] for j in open_), default=math.inf) for i in range(len(demand))]
    for floor in options["floors"]:
        inside = sum(demand[i] for i in points if floor.mask[i] and best[i] <= radius)
        if inside < floor.share * demand[floor.mask].sum() - 1e-9:
            return WORST
    missed = any(best[i] > (radius or 0) for i in coverable)
    return {
        "p-median": (
            sum(demand[i] for i in reachable if math.isinf(best[i])),
            sum(demand[i] * best[i] for i in reachable if math.isfinite(best[i])),
        ),
        "p-center": (0.0, max((best[i] for i in reachable), default=math.inf)),
        "mclp": (0.0, -sum(demand[i] for i in points if radius is not None and best[i] <= radius)),
        "lscp": WORST if missed else (0.0, float(len(plan))),
    }[model]


def shared(cost, demand, open_, options, sets):
    """Value open sites with capacities; None when they cannot serve what must be served."""
    finite = np.isfinite(cost)
    share = {key: options[key] for key in ("capacity", "floors", "radius")}
    if options["model"] == "p-center":
        for level in sorted(set(cost[finite].tolist())):
            reach = cost <= level
            if None is not transport(cost, demand, open_, must=sets["reachable"], usable=reach, weigh="", **share):
                return level
        return None
    must, usable, weigh = {
        "p-median": (sets["reachable"], finite, "cost"),
        "mclp": ([], sets["near"], ""),
        "lscp": (sets["coverable"], sets["near"], ""),
    }[options["model"]]
    return transport(cost, demand, open_, must=must, usable=usable, weigh=weigh, **share)


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
    options = {
        "model": model,
        "radius": radius,
        "existing": existing,
        "closed_sites": closed_sites,
        "capacity": capacity,
        "floors": floors,
    }
    valued = {plan: value(plan, cost, demand, options) for plan in listed}
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


@pytest.mark.parametrize("wanted", [(), ("locks", "existing"), ("budget",), ("capacity",)], ids=str)
@pytest.mark.parametrize("model", MODELS)
def test_alternatives_are_the_best_plans_in_order(model, wanted):
    """Each plan listed is the best of those that contain none of the plans before it."""
    for seed in range(4):
        rng, cost, demand = draw(seed, holes=False)
        options = options_of(rng, cost, demand, model, wanted)
        ranked = ranking(cost, demand, model=model, **options)
        if not ranked:
            continue
        plans = alternatives(cost, demand, model=model, k=4, **options)
        forced = set(options.get("open_sites", ()))
        left = dict(ranked)
        for plan in plans:
            assert ranked[plan.sites] == pytest.approx(min(left.values()), abs=1e-6)
            own = set(plan.sites) - forced
            left = {other: worth for other, worth in left.items() if not own <= set(other)}
        assert len(plans) == 4 or not left
