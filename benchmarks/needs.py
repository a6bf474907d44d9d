"""How long the robustness of the need index takes, beside a loop over draws: `python -m benchmarks.needs`.

The instance is the territory's own: 66 IRIS, the components of everybody, 5 000 draws of weights, scale, mean, errors
and values that are not published. The peer draws the same, one table of pandas after another, as one writes it first.
"""

from time import perf_counter

import numpy as np
import pandas as pd

from indicators.needs import Choices, robustness
from indicators.needs import study as studied
from indicators.needs.doubt import EXACT, NORMAL, Z95
from indicators.needs.study import TOPS
from indicators.needs.table import NeedTable, need_table

DRAWS = 5_000
AIM = 2.0


def peer(table: NeedTable, draws: int, seed: int) -> pd.DataFrame:
    """Rank the areas under each draw, one table after another."""
    generator = np.random.default_rng(seed)
    frame, doubt, choices = table.frame, table.doubt, Choices()
    signs = pd.Series(table.directions)
    places = []
    for _ in range(draws):
        drawn = frame.copy()
        for row, column in np.argwhere(doubt.law != EXACT):
            low, high, value = doubt.low[row, column], doubt.high[row, column], frame.iat[row, column]
            if doubt.law[row, column] == NORMAL:
                noise = generator.standard_normal()
                drawn.iat[row, column] = max(
                    0.0, value + noise * ((value - low) if noise < 0 else (high - value)) / Z95
                )
            else:
                drawn.iat[row, column] = generator.uniform(low, high)
        scale = generator.choice(choices.normalisations)
        turned = drawn * signs
        if scale == "z":
            scores = 100 + 10 * (turned - turned.mean()) / turned.std(ddof=0)
        elif scale == "rank":
            scores = 1 + 99 * (turned.rank() - 1) / (len(turned) - 1)
        else:
            low, high = (
                (turned.min(), turned.max()) if scale == "minmax" else (turned.quantile(0.05), turned.quantile(0.95))
            )
            scores = 1 + 99 * ((turned - low) / (high - low)).clip(0, 1)
        weights = pd.Series(generator.dirichlet(np.full(len(signs), choices.concentration / len(signs))), signs.index)
        mean = (scores * weights).sum(axis=1)
        how = generator.choice(choices.aggregations)
        if how == "geometric":
            mean = np.exp((np.log(scores) * weights).sum(axis=1))
        elif how == "mpi":
            mean = mean + (((scores.sub(mean, axis=0)) ** 2) * weights).sum(axis=1) / mean
        places.append(mean.rank(ascending=False))
    every = pd.concat(places, axis=1)
    return pd.DataFrame({f"top_{top}": (every <= top).mean(axis=1) for top in TOPS})


def main() -> None:
    """Time both, and print how far their probabilities differ."""
    table = need_table("ensemble", "iris")
    arguments = {"directions": table.directions, "doubt": table.doubt, "draws": DRAWS}
    robustness(table.frame, **(arguments | {"draws": 10}))
    start = perf_counter()
    ours = robustness(table.frame, **arguments)
    ours_seconds = perf_counter() - start
    start = perf_counter()
    studied(table.frame, **arguments)
    with_sobol = perf_counter() - start
    start = perf_counter()
    theirs = peer(table, DRAWS, 0)
    theirs_seconds = perf_counter() - start
    apart = float((ours["top_10"] - theirs["top_10"]).abs().max())
    held = "kept" if ours_seconds < AIM else "missed"
    print(f"{DRAWS} draws, {len(table.codes)} IRIS: {ours_seconds:.2f} s (aim < {AIM:.0f} s, {held})")
    print(f"with Sobol indices: {with_sobol:.2f} s")
    print(f"pandas, one table a draw: {theirs_seconds:.1f} s, {theirs_seconds / ours_seconds:.0f}×")
    print(f"probabilities of the first 10 differ by {apart:.3f} at most")


if __name__ == "__main__":
    main()
