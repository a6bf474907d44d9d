"""What makes a plan impossible, found before it is searched for, and said with its numbers."""

from dataclasses import replace

import numpy as np

from data.formats import enumerate_words, number, plural
from outreach.errors import ImpossiblePlanError
from outreach.sites.models import coverable, solve_model
from outreach.sites.problem import Floor, Problem
from outreach.sites.solver import Clock


def check_counts(problem: Problem) -> None:
    """Refuse what simple sums prove impossible: places, budget, reach, floors and capacities.

    Raises
    ------
    ImpossiblePlanError
    """
    _check_places(problem)
    _check_budget(problem)
    _check_reach(problem)
    for floor in problem.floors:
        _check_floor(problem, floor, _share(problem, floor), "en ouvrant tous les lieux possibles")
    if problem.capacity is not None and problem.model != "mclp":
        _check_capacity(problem)


def explain(problem: Problem, clock: Clock) -> ImpossiblePlanError:
    """Say why no plan was found: the best that can be reached for each thing asked, one after the other."""
    plain = replace(problem, floors=())
    for floor in problem.floors:
        demand = np.where(floor.mask, problem.demand, 0.0)
        best = solve_model(replace(plain, model="mclp", demand=demand), clock)
        if best is not None:
            share = best.bound / float(demand.sum())
            try:
                _check_floor(problem, floor, share, _with_how_many(problem))
            except ImpossiblePlanError as error:
                return error
    if problem.model == "lscp":
        return _explain_lscp(problem, clock)
    if problem.model == "p-center":
        unreached = _explain_reach(plain, clock)
        if unreached is not None:
            return unreached
    if problem.capacity is not None:
        most = solve_model(replace(plain, model="mclp", radius=None), clock)
        if most is not None and most.bound < float(problem.demand[problem.reachable].sum()) * (1 - 1e-9):
            return ImpossiblePlanError(
                f"{_with_how_many(problem).capitalize()}, les capacités permettent de servir au plus "
                f"{number(most.bound)} sur une demande de {number(float(problem.demand[problem.reachable].sum()))}."
            )
    if problem.floors:
        names = enumerate_words([f"« {floor.label} »" for floor in problem.floors])
        return ImpossiblePlanError(
            f"{_with_how_many(problem).capitalize()}, chaque plancher ({names}) peut être tenu seul, "
            "mais pas avec le reste de ce qui est demandé."
        )
    return ImpossiblePlanError(
        f"{_with_how_many(problem).capitalize()}, aucun choix de lieux ne satisfait tout ce qui est demandé."
    )


def _with_how_many(problem: Problem) -> str:
    if problem.count is None:
        return f"avec un budget de {number(problem.budget)}"
    text = f"avec {plural(problem.count, 'guichet')}"
    return text if problem.budget is None else f"{text} et un budget de {number(problem.budget)}"


def _check_places(problem: Problem) -> None:
    for column in np.flatnonzero(problem.forced & problem.closed):
        raise ImpossiblePlanError(f"{problem.name(int(column))} est à la fois imposé et exclu : choisissez.")
    forced = int(problem.forced.sum())
    possible = forced + int(problem.free.sum())
    if problem.count is None:
        if not (problem.free | problem.fixed).any():
            raise ImpossiblePlanError("Tous les lieux sont exclus : il n’en reste aucun où ouvrir un guichet.")
        return
    if problem.count == 0 and not problem.existing.any():
        raise ImpossiblePlanError("0 guichet demandé et aucun service existant : il n’y a rien à évaluer.")
    if problem.count > possible:
        verb = "sont possibles" if possible > 1 else "est possible"
        asked = plural(problem.count, "guichet demandé", "guichets demandés")
        raise ImpossiblePlanError(f"{asked}, mais {plural(possible, 'lieu', 'lieux')} {verb}.")
    if problem.count < forced:
        asked = plural(problem.count, "guichet demandé", "guichets demandés")
        raise ImpossiblePlanError(f"{asked}, mais {plural(forced, 'lieu est imposé', 'lieux sont imposés')}.")


def _check_budget(problem: Problem) -> None:
    if problem.budget is None:
        return
    forced = float(problem.site_cost[problem.forced].sum())
    slack = 1e-9 * max(problem.budget, 1.0)
    if forced > problem.budget + slack:
        raise ImpossiblePlanError(
            f"Les lieux imposés coûtent {number(forced)}, mais le budget est de {number(problem.budget)}."
        )
    costs = np.sort(problem.site_cost[problem.free])
    if problem.to_choose is not None:
        least = forced + float(costs[: problem.to_choose].sum())
        if least > problem.budget + slack:
            raise ImpossiblePlanError(
                f"{plural(problem.count or 0, 'guichet')} : au moins {number(least)}, "
                f"mais le budget est de {number(problem.budget)}."
            )
    elif not problem.fixed.any() and (not costs.size or costs[0] > problem.budget + slack):
        raise ImpossiblePlanError(
            f"Le lieu le moins cher coûte {number(float(costs[0]))}, mais le budget est de {number(problem.budget)}."
        )


def _check_reach(problem: Problem) -> None:
    if problem.model == "lscp" and not coverable(problem).any():
        raise ImpossiblePlanError(
            f"Aucun lieu possible ne couvre la moindre demande dans un rayon de {number(problem.radius, 1)}."
        )
    if problem.model in ("p-median", "p-center") and not problem.reachable.any():
        raise ImpossiblePlanError("Aucun lieu possible n’est atteignable depuis un point où il y a une demande.")


def _share(problem: Problem, floor: Floor) -> float:
    covered = coverable(problem) & floor.mask
    return float(problem.demand[covered].sum()) / float(problem.demand[floor.mask].sum())


def _check_floor(problem: Problem, floor: Floor, best: float, how: str) -> None:
    if best < floor.share - 1e-9:
        raise ImpossiblePlanError(
            f"« {floor.label} » : {number(100 * floor.share, 1)} % demandés dans un rayon de "
            f"{number(problem.radius, 1)}, mais {how} on atteint au plus {number(100 * best, 1)} %."
        )


def _check_capacity(problem: Problem) -> None:
    """Compare the largest capacities that the plan may add up with the demand that it must serve."""
    assert problem.capacity is not None
    rows = coverable(problem) if problem.model == "lscp" else problem.reachable
    wanted = float(problem.demand[rows].sum())
    free = np.sort(problem.capacity[problem.free])[::-1]
    total = float(problem.capacity[problem.fixed].sum())
    total += float(free[: problem.to_choose].sum())
    if total < wanted * (1 - 1e-9):
        how = "tous les lieux possibles" if problem.count is None else plural(problem.count, "guichet")
        raise ImpossiblePlanError(
            f"La capacité de {how}, {number(total)} au plus, est inférieure à la demande à servir, {number(wanted)}."
        )


def _explain_lscp(problem: Problem, clock: Clock) -> ImpossiblePlanError:
    wanted = float(problem.demand[coverable(problem)].sum())
    opened = problem.forced | problem.free
    everywhere = replace(problem, model="mclp", budget=None, forced=opened, count=int(opened.sum()))
    most = solve_model(everywhere, clock)
    if most is not None and most.bound < wanted * (1 - 1e-9):
        return ImpossiblePlanError(
            "Même en ouvrant tous les lieux possibles, les capacités permettent de servir au plus "
            f"{number(most.bound)} sur une demande de {number(wanted)} dans le rayon."
        )
    best = solve_model(replace(problem, model="mclp"), clock) if problem.budget is not None else None
    share = "" if best is None else f" : on en couvre au plus {number(100 * best.bound / wanted, 1)} %"
    return ImpossiblePlanError(
        f"Couvrir tout ce qui peut l’être ne tient pas dans un budget de {number(problem.budget)}{share}."
    )


def _explain_reach(problem: Problem, clock: Clock) -> ImpossiblePlanError | None:
    """Tell how many sites it takes for every point to reach one."""
    highest = float(problem.cost[np.isfinite(problem.cost)].max())
    fewest = replace(problem, model="lscp", count=None, budget=None, radius=highest or 1.0, capacity=None)
    least = solve_model(fewest, clock)
    if least is None or problem.count is None or least.bound <= problem.count:
        return None
    return ImpossiblePlanError(
        f"{plural(problem.count, 'guichet ne peut', 'guichets ne peuvent')} être à portée de tous : "
        f"il en faut au moins {number(least.bound)}."
    )
