"""Several plans side by side: the k best, and what each further site brings."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import replace
from time import perf_counter
from typing import TYPE_CHECKING, Any, TypedDict, Unpack

from numpy.typing import ArrayLike

from outreach.errors import (
    ImpossiblePlanError,
    MeaninglessOptionError,
    SiteInputError,
    UnsolvedPlanError,
)
from outreach.sites.decide import best_plan
from outreach.sites.models import solve_model
from outreach.sites.plan import SitePlan, read_plan
from outreach.sites.problem import Floor
from outreach.sites.reading import read_count, read_problem
from outreach.sites.solver import Clock
from outreach.sites.words import Words

if TYPE_CHECKING:
    import pandas as pd


class Options(TypedDict, total=False):
    """The options of :func:`locate` that its two companions pass on."""

    radius: float | None
    open_sites: Iterable[int]
    closed_sites: Iterable[int]
    existing: Iterable[int]
    capacity: ArrayLike | None
    site_budget: float | None
    site_cost: ArrayLike | None
    floors: Iterable[Floor]
    time_limit: float
    labels: Sequence[str] | None
    unit: str
    people: str


def alternatives(
    cost: ArrayLike,
    demand: ArrayLike,
    *,
    model: str,
    sites: int | None = None,
    k: int = 5,
    **options: Unpack[Options],
) -> list[SitePlan]:
    """List the k best plans, the best first; the first is the one of :func:`locate`.

    After each plan, the plans that contain all its sites are excluded and the model is solved again: with a
    given number of sites, these are the k best distinct choices; otherwise, a plan that only adds sites to
    a better one is not listed. The list is shorter than k when there are no more plans, or when ``time_limit``,
    which holds for the whole list, has passed.

    Parameters
    ----------
    cost, demand, model, sites, **options
        As for :func:`locate`.
    k : int
        How many plans to list, at least 1.

    Raises
    ------
    SiteInputError, MeaninglessOptionError, ImpossiblePlanError, UnsolvedPlanError
        As :func:`locate`, for the first plan.

    Source: Lawler (1972), A procedure for computing the k best solutions to discrete optimization problems.
    """
    if isinstance(k, bool) or not isinstance(k, int) or k < 1:
        raise SiteInputError(f"Nombre de plans : {k} reçu, entier d’au moins 1 attendu.")
    began = perf_counter()
    words, given = _words(options)
    problem = read_problem(cost, demand, model=model, sites=sites, **given)
    clock = Clock.of(problem.time_limit)
    plans = [best_plan(problem, words, clock, began)]
    excluded: tuple[frozenset[int], ...] = ()
    while len(plans) < k and clock.left() > 0:
        began = perf_counter()
        # The sites that are open in every plan cannot set two plans apart.
        own = frozenset(site for site in plans[-1].sites if not problem.forced[site])
        if not own:
            break
        excluded = (*excluded, own)
        start = plans[-1].sites
        try:
            solved = solve_model(problem, clock, excluded=excluded, start=start)
        except UnsolvedPlanError:
            break
        if solved is None:
            break
        plans.append(read_plan(problem, solved, words, clock, perf_counter() - began))
    return plans


def frontier(
    cost: ArrayLike,
    demand: ArrayLike,
    *,
    model: str,
    sites: Iterable[int] = range(1, 21),
    **options: Unpack[Options],
) -> "pd.DataFrame":
    """Tell what each number of sites brings: one best plan a number.

    Parameters
    ----------
    cost, demand, model, **options
        As for :func:`locate`; ``time_limit`` holds for the whole frontier. lscp has no frontier.
    sites : iterable of int
        The numbers of sites to compare.

    Returns
    -------
    DataFrame
        One row a number, ascending, with columns ``sites``, ``objective``, ``bound``, ``proven``, ``gain``
        (by how much the objective is better than in the row above), ``covered_demand``, ``covered_share``,
        ``mean_cost``, ``worst_cost``, ``unreached_demand``, ``plan`` (tuple of columns), ``seconds`` and
        ``message``. Where no plan is possible, the figures are NaN and ``message`` says why in French.

    Raises
    ------
    SiteInputError, MeaninglessOptionError
        As :func:`locate`.
    ImpossiblePlanError, UnsolvedPlanError
        When no number of sites has a plan: the reason for the largest.
    """
    import pandas as pd

    if model == "lscp":
        raise MeaninglessOptionError(
            "Le modèle lscp cherche lui-même le nombre de guichets : il n’a pas de courbe. Prenez mclp."
        )
    words, given = _words(options)
    wanted = list(sites)
    if not wanted:
        raise SiteInputError("Courbe : aucun nombre de guichets à comparer.")
    first = read_problem(cost, demand, model=model, sites=wanted[0], **given)
    numbers = sorted({number for number in map(read_count, wanted) if number is not None})
    problems = [replace(first, count=number) for number in numbers]
    whole = Clock.of(problems[0].time_limit)
    rows: list[dict[str, Any]] = []
    last: SitePlan | None = None
    for rank, problem in enumerate(problems):
        began = perf_counter()
        clock = Clock.of(whole.left() / (len(problems) - rank))
        try:
            plan = best_plan(problem, words, clock, began, () if last is None else last.sites)
        except (ImpossiblePlanError, UnsolvedPlanError) as error:
            if rank == len(problems) - 1 and last is None:
                raise
            rows.append(_row(numbers[rank], None, None, str(error), perf_counter() - began))
            continue
        rows.append(_row(numbers[rank], plan, last, "", plan.seconds))
        last = plan
    return pd.DataFrame(rows)


def _row(number: int, plan: SitePlan | None, last: SitePlan | None, message: str, seconds: float) -> dict[str, Any]:
    gain = math.nan
    if plan is not None and last is not None:
        gain = abs(plan.objective - last.objective)
    return {
        "sites": number,
        "objective": math.nan if plan is None else plan.objective,
        "bound": math.nan if plan is None else plan.bound,
        "proven": plan is not None and plan.proven,
        "gain": gain,
        "covered_demand": math.nan if plan is None else plan.covered_demand,
        "covered_share": math.nan if plan is None else plan.covered_share,
        "mean_cost": math.nan if plan is None else plan.mean_cost,
        "worst_cost": math.nan if plan is None else plan.worst_cost,
        "unreached_demand": math.nan if plan is None else plan.unreached_demand,
        "plan": () if plan is None else plan.sites,
        "seconds": seconds,
        "message": message,
    }


def _words(options: Options) -> tuple[Words, dict[str, Any]]:
    given: dict[str, Any] = dict(options)
    return Words(given.pop("unit", "minutes"), given.pop("people", "personnes")), given
