"""A fictitious territory's imports, with counts of a few people: the barometer, and tables at three levels."""

from datetime import date

import numpy as np

from data import store
from data.importers import abse, commit, kinds

TODAY = date(2026, 11, 24)


def load_barometer() -> None:
    """Import the fictitious barometer."""
    barometer = kinds.get("barometer")
    example = barometer.example()
    assert example is not None
    commit.commit(barometer.prepare({"exemple.xlsx": example}, {"today": TODAY}), partial=True)


def load_first() -> None:
    """Import the tables of a fictitious analysis of needs: by IRIS, by commune, by priority neighbourhood."""
    iris = store.read("iris").sort_values("code")
    everybody, women, homes = _people(len(iris))
    lines = ["IRIS;Zeta tous;Zeta femmes;Zeta hommes;Zeta menages;Zeta taux (%)"]
    for code, a, b, c in zip(iris["code"], everybody, women, homes, strict=True):
        lines.append(f"{code};{a};{b};{a - b};{c};{100 * a / c:.1f}".replace(".", ","))
    _take("Analyse IRIS", lines)
    _take("Analyse communes", _by_commune(0))
    of = dict(zip(iris["code"], everybody, strict=True))
    quarters = store.read_plain("qpv", ["code", "iris_inferred"])
    inside = {
        code: max(0, of[text.split(";")[0]] - 4)
        for code, text in zip(quarters["code"], quarters["iris_inferred"], strict=True)
    }
    _take(
        "Analyse quartiers", ["Quartier prioritaire;Zeta tous", *(f"{code};{count}" for code, count in inside.items())]
    )


def load_corrected() -> None:
    """Import the table by commune again, one commune corrected."""
    _take("Analyse communes", _by_commune(13))


def _people(size: int) -> "tuple[np.ndarray, np.ndarray, np.ndarray]":
    draw = np.random.default_rng(20_261_124)
    everybody = draw.poisson(draw.gamma(0.9, 45, size))
    return everybody, draw.binomial(everybody, 0.5), everybody * 3 + draw.integers(40, 90, size)


def _by_commune(more: int) -> list[str]:
    """Return the table by commune, with some more people in the largest one."""
    iris = store.read("iris").sort_values("code")
    everybody, _, _ = _people(len(iris))
    counts = iris.assign(tous=everybody).groupby("commune")["tous"].sum()
    counts[counts.idxmax()] += more
    return ["code;Zeta ensemble", *(f"{code};{count}" for code, count in counts.items())]


def _take(name: str, lines: list[str]) -> None:
    made = abse.prepare({"t.csv": "\n".join(lines).encode()}, {"today": TODAY, "name": name})
    assert made.refused == 0, made.remarks
    commit.commit(made)
