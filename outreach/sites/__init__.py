"""Where desks go: the best sites for a demand, proven, with what each of them brings."""

from outreach.sites.compare import alternatives, frontier
from outreach.sites.decide import locate
from outreach.sites.plan import SitePlan
from outreach.sites.problem import MODELS, Floor, Model

__all__ = ["MODELS", "Floor", "Model", "SitePlan", "alternatives", "frontier", "locate"]
