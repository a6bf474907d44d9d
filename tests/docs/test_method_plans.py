"""The worked examples of desks, tours and costs, done again with the functions of the application."""

import datetime as dt
from collections.abc import Callable

from data.formats import enumerate_words, number

Says = Callable[..., None]
VILLAGES = [[0, 4, 5], [4, 0, 1], [5, 1, 0]]
PEOPLE = [100, 10, 10]


def test_desks_of_three_villages(says: Says) -> None:
    """The best plans, and each village's total minutes."""
    from outreach.sites import locate

    alone = [sum(cost * people for cost, people in zip(row, PEOPLE, strict=True)) for row in VILLAGES]
    shortest = locate(VILLAGES, PEOPLE, model="p-median", sites=1)
    covering = [locate(VILLAGES, PEOPLE, model="mclp", sites=number, radius=1) for number in (1, 2)]
    assert shortest.proven
    assert all(plan.proven for plan in covering)
    assert shortest.sites == (0,)
    says(
        f"le trajet total le plus court est de {number(shortest.objective)} minutes, au premier village "
        f"({number(alone[1])} au deuxième, {number(alone[2])} au troisième), soit {number(shortest.mean_cost, 2)} min",
        f"un guichet atteint {number(covering[0].objective)} personnes, deux guichets {number(covering[1].objective)}",
    )


def test_what_each_desk_brings(says: Says) -> None:
    """What the plan of two desks loses without each."""
    from outreach.sites import locate

    people = locate(VILLAGES, PEOPLE, model="mclp", sites=2, radius=1, open_sites=[0, 1]).contribution
    minutes = locate(VILLAGES, PEOPLE, model="p-median", sites=2, open_sites=[0, 1]).contribution
    says(
        f"sans le premier, {number(people[0])} personnes ne seraient plus à 1 minute ; sans le second, "
        f"{number(people[1])}",
        f"ôter le premier ajouterait {number(minutes[0])} minutes, ôter le second {number(minutes[1])}",
    )


def test_before_and_after_a_desk(says: Says) -> None:
    """With a service at kilometre 5, then with the best desk."""
    from outreach.sites import locate

    before = locate(VILLAGES, PEOPLE, model="mclp", sites=0, radius=1, existing=[2])
    after = locate(VILLAGES, PEOPLE, model="mclp", sites=1, radius=1, existing=[2])
    assert after.sites == (0,)
    says(
        f"{number(before.covered_demand)} personnes à 1 minute ou moins, trajet moyen de "
        f"{number(before.mean_cost, 2)} min",
        f"{number(after.covered_demand)} personnes, {number(after.covered_demand - before.covered_demand)} de gagnées",
    )


def test_what_one_more_desk_brings(says: Says) -> None:
    """The curve of the three villages."""
    from outreach.sites import frontier

    rows = frontier(VILLAGES, PEOPLE, model="mclp", sites=[1, 2, 3], radius=1)
    assert rows["gain"].tolist()[2] == 0
    says(
        f"atteignent {enumerate_words([number(value) for value in rows['objective']])} personnes : "
        f"le deuxième en ajoute {number(rows['gain'][1])}, le troisième aucune"
    )


def test_a_tour_of_two_town_halls(says: Says) -> None:
    """Driving, hours of the day, and what two separate trips would take."""
    from outreach.calendar import build_calendar
    from outreach.french_time import clock
    from outreach.tours import Stop, Team, plan_tours

    minutes = [[0, 10, 20], [10, 0, 15], [20, 15, 0]]
    first = Stop("a", "Mairie A", 1, windows={1: ((540, 720),)})
    second = Stop("b", "Mairie B", 2, windows={1: ((810, 1020),), 3: ((810, 1020),)})
    team = Team("Équipe", "CCAS", 0)
    plan = plan_tours([first, second], minutes, build_calendar(dt.date(2026, 1, 5)), [team])
    day = plan.days[0]
    assert plan.proven
    says(
        f"prend {number(day.driving_minutes)} min de route, soit {number(plan.driving_minutes)} min en quatre "
        f"semaines ; deux sorties séparées en prendraient {number(4 * (20 + 40))}",
        f"part à {clock(day.departure)}, tient A de {clock(day.visits[0].start)} à {clock(day.visits[0].end)} et B de "
        f"{clock(day.visits[1].start)} à {clock(day.visits[1].end)}, et rentre à {clock(day.arrival_back)}",
    )
    late = Stop("b", "Mairie B", 2, windows={3: ((810, 1020),)})
    plan = plan_tours([first, late], minutes, build_calendar(dt.date(2026, 5, 4)), [team])
    assert [lost.closure for lost in plan.cancelled] == ["Ascension"]
    says(f"{plan.visits} visites sur {plan.wanted}, et {number(plan.driving_minutes)} min de route")


def test_the_share_of_the_cost(says: Says) -> None:
    """32 half-days, and at most 80 % of them."""
    from indicators.facts import facts
    from reports.committee.boards import Money

    most = facts()["participation_max"].value
    total = Money(32, 150.0, most).total
    assert total is not None
    says(
        f"32 demi-journées à 150 € coûtent {number(total)} € en quatre semaines, dont {number(total * most / 100)} €",
        f"à {number(most)} % du coût",
    )
