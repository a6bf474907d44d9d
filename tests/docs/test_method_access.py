"""The worked examples of minutes, hours and publics, done again with the functions of the application."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from data.formats import about, number
from indicators.values import MASKED, values

Says = Callable[..., None]
Plain = Callable[[str], str]
DOCS = Path(__file__).resolve().parents[2] / "docs"


def test_minutes_of_three_kilometres(says: Says) -> None:
    """The estimate and its bracket by each mode, and the parameters of the table."""
    from geo.travel import MODES, interval, minutes

    parts = []
    for mode in MODES.values():
        estimate = float(minutes([[0, 0]], [[3000, 0]], mode)[0, 0])
        low, high = (float(bound) for bound in interval(estimate, mode))
        parts.append(f"{mode.label_fr}, {number(estimate, 1)} min (de {number(low)} à {number(high)})")
        slow, fast = mode.speed_range
        straight, winding = mode.detour_range
        says(
            f"| {mode.label_fr} | {_short(mode.speed_kmh)} | {_short(slow)} à {_short(fast)} | {_short(mode.detour)} "
            f"| {_short(straight)} à {_short(winding)} | {_short(mode.fixed_minutes)} |"
        )
    says(f"Pour 3 km à vol d'oiseau : {' ; '.join(parts)}")


def _short(value: float) -> str:
    """Write a number with the decimals that it has."""
    return f"{value:g}".replace(".", ",")


def test_minutes_of_a_group(says: Says) -> None:
    """Mean, median, nine tenths, and who is beyond."""
    from geo.access import by_group
    from indicators.reach import minutes_of_share, shares_by

    minutes, people = np.array([4.0, 10.0, 30.0]), np.array([80.0, 15.0, 5.0])
    group = by_group(minutes, people, ["ici"] * 3)["ici"]
    within = float(shares_by(minutes, people, [20])[0])
    assert group.mean is not None
    assert group.median is not None
    says(
        f"moyenne {number(group.mean, 1)} min, médiane {number(group.median)} min, 9 sur 10 en "
        f"{number(minutes_of_share(minutes, people, 0.9))} min, {number(100 * within)} % à 20 min ou moins, "
        f"{number((1 - within) * people.sum())} personnes au-delà"
    )


def test_hours_of_a_week(says: Says) -> None:
    """Hours, and the share outside office hours."""
    from geo.opening import outside_office_share, weekly_hours

    text = "Tu 16:00-19:00; Sa 09:00-11:00"
    outside = outside_office_share(text)
    assert outside is not None
    says(f"`{text}` : {number(weekly_hours(text))} heures par semaine, dont {number(100 * outside)} % hors des heures")


def test_hours_are_shared_among_who_can_come(says: Says) -> None:
    """Two groups, one place; the hours add up to those of the place."""
    from geo.access import floating_catchment
    from indicators.nearest_hours import PER

    shared = floating_catchment([[5.0], [15.0]], [100, 200], [20], bands=[10, 20, 30], weights=[1, 0.68, 0.22])
    near, far = PER * shared
    total = 100 * shared[0] + 200 * shared[1]
    says(
        f"soit {number(near, 1)} h pour 1 000 personnes à 5 min et {number(far, 1)} h à 15 min",
        f"100 × {number(shared[0], 4)} + 200 × {number(shared[1], 4)} = {number(total)}",
    )


def test_cells_beyond_are_grouped_into_zones(says: Says) -> None:
    """Three cells make two zones."""
    from geo.zones import find_zones

    zones = find_zones(
        [100, 300, 2100],
        [100, 300, 100],
        np.array([True, True, True]),
        communes=["Ransart", "Ransart", "Wailly"],
        population=[10, 30, 5],
        minutes=[21, 25, 22],
    )
    assert [zone.name for zone in zones] == ["Ransart", "Wailly"]
    says(
        f"Celle de Ransart a {number(zones[0].population)} habitants, à {number(zones[0].mean_minutes)} min en moyenne"
    )


def test_the_publics_are_counted(plain: Plain) -> None:
    """Totals of the table."""
    from indicators.demand import demand
    from indicators.publics import PUBLICS

    text = plain((DOCS / "methode.md").read_text(encoding="utf-8"))
    labels = {one.key: one.label for one in PUBLICS} | {"menages_pauvres": "Ménages pauvres"}
    labels["rsa_ppa_de"] = "RSA, prime d'activité, demandeurs d'emploi"
    for key, label in labels.items():
        of = demand(key)
        total = about(of.total) if of.estimated else number(of.total)
        row = next(line for line in text.splitlines() if f"| {plain(label)} |" in line)
        assert f"| {plain(total)} | {'estimation' if of.estimated else 'compté'} |" in row


def test_counts_of_a_commune_are_spread_over_its_cells(says: Says) -> None:
    """The most populated cell of Boiry-Saint-Martin."""
    from geo import territory
    from indicators.demand import demand

    cells = territory.load().cells
    inside = (cells["commune"] == "62146").to_numpy()
    rank = int(np.argmax(np.where(inside, cells["ind"], -1)))
    rsa, ppa, jobs = (values(name, "commune").of("62146") for name in ("foyers_rsa", "foyers_ppa", "demandeurs_emploi"))
    working = cells["ind"] - cells["ind_65_plus"]
    poor, all_poor = cells["men_pauv"][rank], cells["men_pauv"][inside].sum()
    young, all_young = working[rank], working[inside].sum()
    says(
        f"{number(rsa)} foyers au RSA, {number(ppa)} à la prime d'activité et {number(jobs)} demandeurs d'emploi",
        f"{number(poor, 1)} ménages pauvres sur {number(all_poor, 1)} et {number(young, 1)} personnes de moins de "
        f"65 ans sur {number(all_young)}",
        f"{number(rsa)} × {number(poor, 1)} / {number(all_poor, 1)} + {number(ppa)} × {number(poor, 1)} / "
        f"{number(all_poor, 1)} + {number(jobs)} × {number(young, 1)} / {number(all_young)} = "
        f"{number(demand('rsa_ppa_de').value[rank], 1)} situations",
    )


def test_a_masked_count_is_estimated_from_the_published_ones(says: Says) -> None:
    """Basseux by the ratio, Écurie capped."""
    from geo import territory
    from indicators.demand import MASKED_AT_MOST, downscale

    cells = territory.load().cells
    commune, poor = cells["commune"].to_numpy(dtype=str), cells["men_pauv"].to_numpy(dtype=float)
    counts = values("foyers_rsa", "commune")
    assert counts.status_of("62085") == counts.status_of("62290") == MASKED
    spread = downscale(commune, poor, cells["men"].to_numpy(dtype=float), "foyers_rsa")
    weights = {code: poor[commune == code].sum() for code in counts.codes}
    published = sum(weights[code] for code, known in zip(counts.codes, counts.known, strict=True) if known)
    total = counts.value[counts.known].sum()
    ratio = total / published
    basseux, ecurie = (float(spread[commune == code].sum()) for code in ("62085", "62290"))
    assert ecurie == pytest.approx(MASKED_AT_MOST)
    says(
        f"ont {number(total)} foyers au RSA pour {number(published)} ménages pauvres, soit {number(ratio, 3)}",
        f"a {number(weights['62085'], 1)} ménage pauvre : {number(basseux, 1)} foyer",
        f"Écurie en a {number(weights['62290'], 1)}, ce qui donnerait {number(ratio * weights['62290'], 1)} : "
        f"elle en reçoit {number(ecurie)}",
    )
