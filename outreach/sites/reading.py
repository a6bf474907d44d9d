"""The arguments of a location model, checked one by one before anything is computed."""

import math
from collections.abc import Iterable, Sequence
from typing import cast

import numpy as np
from numpy.typing import ArrayLike

from data.formats import number
from outreach.errors import MeaninglessOptionError, SiteInputError
from outreach.sites.problem import MODELS, Bools, Floats, Floor, Model, Problem


def _fail(condition: bool, message: str) -> None:
    if condition:
        raise SiteInputError(message)


def _vector(values: ArrayLike, size: int, what: str, of_what: str) -> Floats:
    array = np.asarray(values, dtype=float)
    _fail(
        array.shape != (size,),
        f"{what} : {size} valeurs attendues ({of_what}), tableau reçu de forme {array.shape}.",
    )
    bad = np.flatnonzero(np.isnan(array) | (array < 0))
    _fail(bad.size > 0, f"{what} : valeur manquante ou négative au rang {bad[0] if bad.size else ''}.")
    return array


def _finite_vector(values: ArrayLike, size: int, what: str, of_what: str) -> Floats:
    array = _vector(values, size, what, of_what)
    bad = np.flatnonzero(np.isinf(array))
    _fail(bad.size > 0, f"{what} : valeur infinie au rang {bad[0] if bad.size else ''}.")
    return array


def _columns(indices: Iterable[int], size: int, what: str) -> Bools:
    mask = np.zeros(size, dtype=bool)
    for index in indices:
        right = isinstance(index, int | np.integer) and not isinstance(index, bool | np.bool_)
        _fail(
            not right or not 0 <= index < size,
            f"{what} : « {index} » n’est pas un lieu (rangs de 0 à {size - 1}).",
        )
        mask[index] = True
    return mask


def _positive(value: float | None, what: str, *, zero: bool = False) -> float | None:
    if value is None:
        return None
    value = float(value)
    wrong = not math.isfinite(value) or value < 0 or (value == 0 and not zero)
    least = "positif ou nul" if zero else "strictement positif"
    _fail(wrong, f"{what} : {value} reçu, nombre fini {least} attendu.")
    return value


def _read_floors(floors: Iterable[Floor], demand: Floats) -> tuple[Floor, ...]:
    read = []
    for rank, floor in enumerate(floors, start=1):
        label = floor.label or f"plancher n°\u00a0{rank}"
        mask = np.asarray(floor.mask)
        _fail(
            mask.dtype != np.bool_ or mask.shape != demand.shape,
            f"{label} : le masque doit être un tableau de {demand.size} booléens.",
        )
        _fail(
            not 0 <= floor.share <= 1,
            f"{label} : part {floor.share} reçue, attendue entre 0 et 1.",
        )
        _fail(
            float(demand[mask].sum()) == 0,
            f"{label} : aucune demande dans ce groupe, une part n’y a pas de sens.",
        )
        read.append(Floor(mask, float(floor.share), label))
    return tuple(read)


def read_count(sites: int | None) -> int | None:
    """Check a number of sites."""
    if sites is None:
        return None
    right = isinstance(sites, int | np.integer) and not isinstance(sites, bool | np.bool_)
    _fail(not right or sites < 0, f"Nombre de guichets : {sites} reçu, entier positif attendu.")
    return int(sites)


def _refuse_meaningless(
    model: str,
    *,
    sites: int | None,
    radius: float | None,
    floors: tuple[Floor, ...],
    budget: float | None,
    site_cost: ArrayLike | None,
) -> None:
    if model == "lscp" and sites is not None:
        raise MeaninglessOptionError(
            f"Le modèle lscp cherche lui-même le nombre de guichets : « sites = {sites} » "
            "n’y a pas de sens. Prenez mclp pour un nombre donné."
        )
    if model == "lscp" and floors:
        raise MeaninglessOptionError(
            "Le modèle lscp couvre déjà tout ce qui peut l’être : un plancher n’y ajoute rien. "
            "Prenez mclp avec un nombre de guichets."
        )
    if model in ("mclp", "lscp") and radius is None:
        raise SiteInputError(f"Le modèle {model} demande un rayon (radius).")
    if floors and radius is None:
        raise SiteInputError("Un plancher se mesure à l’intérieur d’un rayon : donnez radius.")
    if (budget is None) != (site_cost is None):
        missing = "site_budget" if budget is None else "site_cost"
        raise SiteInputError(f"Le budget et le coût des lieux vont ensemble : il manque {missing}.")
    if model != "lscp" and sites is None and budget is None:
        raise SiteInputError(f"Le modèle {model} demande un nombre de guichets (sites) ou un budget (site_budget).")


def read_problem(
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
) -> Problem:
    """Check the arguments of :func:`outreach.sites.locate` and hold them together.

    Raises
    ------
    SiteInputError
        When an argument has the wrong shape, sign or content, or one that it needs is missing.
    MeaninglessOptionError
        When the model has no use for an option that was given.
    """
    _fail(
        model not in MODELS,
        f"Modèle « {model} » inconnu : choisissez parmi {', '.join(MODELS)}.",
    )
    matrix = np.asarray(cost, dtype=float)
    _fail(
        matrix.ndim != 2 or 0 in matrix.shape,
        f"Coûts : tableau de points × lieux attendu, forme reçue {matrix.shape}.",
    )
    bad = np.argwhere(np.isnan(matrix) | (matrix < 0))
    _fail(
        bad.size > 0,
        f"Coûts : valeur manquante ou négative (point, lieu) = {tuple(bad[0].tolist()) if bad.size else ''}.",
    )
    points, columns = matrix.shape
    weights = _finite_vector(demand, points, "Demande", "une par point")
    _fail(float(weights.sum()) == 0, "Demande : elle est nulle partout, il n’y a rien à placer.")
    held = _read_floors(floors, weights)
    budget = _positive(site_budget, "Budget", zero=True)
    _refuse_meaningless(model, sites=sites, radius=radius, floors=held, budget=budget, site_cost=site_cost)
    names = tuple(labels) if labels is not None else ()
    _fail(
        labels is not None and len(names) != columns,
        f"Noms des lieux : {columns} attendus, {number(len(names))} reçus.",
    )
    forced = _columns(open_sites, columns, "Lieux imposés")
    closed = _columns(closed_sites, columns, "Lieux exclus")
    there = _columns(existing, columns, "Services existants")
    limit = _positive(time_limit, "Durée de calcul")
    assert limit is not None
    problem = Problem(
        model=cast(Model, model),
        cost=matrix,
        demand=weights,
        count=read_count(sites),
        radius=_positive(radius, "Rayon", zero=True),
        forced=forced,
        closed=closed,
        existing=there,
        capacity=None if capacity is None else _vector(capacity, columns, "Capacité", "une par lieu"),
        budget=budget,
        site_cost=np.zeros(columns)
        if site_cost is None
        else _finite_vector(site_cost, columns, "Coût des lieux", "un par lieu"),
        floors=held,
        time_limit=limit,
        labels=names,
    )
    for other, word in ((forced, "imposé"), (closed, "exclu")):
        for column in np.flatnonzero(there & other):
            raise SiteInputError(
                f"{problem.name(int(column))} est un service existant : il ne peut pas être aussi {word}."
            )
    return problem
