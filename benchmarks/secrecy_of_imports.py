"""How long the imports of a real analysis of needs take to protect: `python -m benchmarks.secrecy_of_imports`.

Columns drawn at random from a fixed seed on the territory's own IRIS, communes and neighbourhoods: each count by IRIS
with its sexes and four classes of age, the same by commune in another file, its rates, and every file again with a
correction. Beside it, in the same run, what hiding the small counts alone would leave open.
"""

from dataclasses import replace
from time import perf_counter

import numpy as np
import pandas as pd

from indicators.imported import cells as table
from indicators.imported import ground, relations
from indicators.imported.columns import Column, public
from indicators.imported.release import release
from indicators.secrecy import audit
from indicators.secrecy.rules import RULES

SEED = 20241201
AGES = ("0_17", "18_39", "40_64", "65")


def column(step: int, level: str, name: str, values: "pd.Series[float]", *, rate: bool = False) -> Column:
    """Return one column of a file."""
    nature, rule, decimals = ("taux", "", 1) if rate else ("effectif", "importe", 0)
    return Column(step, True, level, f"d{step}_{name}", name, nature, rule, values.astype(float), {}, decimals)


def draw(subjects: int) -> list[Column]:
    """Draw the files: by IRIS, then by commune, then by IRIS corrected."""
    rng = np.random.default_rng(SEED)
    place = ground.load()
    codes = [code for codes in place.iris.values() for code in codes] + list(place.same)
    commune = pd.Series({code: of for of, own in place.iris.items() for code in own} | dict(place.same))[codes]
    found: list[Column] = []
    for at in range(subjects):
        everybody = pd.Series(rng.poisson(rng.gamma(1.0, 60, len(codes))), index=codes)
        women = pd.Series(rng.binomial(everybody, 0.52), index=codes)
        ages = pd.DataFrame([rng.multinomial(n, (0.2, 0.3, 0.3, 0.2)) for n in everybody], index=codes, columns=AGES)
        homes = everybody * 4 + rng.integers(50, 100, len(codes))
        found += [
            column(0, "iris", f"s{at}", everybody),
            column(0, "iris", f"s{at}_f", women),
            column(0, "iris", f"s{at}_h", everybody - women),
            *(column(0, "iris", f"s{at}_{age}", ages[age]) for age in AGES),
            column(0, "iris", f"s{at}_menages", homes),
            column(0, "iris", f"s{at}_taux", (100 * everybody / homes).round(1), rate=True),
            column(1, "commune", f"s{at}_commune", everybody.groupby(commune.to_numpy()).sum()),
        ]
        corrected = everybody.copy()
        corrected.iloc[at % len(codes)] += 3
        found.append(column(2, "iris", f"s{at}", corrected))
    older = {one.name for one in found if one.step == 2}
    return [replace(one, in_use=one.step != 0 or one.name not in older) for one in found]


def small_alone(columns: list[Column]) -> tuple[int, int]:
    """Return the small counts, and those that are open when they alone are hidden."""
    place = ground.load()
    threshold = RULES["importe"].threshold
    counts = [one for one in columns if one.under_rule]
    made = table.build(counts, relations.measures(counts, place), relations.sums(counts), place)
    codes = list(made.value)
    hidden = [0 < made.value[code] < threshold for code in codes]
    frame = pd.DataFrame(
        {
            "cell": codes,
            "value": [made.value[code] for code in codes],
            "status": ["primaire" if one else "publié" for one in hidden],
        }
    )
    found = audit(frame, {"cell": table.trees(made.equations)}, threshold=threshold)
    return sum(hidden), int(found["open"].sum())


def main() -> None:
    """Print what each size takes."""
    known = public()
    for subjects in (1, 4, 8):
        columns = draw(subjects)
        began = perf_counter()
        made = release([*columns, *known], ground.load())
        seconds = perf_counter() - began
        small, left_open = small_alone(columns)
        print(
            f"{len(columns)} columns, {sum(len(one.values) for one in columns)} figures: {seconds:.1f} s; "
            f"{made.few} small counts and {made.others} others hidden, {made.rates} rates, "
            f"{made.kept_whole} groups hidden whole\n"
            f"  hiding the {small} small counts alone leaves {left_open} of them open",
            flush=True,
        )


if __name__ == "__main__":
    main()
