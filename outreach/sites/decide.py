"""Where to open sites: the best plan for one of four models."""

from collections.abc import Iterable, Sequence
from time import perf_counter

from numpy.typing import ArrayLike

from outreach.sites.checks import check_counts, explain
from outreach.sites.models import solve_model
from outreach.sites.plan import SitePlan, read_plan
from outreach.sites.problem import Floor, Problem
from outreach.sites.reading import read_problem
from outreach.sites.solver import Clock
from outreach.sites.words import Words


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
    p-center, and p-median with capacities, leave out only points that no possible site reaches, and refuse a
    number of sites with which some other demand could not be served.

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
    return best_plan(problem, Words(unit, people), Clock.of(problem.time_limit), began)


def best_plan(problem: Problem, words: Words, clock: Clock, began: float, start: tuple[int, ...] = ()) -> SitePlan:
    """Solve a problem that was read, or say why it has no plan; ``start`` lists columns of a good plan."""
    check_counts(problem)
    solved = solve_model(problem, clock, start=start)
    if solved is None:
        raise explain(problem, clock)
    return read_plan(problem, solved, words, clock, perf_counter() - began)
