"""The French sentences that say why a site is in a plan."""

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from data.formats import NO_BREAK, about, number, typography
from outreach.sites.problem import Floats, Problem

if TYPE_CHECKING:
    from outreach.sites.plan import SitePlan


@dataclass(frozen=True)
class Words:
    """How the cost and the demand are called: « minutes », « personnes »."""

    unit: str
    people: str

    def cost(self, value: float) -> str:
        """Write a cost, with one decimal unless it is whole."""
        return number(value, 0 if float(value).is_integer() else 1) + NO_BREAK + self.unit

    def some(self, value: float) -> str:
        """Write an amount of demand as an estimate."""
        if value < 1:
            return f"moins de 2 {self.people}"
        return f"{about(value)} {self.people}"


def explain_sites(problem: Problem, plan: "SitePlan", nearest: Floats, words: Words) -> tuple[str, ...]:
    """Write one sentence a site: what would be lost without it, and how much demand it serves.

    Parameters
    ----------
    problem : Problem
        What was asked.
    plan : SitePlan
        The plan, but for its sentences.
    nearest : float[len(plan.sites)]
        The demand for which each site is the one that serves it.
    words : Words
        The names of the cost and of the demand.
    """
    sentences = []
    for rank, site in enumerate(plan.sites):
        loss = _loss(problem, plan, float(plan.contribution[rank]), words)
        serves = float(nearest[rank])
        verb = "il sert" if problem.capacity is not None else "il est le plus proche pour"
        use = f"{verb} {words.some(serves)}" if serves > 0 else "il n’est le plus proche pour personne"
        if problem.capacity is not None and serves == 0:
            use = "il ne sert personne"
        forced = "lieu imposé ; " if problem.forced[site] else ""
        sentences.append(typography(f"{problem.name(site)} : {forced}{loss} ; {use}."))
    return tuple(sentences)


def _loss(problem: Problem, plan: "SitePlan", lost: float, words: Words) -> str:
    if problem.model in ("mclp", "lscp"):
        return _lost_demand(problem, lost, words)
    if math.isnan(plan.mean_cost):
        return "aucune demande ne peut l’atteindre"
    if math.isinf(lost):
        what = "être servie" if problem.capacity is not None else "atteindre un guichet"
        return f"sans ce guichet, une partie de la demande ne pourrait plus {what}"
    if problem.model == "p-center":
        what, now, then = "le plus long", plan.worst_cost, plan.worst_cost + lost
    else:
        reached = float(problem.demand.sum()) - plan.unreached_demand
        what, now, then = "moyen", plan.mean_cost, plan.mean_cost + lost / reached
    before, after = words.cost(now), words.cost(then)
    change = f"resterait de {before}" if before == after else f"passerait de {before} à {after}"
    return f"sans ce guichet, le trajet {what} {change}"


def _lost_demand(problem: Problem, lost: float, words: Words) -> str:
    within = f"à {words.cost(problem.radius or 0.0)} au plus"
    if lost <= 0:
        return f"aucune demande ne dépend de lui seul pour être {within}"
    gone = "n’auraient plus de place" if problem.capacity is not None else "ne seraient plus"
    return f"sans ce guichet, {words.some(lost)} {gone} {within}"
