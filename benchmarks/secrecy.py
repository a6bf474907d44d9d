"""How long secrecy takes, beside the usual way in the same run: `python -m benchmarks.secrecy`.

The table is the territory's own shape (IRIS in communes in the CUA, by the four publics, which overlap) with counts
drawn at random from a fixed seed. The audit is timed beside one linear program after another: the same program over
the whole table, built anew by `scipy.optimize.linprog` (HiGHS) for each end of each hidden cell. The choice of
cells is compared with the usual heuristic, which protects one secret after another (Kelly, Golden and Assad, 1992).
"""

from dataclasses import dataclass
from time import perf_counter

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.optimize import linprog

from geo import territory
from indicators.publics import PUBLICS
from indicators.secrecy import PUBLISHED, Tree, audit, protect, tabulate
from indicators.secrecy.cuts import Problem
from indicators.secrecy.hierarchy import read_hierarchy
from indicators.secrecy.insiders import find_insiders
from indicators.secrecy.repair import Repairer
from indicators.secrecy.sensitivity import Settings, find_sensitive
from indicators.secrecy.table import read_table

THRESHOLD = 11
SEED = 20241201
SAMPLE = 30
"""Hidden cells that the peer is timed on; its time for all of them is taken in proportion."""


@dataclass(frozen=True)
class Case:
    """One table."""

    name: str
    cells: pd.DataFrame
    hierarchy: dict[str, Tree | tuple[Tree, ...]]


def draw(name: str, *, respondents: int, benefits: int = 0) -> Case:
    """Draw respondents over the IRIS and publics, and tabulate them."""
    rng = np.random.default_rng(SEED)
    place = territory.load()
    iris = list(place.iris)
    share = rng.lognormal(0, 0.8, len(iris))
    chosen = rng.choice(len(iris), respondents, p=share / share.sum())
    publics = [public.key for public in PUBLICS]
    in_public = rng.random((respondents, len(publics))) < rng.uniform(0.15, 0.45, len(publics))
    people = pd.DataFrame(
        {
            "area": [f"IRIS {iris[at]}" for at in chosen],
            "public": [tuple(key for key, there in zip(publics, row, strict=True) if there) for row in in_public],
        }
    )
    inside = {f"IRIS {code}": area.commune for code, area in place.iris.items()}
    hierarchy: dict[str, Tree | tuple[Tree, ...]] = {
        "area": Tree({**inside, **dict.fromkeys(place.communes, "CUA")}),
        "public": tuple(Tree({key: "ensemble"}, whole=False) for key in publics),
    }
    if benefits:
        people["benefit"] = rng.choice([f"droit {at}" for at in range(benefits)], respondents)
        hierarchy["benefit"] = Tree({f"droit {at}": "tous" for at in range(benefits)})
    return Case(name, tabulate(people, hierarchy), hierarchy)


def one_after_another(case: Case, hidden: NDArray[np.bool_], cells: NDArray[np.intp]) -> NDArray[np.float64]:
    """Solve the whole program anew for each end of each cell."""
    table = read_table(case.cells, read_hierarchy(case.hierarchy))
    # The remainders of the publics come after the cells, and are never shown.
    out = np.append(hidden, np.ones(table.value.size - hidden.size, dtype=bool))
    low, high = np.where(out, 0.0, table.value), np.where(out, np.inf, table.value)
    ends = np.empty((cells.size, 2))
    for row, cell in enumerate(cells):
        for side, sign in enumerate((1.0, -1.0)):
            goal = np.zeros(table.value.size)
            goal[cell] = sign
            answer = linprog(
                goal, A_eq=table.matrix, b_eq=np.zeros(table.matrix.shape[0]), bounds=np.column_stack([low, high])
            )
            ends[row, side] = np.inf if answer.status == 3 else sign * answer.fun
    return ends


def one_secret_at_a_time(case: Case) -> float:
    """Return the cost of protecting one secret after another."""
    table = read_table(case.cells, read_hierarchy(case.hierarchy))
    sensitivity = find_sensitive(table, Settings(THRESHOLD))
    always = sensitivity.primary | table.latent
    cost = np.maximum(table.units, 1.0)
    problem = Problem(table, sensitivity, cost, 0.0, always, ~always, find_insiders(table, sensitivity))
    hidden = Repairer(problem).complete(always)
    return float(cost[hidden & problem.open].sum())


def report(case: Case) -> None:
    """Print what one table takes."""
    began = perf_counter()
    protection = protect(case.cells, case.hierarchy, threshold=THRESHOLD, time_limit=60)
    seconds = perf_counter() - began
    proof = protection.attrs["secrecy"]
    hidden = (protection["status"] != PUBLISHED).to_numpy()
    audited = audit(protection)
    audits = []
    for _ in range(3):
        began = perf_counter()
        audit(protection)
        audits.append(perf_counter() - began)
    sample = np.random.default_rng(0).choice(np.flatnonzero(hidden), min(SAMPLE, int(hidden.sum())), replace=False)
    began = perf_counter()
    ends = one_after_another(case, hidden, sample)
    peer = (perf_counter() - began) * hidden.sum() / sample.size
    names = list(case.hierarchy)
    ours = audited.set_index(names).loc[list(case.cells.iloc[sample][names].itertuples(index=False, name=None))]
    same = np.allclose(ours["low"], np.ceil(ends[:, 0] - 1e-6)) and np.allclose(
        ours["high"], np.floor(ends[:, 1] + 1e-6)
    )
    greedy = one_secret_at_a_time(case)
    print(
        f"{case.name}: {len(case.cells)} cells, {hidden.sum()} hidden, {int(audited['open'].sum())} open\n"
        f"  protect {seconds:.2f} s, loss {proof.cost:.0f}, "
        f"{'proven least' if proof.proven else f'gap {proof.gap:.1%}'}; "
        f"one secret after another loses {greedy:.0f} ({greedy / max(proof.cost, 1):.2f}×)\n"
        f"  audit {min(audits):.3f} s; one program after another {peer:.1f} s "
        f"(from {sample.size} cells), {peer / min(audits):.0f}×; same intervals: {same}",
        flush=True,
    )


def main() -> None:
    """Print what each table takes."""
    report(draw("IRIS × publics, 1 500 respondents", respondents=1_500))
    report(draw("IRIS × publics, 6 000 people", respondents=6_000))
    report(draw("IRIS × publics × 3 benefits, 20 000 people", respondents=20_000, benefits=3))


if __name__ == "__main__":
    main()
