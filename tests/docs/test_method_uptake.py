"""The worked examples and the hypotheses of expected non-take-up, done again with the functions of the application."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest

from data.formats import number
from indicators.uptake import assumptions, publics
from indicators.uptake import expected as expected_module
from indicators.uptake.assumptions import HALF_WIDTH
from indicators.uptake.composition import local_shares, share_implied, share_of_non_recipients
from indicators.uptake.counts import CAF, CNAM, Rule, complete
from indicators.uptake.expected import DRAWS, expected
from indicators.uptake.model import take_up
from indicators.uptake.rates import Rate, national

Says = Callable[..., None]
Plain = Callable[[str], str]
DOCS = Path(__file__).resolve().parents[2] / "docs"


def test_from_recipients_to_non_recipients(says: Says) -> None:
    """660 recipients at 34 %."""
    rsa = national("rsa")
    assert rsa is not None
    found = take_up(np.array([660.0]), np.ones(1), Rule(1, 1), rsa).value[0]
    says(f"660 / 0,66 = {number(660 / (1 - rsa.value))} foyers y ont droit, {number(found)} ne le reçoivent pas")


def test_unemployment_insurance(says: Says) -> None:
    """Those entitled in a year, shared like the registered jobseekers."""
    of = expected()
    entitled = of.total("entitled", ["assurance_chomage"]).value
    people = of.total("non_recipients", ["assurance_chomage"]).value
    says(f"= {number(entitled)} personnes ayant droit en un an ; à 30 %, {number(people)} ne demandent pas")


def test_rate_of_a_commune(says: Says) -> None:
    """The implied share, then a commune of owners."""
    share = share_implied(0.34, 0.18, 0.57)
    says(f"s = 23 / 39 = {number(100 * share, 0, '%')}")
    one = np.ones((1, 1))
    local = float(local_shares(0.2 * one, 0.5 * one, share, one, 0 * one)[0, 0])
    says(f"soit {number(100 * local, 1, '%')} ; taux : ")
    says(f"× 57 = {number(local * 18 + (1 - local) * 57, 1, '%')}")


def test_masked_counts(says: Says) -> None:
    """A Poisson law cut at 4, and two counts that share 3."""
    law = np.array([1, 2, 2, 4 / 3, 2 / 3])
    says(f"(2 + 4 + 4 + 2,67) / 7 = {number(float((law * np.arange(5)).sum() / law.sum()), 2)} foyer")
    shared = complete(
        np.array([6.0, np.nan, np.nan]),
        np.array([6.0, 1.0, 3.0]),
        Rule(1, 5),
        draws=20_000,
        generator=np.random.default_rng(0),
        total=9,
    )
    assert shared.value[1:] == pytest.approx([0.75, 2.25], abs=0.02)
    says(f"({CAF.hidden_at_most} pour la Caf, {CNAM.hidden_at_most} pour la Cnam)", "0,75 et 2,25 en moyenne")


def test_single_parents(says: Says) -> None:
    """From their share of the recipients to that of the non-recipients."""
    entitled = 0.321 * 0.66 / 0.84
    found = float(share_of_non_recipients(0.321, 0.34, 0.16, np.zeros(1))[0])
    says(f"= {number(100 * entitled, 1, '%')} ; n = 25,2 × 16 / 34 = {number(100 * found, 1, '%')}")
    assert set(publics.KEYS) == {"jeunes", "monoparents", "rsa_ppa_de", "seniors", "autres"}


def test_euros(says: Says) -> None:
    """RSA in a month, in a year, for 340 households."""
    month = assumptions.RSA_EUROS.value
    of_2018 = assumptions.RSA_TOTAL_A_QUARTER / assumptions.RSA_HOUSEHOLDS_A_QUARTER / 3
    says(f"= {number(of_2018, 0, '€')} par mois et par foyer ; × 607,75 / 550,93 = {number(month, 0, '€')}")
    says(f"pendant 12 mois : {number(340 * 12 * month / 1e6, 3)} million d'euros")


def test_intervals(says: Says) -> None:
    """The bounds of the rate, as non-recipients for one recipient."""
    low, middle, high = (Rate(one, one, one, False, 2018, "").odds for one in (0.29, 0.34, 0.39))
    says(f"0,29 / 0,71 = {number(low, 2)} à 0,39 / 0,61 = {number(high, 2)}", f"autour de {number(middle, 2)}")
    says(f"tiré {number(DRAWS)} fois")


def test_rates_that_are_wrong_together(says: Says, monkeypatch: pytest.MonkeyPatch) -> None:
    """The draws of two national rates have in common what the assumption says; their sum is known as written."""
    seen: list[np.ndarray] = []
    monkeypatch.setattr(expected_module, "_drawn", lambda benefit, rate, normal, *rest: seen.append(normal))
    expected_module._expected.__wrapped__("any")
    common = assumptions.SHARED.value
    assert np.corrcoef(seen[0], seen[1])[0, 1] == pytest.approx(common, abs=0.06)
    assert seen[0].std() == pytest.approx(1, abs=0.05)
    together = np.sqrt(300**2 + 400**2 + 2 * common * 300 * 400)
    says(f"√(300² + 400² + 2 × {number(common, 1)} × 300 × 400) = {number(float(together))} près, et non à 500")


def _valued() -> Iterator[tuple[str, str]]:
    """Yield the row of each assumption, and its value as the document must write it."""
    for key, one in HALF_WIDTH.items():
        rate = national(key)
        assert rate is not None
        yield one.row, f"| {number(one.value)} points de part et d'autre de {number(100 * rate.value)} % |"
    yield assumptions.OF_PROFILE.row, f"| {number(assumptions.OF_PROFILE.value)} points |"
    yield assumptions.SHARED.row, f"| {_short(assumptions.SHARED.value)} |"
    for one in (assumptions.OF_TERRITORY, assumptions.OF_COMMUNE, assumptions.OF_SHARES):
        yield one.row, f"| écart type de {_short(one.value)} sur le logarithme |"
    elasticity = assumptions.ELASTICITY
    between = f"de {_short(elasticity.low)} à {_short(elasticity.high)}"
    yield elasticity.row, f"| élasticité de {_short(elasticity.value)} ; {between} |"
    yield assumptions.LONE_PARENTS_RSA.row, f"| {number(100 * assumptions.LONE_PARENTS_RSA.value, 1)} % |"
    lone, young = (number(100 * one.value) for one in (assumptions.LONE_PARENTS_PPA, assumptions.YOUNG_PPA))
    yield assumptions.YOUNG_PPA.row, f"| {lone} % de monoparents, {young} % de moins de 25 ans |"
    entitled = assumptions.ENTITLED_A_YEAR
    bounds = f"de {number(entitled.low)} à {number(entitled.high)}"
    registered = number(assumptions.REGISTERED.value)
    yield entitled.row, f"| {number(entitled.value)} ; {bounds}, pour {registered} inscrits |"
    for one in assumptions.EUROS.values():
        yield one.row, f"| {number(one.value)} € ; de {number(one.low)} à {number(one.high)} € |"


def test_hypotheses_have_the_values_of_the_code(plain: Plain) -> None:
    """A value changed in the code must be changed in the document, and every assumption has its row."""
    text = plain((DOCS / "hypotheses.md").read_text(encoding="utf-8"))
    rows = {row.split("|")[1].strip(): row for row in text.splitlines() if re.match(r"\| U\d+ \|", row)}
    found = dict(_valued())
    assert set(found) == {f"U{rank}" for rank in range(1, 16)}
    for name, value in found.items():
        assert plain(value) in rows[name], name


def _short(value: float) -> str:
    return f"{value:g}".replace(".", ",")
