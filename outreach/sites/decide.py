"""Where to open sites: the best plan, the best plans, and what each further site brings."""

import math
from collections.abc import Iterable, Sequence
from time import perf_counter
from typing import TYPE_CHECKING, Any, TypedDict, Unpack

from numpy.typing import ArrayLike

from outreach.errors import (
    ImpossiblePlanError,
    MeaninglessOptionError,
    SiteInputError,
    UnsolvedPlanError,
)
from outreach.sites.checks import check_counts, explain
from outreach.sites.models import solve_model
from outreach.sites.plan import SitePlan, read_plan
from outreach.sites.problem import Floor, Problem, read_problem
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


def locate(
    cost: ArrayLike,
    demand: ArrayLike,
    *,
    model: str,
    sites: int | None = None,
    radius: float | None = None,
    open_sites: Iterable[int] = (),
    closed_sites: Iterable[int] = (),
    existing: Iterable[int] = (),
    capacity: ArrayLike | None = None,
    site_budget: float | None = None,
    site_cost: ArrayLike | None = None,
    floors: Iterable[Floor] = (),
    time_limit: float = 60,
    labels: Sequence[str] | None = None,
    unit: str = "minutes",
    people: str = "personnes",
) -> SitePlan:
    r"""Choose the sites to open, best for one of four models, and prove it.

    Write :math:`w_i` for the demand of point :math:`i`, :math:`c_{ij}` for the cost of reaching site
    :math:`j` from it, :math:`R` for the radius, :math:`p` for the number of sites, :math:`y_j = 1` when
    site :math:`j` is open, :math:`x_{ij}` for the share of point :math:`i` that site :math:`j` serves
    and :math:`z_i` for the share of it that is covered.

    - **p-median** (Hakimi 1964; ReVelle and Swain 1970):
      :math:`\min \sum_{ij} w_i c_{ij} x_{ij}`, with :math:`\sum_j x_{ij} = 1`, :math:`x_{ij} \le y_j` and
      :math:`\sum_j y_j = p`.
    - **p-center** (Hakimi 1964; Minieka 1970): :math:`\min r` with :math:`c_{ij} x_{ij} \le r` and the
      same constraints, over the points with demand.
    - **mclp** (Church and ReVelle 1974): :math:`\max \sum_i w_i z_i` with
      :math:`z_i \le \sum_{j : c_{ij} \le R} y_j`, :math:`z_i \le 1` and :math:`\sum_j y_j = p`.
    - **lscp** (Toregas, Swain, ReVelle and Bergman 1971): :math:`\min \sum_j y_j` with
      :math:`\sum_{j : c_{ij} \le R} y_j \ge 1` for each point with demand that some site can cover.

    Side constraints, in every model that has a use for them:
    capacities :math:`\sum_i w_i x_{ij} \le K_j y_j` (a point may be split between sites); a budget
    :math:`\sum_j f_j y_j \le B`; floors :math:`\sum_{i \in G} w_i z_i \ge s \sum_{i \in G} w_i`; sites
    fixed open or closed. See Daskin (2013), Network and Discrete Location, 2nd ed.

    Parameters
    ----------
    cost : float[n, m]
        Cost of reaching each of m columns from each of n points, in ``unit``; ``inf`` where out of reach.
    demand : float[n]
        Demand of each point, finite and not negative.
    model : {"p-median", "p-center", "mclp", "lscp"}
        What is best.
    sites : int, optional
        How many sites to open, exactly; sites forced open count, existing services do not. 0 is allowed
        with existing services: it tells how things stand. Not for lscp, which looks for that number.
    radius : float, optional
        The cost up to which a site covers a point, inclusive. Needed for mclp, lscp and floors; for
        p-median and p-center it only says what ``covered`` means.
    open_sites, closed_sites : iterable of int
        Columns that every plan opens, and columns that none may open.
    existing : iterable of int
        Columns that are open already: they serve, and count neither in ``sites`` nor in the budget.
    capacity : float[m], optional
        Demand that each column can serve; ``inf`` for no bound. All demand must be served, except by
        mclp, which serves as much as it can.
    site_budget : float, optional
        The most that the opened sites may cost together. Without ``sites``, it alone bounds the plan,
        and sites that bring nothing to the objective stay closed.
    site_cost : float[m], optional
        Cost of opening each column; needed with, and only with, a budget.
    floors : iterable of Floor
        Shares of the demand of groups to be covered at least. Not for lscp, which covers all it can.
    time_limit : float
        Seconds after which the best plan so far is handed back with the bound that is proven.
    labels : sequence of str, optional
        Names of the m columns, for the sentences.
    unit, people : str
        French plural nouns for the cost and for the demand, for the sentences.

    Returns
    -------
    SitePlan

    Notes
    -----
    Demand that no open site can reach: p-median first makes it as small as the number of sites allows, then
    minimises the cost of the rest; such points have assignment -1 and are counted in ``unreached_demand``.
    p-center leaves out only points that no possible site reaches, and refuses a number of sites with which
    some other point would be out of reach.

    Ties: for p-center, mclp and lscp, exchanges of sites look, among plans of the same objective, for one of
    lower mean cost; it is not proven the lowest. The search uses one thread and no random choice: the same
    arguments give the same plan, unless the time limit cuts the search short.

    Raises
    ------
    SiteInputError
        When an argument is malformed or one that is needed is missing.
    MeaninglessOptionError
        When the model has no use for an option.
    ImpossiblePlanError
        When no plan can satisfy what is asked; the message gives the numbers.
    UnsolvedPlanError
        When the time limit passes before any plan is found.

    Examples
    --------
    Three villages on a road at kilometres 0, 4 and 5, with 100, 10 and 10 inhabitants; one desk.

    >>> cost = [[0, 4, 5], [4, 0, 1], [5, 1, 0]]
    >>> plan = locate(cost, [100, 10, 10], model="p-median", sites=1)
    >>> plan.sites, plan.objective, plan.proven
    ((0,), 90.0, True)
    >>> locate(cost, [100, 10, 10], model="p-center", sites=1).sites
    (1,)
    """
    began = perf_counter()
    problem = read_problem(
        cost,
        demand,
        model=model,
        sites=sites,
        radius=radius,
        open_sites=open_sites,
        closed_sites=closed_sites,
        existing=existing,
        capacity=capacity,
        site_budget=site_budget,
        site_cost=site_cost,
        floors=floors,
        time_limit=time_limit,
        labels=labels,
    )
    return _best(problem, Words(unit, people), Clock.of(problem.time_limit), began)


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
    plans = [_best(problem, words, clock, began)]
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
    numbers = sorted(set(sites))
    if not numbers:
        raise SiteInputError("Courbe : aucun nombre de guichets à comparer.")
    problems = [read_problem(cost, demand, model=model, sites=number, **given) for number in numbers]
    whole = Clock.of(problems[0].time_limit)
    rows: list[dict[str, Any]] = []
    last: SitePlan | None = None
    for rank, problem in enumerate(problems):
        began = perf_counter()
        clock = Clock.of(whole.left() / (len(problems) - rank))
        try:
            plan = _best(problem, words, clock, began, () if last is None else last.sites)
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


def _best(problem: Problem, words: Words, clock: Clock, began: float, start: tuple[int, ...] = ()) -> SitePlan:
    check_counts(problem)
    solved = solve_model(problem, clock, start=start)
    if solved is None:
        raise explain(problem, clock)
    return read_plan(problem, solved, words, clock, perf_counter() - began)
