"""How many people of a public live in each inhabited cell: what a desk can reach."""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from data import store
from data.formats import enumerate_words, typography
from geo import territory
from indicators.errors import UnknownPublic
from indicators.publics import PUBLICS
from indicators.values import MASKED, values

GRID_SOURCE = "Insee, Filosofi carroyé à 200 m, 2019"
# The Caf hides a count under 5: a hidden one is at most 4.
MASKED_AT_MOST = 4.0


@dataclass(frozen=True)
class Demand:
    """The demand of a public on the inhabited cells.

    Attributes
    ----------
    key, label, unit : str
        What is counted, in French.
    value : float[n]
        One number a cell, in the order of `Territory.cells`.
    estimated : bool
        True when it is spread from the communes' counts.
    method : str
        How it was had, one French sentence for the screen.
    source : str
        Producers, datasets, vintages.
    """

    key: str
    label: str
    unit: str
    value: NDArray[np.float64]
    estimated: bool
    method: str
    source: str

    @property
    def total(self) -> float:
        """The sum over the cells."""
        return float(self.value.sum())


# Public: column of the cells, unit, what the column is.
_COLUMNS = {
    "population": ("ind", "habitants", "Toute la population"),
    "menages_pauvres": ("men_pauv", "ménages pauvres", "Ménages pauvres"),
    "jeunes": ("ind_18_24", "jeunes de 18 à 24 ans", "Jeunes"),
    "monoparents": ("men_fmp", "ménages monoparentaux", "Familles monoparentales"),
    "seniors": ("ind_65_plus", "personnes de 65 ans ou plus", "Seniors"),
}
# Spread of a commune's count over its cells: the Caf's households like the poor households, jobseekers
# like the people under 65. A hypothesis, listed in docs/hypotheses.md.
_SPREAD = {"foyers_rsa": "poor", "foyers_ppa": "poor", "demandeurs_emploi": "working"}

KEYS = ("jeunes", "monoparents", "rsa_ppa_de", "seniors", "non_recours", "menages_pauvres", "population")


def demand(key: str) -> Demand:
    """Return the demand of a public, expected non-take-up, poor households or the whole population, on the cells.

    Raises
    ------
    UnknownPublic
    """
    if key not in KEYS:
        raise UnknownPublic(key)
    return _demand(key, store.fingerprint())


def of_publics() -> list[Demand]:
    """Return the demand of each of the four publics, in their order."""
    return [demand(public.key) for public in PUBLICS]


@lru_cache(maxsize=16)
def _demand(key: str, fingerprint: str) -> Demand:
    if key == "rsa_ppa_de":
        return _recipients_and_jobseekers()
    if key == "non_recours":
        return _expected_non_take_up()
    column, unit, label = _COLUMNS[key]
    value = territory.load().cells[column].to_numpy(dtype=float)
    method = "Compté dans les carreaux habités de 200 m ; une partie des carreaux est imputée par l’Insee."
    if key == "jeunes":
        method = "Les carreaux comptent les 18-24 ans : les 16-17 ans et les 25 ans n’y sont pas. " + method
    return Demand(key, label, unit, value, False, method, GRID_SOURCE)


def _recipients_and_jobseekers() -> Demand:
    cells = territory.load().cells
    commune = cells["commune"].to_numpy()
    spread = {
        "poor": cells["men_pauv"].to_numpy(dtype=float),
        "working": (cells["ind"] - cells["ind_65_plus"]).clip(lower=0).to_numpy(dtype=float),
    }
    total = np.zeros(len(cells))
    sources = []
    counted = any(values(indicator, "commune").known.any() for indicator in _SPREAD)
    for indicator, weight in _SPREAD.items():
        total += downscale(commune, spread[weight], cells["men"].to_numpy(dtype=float), indicator)
        sources.append(values(indicator, "commune").indicator.source)
    return Demand(
        "rsa_ppa_de",
        "RSA, prime d’activité, demandeurs d’emploi",
        "situations",
        total,
        True,
        "Estimation : foyers au RSA et à la prime d’activité, répartis dans la commune comme les ménages "
        "pauvres, et demandeurs d’emploi, répartis comme les moins de 65 ans ; un même foyer peut compter "
        "plusieurs fois ; un effectif masqué est estimé, au plus 4 foyers."
        if counted
        else "Aucune estimation : il manque les bénéficiaires et les demandeurs d’emploi par commune.",
        " ; ".join(dict.fromkeys([*sources, GRID_SOURCE])),
    )


def _expected_non_take_up() -> Demand:
    """Spread the expected situations of each commune like its poor households."""
    from indicators.uptake.expected import expected

    found = expected()
    people, _ = found.areas("non_recipients", found.at_a_date)
    cells = territory.load().cells
    benefits = [found.drawn[key].benefit for key in found.at_a_date]
    sources = [values(one.counts, "commune").indicator.source for one in benefits]
    rates = [found.drawn[key].rate.source for key in found.at_a_date]
    return Demand(
        "non_recours",
        "Non-recours attendu",
        "situations de non-recours",
        spread_like(
            cells["commune"].to_numpy(),
            cells["men_pauv"].to_numpy(dtype=float),
            cells["men"].to_numpy(dtype=float),
            dict(zip(found.codes, people.tolist(), strict=True)),
        ),
        True,
        typography(
            f"Estimation : {enumerate_words([one.short for one in benefits])}, non-recours attendu de chaque commune "
            "(bénéficiaires et taux nationaux), réparti comme les ménages pauvres ; un foyer peut compter deux fois."
            if benefits
            else "Aucune estimation : il manque les bénéficiaires par commune ou les taux nationaux."
        ),
        " ; ".join(dict.fromkeys([*sources, *rates, GRID_SOURCE])),
    )


def downscale(
    commune: NDArray[np.str_], weight: NDArray[np.float64], fallback: NDArray[np.float64], indicator: str
) -> NDArray[np.float64]:
    """Spread a count of communes over their cells in proportion to a weight.

    Parameters
    ----------
    commune : str[n]
        The commune of each cell.
    weight, fallback : float[n]
        What the count is spread like; the fallback serves a commune whose weights are all 0.
    indicator : str
        A count at commune level. A hidden count is estimated: the territory's ratio of the published
        counts to their weights, times the commune's weight, at most `MASKED_AT_MOST` for one that its
        producer masks; never read as 0.

    Returns
    -------
    float[n]
        The cells of a published commune add up to its count.
    """
    counts = values(indicator, "commune")
    weights = {code: float(weight[commune == code].sum()) for code in counts.codes}
    published = [code for code, known in zip(counts.codes, counts.known, strict=True) if known]
    ratio = sum(counts.of(code) for code in published) / max(sum(weights[code] for code in published), 1e-9)
    complete = {}
    for code in counts.codes:
        count = counts.of(code)
        if np.isnan(count):
            count = ratio * weights[code]
            if counts.status_of(code) == MASKED:
                count = min(count, MASKED_AT_MOST)
        complete[code] = count
    return spread_like(commune, weight, fallback, complete)


def spread_like(
    commune: NDArray[np.str_], weight: NDArray[np.float64], fallback: NDArray[np.float64], counts: dict[str, float]
) -> NDArray[np.float64]:
    """Spread one number a commune over its cells in proportion to a weight, else to a fallback, float[n]."""
    spread = np.zeros(len(weight))
    for code, count in counts.items():
        inside = commune == code
        shape = weight[inside] if weight[inside].sum() > 0 else fallback[inside]
        if shape.sum() > 0:
            spread[inside] = count * shape / shape.sum()
    return spread
