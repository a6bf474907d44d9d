"""Plans whose answers are known by hand, and what a plan says of itself."""

import math
from dataclasses import FrozenInstanceError

import numpy as np
import pytest

from data.formats import NARROW
from outreach.sites import Floor, locate


def grid(side):
    """Lay one inhabitant on each node of a square grid, streets along its edges, a place on every node."""
    x, y = np.divmod(np.arange(side * side), side)
    return np.abs(x[:, None] - x) + np.abs(y[:, None] - y) + 0.0, np.ones(side * side)


def road(*positions, places):
    """Lay points and places along a straight road."""
    return np.abs(np.array(positions)[:, None] - np.array(places)) + 0.0


def test_one_median_of_a_square_grid_is_its_centre():
    """On 3 × 3, the centre is one step from four nodes and two from the four corners: 12 in all."""
    cost, demand = grid(3)
    plan = locate(cost, demand, model="p-median", sites=1)
    assert (plan.sites, plan.objective, plan.bound, plan.proven) == ((4,), 12.0, 12.0, True)
    assert plan.mean_cost == pytest.approx(12 / 9)


def test_one_center_of_a_square_grid_is_its_centre():
    """On 5 × 5, the corners are four steps from the centre and further from any other node."""
    cost, demand = grid(5)
    plan = locate(cost, demand, model="p-center", sites=1)
    assert (plan.sites, plan.objective, plan.proven) == ((12,), 4.0, True)
    assert plan.worst_cost == 4.0


def test_one_site_of_a_square_grid_covers_most_from_inside():
    """Within one step, an inner node of a grid covers itself and four neighbours."""
    cost, demand = grid(3)
    plan = locate(cost, demand, model="mclp", sites=1, radius=1)
    assert (plan.sites, plan.objective) == ((4,), 5.0)
    assert plan.covered.tolist() == [False, True, False, True, True, True, False, True, False]
    assert plan.covered_share == pytest.approx(5 / 9)


@pytest.mark.parametrize(("side", "fewest"), [(2, 2), (3, 3), (4, 4), (5, 7), (6, 10), (7, 12)])
def test_fewest_sites_within_one_step_are_the_domination_number_of_the_grid(side, fewest):
    """The published domination numbers of square grids (Jacobson and Kinch 1984) are found."""
    cost, demand = grid(side)
    plan = locate(cost, demand, model="lscp", radius=1)
    assert plan.objective == len(plan.sites) == fewest
    assert plan.covered.all()


def test_the_median_follows_the_weight_and_the_center_does_not():
    """A large town pulls the median; the center stands midway whatever the weights."""
    cost = road(0, 4, 10, places=(0, 4, 5, 10))
    assert locate(cost, [100, 1, 1], model="p-median", sites=1).sites == (0,)
    assert locate(cost, [100, 1, 1], model="p-center", sites=1).sites == (2,)


def test_points_without_demand_do_not_move_the_center():
    """An uninhabited point far away is assigned, but not counted in the worst cost."""
    cost = road(0, 2, 50, places=(0, 1, 2))
    plan = locate(cost, [1, 1, 0], model="p-center", sites=1)
    assert (plan.sites, plan.objective) == ((1,), 1.0)
    assert plan.assignment.tolist() == [1, 1, 1]


def test_a_point_at_the_radius_is_covered():
    """The radius is inclusive."""
    cost = road(0, 15, places=(0,))
    assert locate(cost, [1, 1], model="mclp", sites=1, radius=15).objective == 2
    assert locate(cost, [1, 1], model="mclp", sites=1, radius=14.99).objective == 1


def test_forced_sites_are_opened_and_excluded_ones_are_not():
    """Locks hold even when they cost the objective."""
    cost = road(0, 10, 20, places=(0, 10, 20))
    plan = locate(cost, [5, 9, 5], model="p-median", sites=1, open_sites=[0])
    assert plan.sites == (0,)
    assert locate(cost, [5, 9, 5], model="p-median", sites=1, closed_sites=[1]).sites in {(0,), (2,)}


def test_existing_services_serve_but_do_not_count():
    """A service that is already there leaves the new desk for those that it does not reach."""
    cost = road(0, 0, 20, places=(0, 20))
    plan = locate(cost, [9, 9, 1], model="p-median", sites=1, existing=[0])
    assert (plan.sites, plan.existing, plan.objective) == ((1,), (0,), 0.0)
    assert plan.assignment.tolist() == [0, 0, 1]
    assert plan.load.tolist() == [18.0, 1.0]


def test_no_site_beside_existing_services_tells_how_things_stand():
    """Zero desks give the state before, to be compared with the state after."""
    cost = road(0, 5, 20, places=(0, 20))
    before = locate(cost, [1, 1, 1], model="mclp", sites=0, radius=6, existing=[0])
    assert (before.sites, before.objective, before.why) == ((), 2.0, ())
    after = locate(cost, [1, 1, 1], model="mclp", sites=1, radius=6, existing=[0])
    assert after.objective == 3.0


def test_demand_that_no_place_reaches_is_counted_apart():
    """An island is assigned to no site, and does not move the median of the others."""
    cost = np.array([[0.0, 3.0], [3.0, 0.0], [math.inf, math.inf]])
    plan = locate(cost, [2, 1, 7], model="p-median", sites=1)
    assert (plan.sites, plan.objective) == ((0,), 3.0)
    assert plan.assignment.tolist() == [0, 0, -1]
    assert plan.unreached_demand == 7.0
    assert plan.covered.tolist() == [True, True, False]
    assert locate(cost, [2, 1, 7], model="p-center", sites=1).objective == 3.0


def test_median_reaches_as_many_as_it_can_before_it_saves_minutes():
    """With one site for two valleys, the larger valley is served although the smaller would be nearer."""
    cost = np.array([[9.0, math.inf], [9.0, math.inf], [math.inf, 0.0]])
    plan = locate(cost, [1, 1, 1], model="p-median", sites=1)
    assert (plan.sites, plan.objective, plan.unreached_demand) == ((0,), 18.0, 1.0)


def test_a_budget_alone_opens_what_it_can_pay_and_nothing_useless():
    """Two cheap sites beat a dear one; a third that brings nothing stays closed though it is paid for."""
    cost = road(0, 10, 20, places=(0, 10, 20, 10))
    plan = locate(cost, [5, 5, 5], model="mclp", radius=1, site_budget=10, site_cost=[3, 9, 3, 4])
    assert plan.sites == (0, 2, 3)
    plan = locate(cost, [5, 0, 5], model="mclp", radius=1, site_budget=10, site_cost=[3, 9, 3, 4])
    assert plan.sites == (0, 2)


def test_a_budget_beside_a_number_holds_both():
    """Exactly two sites are opened, the best two that the budget can pay."""
    cost = road(0, 10, 20, places=(0, 10, 20))
    plan = locate(cost, [5, 9, 5], model="mclp", sites=2, radius=1, site_budget=6, site_cost=[3, 4, 3])
    assert (plan.sites, plan.objective) == ((0, 2), 10.0)


def test_a_floor_keeps_a_small_commune_from_being_forgotten():
    """Without the floor the one desk goes to the town; with it, to the hamlet."""
    cost = road(0, 50, places=(0, 50))
    hamlet = Floor(np.array([False, True]), 0.5, "Hameau")
    assert locate(cost, [90, 10], model="mclp", sites=1, radius=5).sites == (0,)
    plan = locate(cost, [90, 10], model="mclp", sites=1, radius=5, floors=[hamlet])
    assert (plan.sites, plan.objective) == ((1,), 10.0)
    assert locate(cost, [90, 10], model="p-median", sites=1, radius=5, floors=[hamlet]).sites == (1,)


def test_capacities_split_the_demand_of_a_point():
    """A desk for 6 of 10 people leaves 4 to the next one, and each serves what it can."""
    cost = road(0, places=(0, 5))
    plan = locate(cost, [10], model="p-median", sites=2, capacity=[6, 6])
    assert plan.objective == pytest.approx(20.0)
    assert plan.load == pytest.approx([6.0, 4.0])
    assert plan.assignment.tolist() == [0]
    assert plan.served == pytest.approx([1.0])


def test_covering_with_capacities_counts_only_the_demand_that_is_served():
    """A desk near 10 people that can receive 6 serves 6; the point is not wholly covered."""
    cost = road(0, 0, places=(0,))
    plan = locate(cost, [10, 0], model="mclp", sites=1, radius=1, capacity=[6])
    assert plan.objective == pytest.approx(6.0)
    assert plan.covered.tolist() == [False, True]
    assert plan.unreached_demand == pytest.approx(4.0)
    assert plan.contribution == pytest.approx([6.0])


def test_fewest_sites_with_capacities_open_a_second_one_at_the_same_spot():
    """Ten people need two desks of six."""
    cost = road(0, places=(0, 1, 40))
    plan = locate(cost, [10], model="lscp", radius=2, capacity=[6, 6, 99])
    assert (plan.sites, plan.objective, plan.proven) == ((0, 1), 2.0, True)


def test_the_center_with_capacities_sends_some_further():
    """When the near desk is full, the worst cost is that of the next one."""
    cost = road(0, places=(0, 7))
    assert locate(cost, [10], model="p-center", sites=2, capacity=[10, 10]).objective == 0
    plan = locate(cost, [10], model="p-center", sites=2, capacity=[6, 10])
    assert plan.objective == 7
    assert plan.contribution == pytest.approx([0.0, math.inf])


def test_contribution_is_what_is_lost_without_the_site():
    """Alone removed, each site loses what its neighbours cannot take over."""
    cost = road(0, 10, 30, places=(0, 10, 30))
    median = locate(cost, [5, 4, 3], model="p-median", sites=3)
    assert median.contribution.tolist() == [50.0, 40.0, 60.0]
    center = locate(cost, [5, 4, 3], model="p-center", sites=3)
    assert center.contribution.tolist() == [10.0, 10.0, 20.0]
    cover = locate(cost, [5, 4, 3], model="mclp", sites=3, radius=12)
    assert cover.contribution.tolist() == [0.0, 0.0, 3.0]
    alone = locate(cost, [5, 4, 3], model="p-median", sites=1)
    assert alone.contribution.tolist() == [math.inf]


def test_each_site_has_a_french_sentence_with_its_name_and_numbers():
    """The sentence names the place, what is lost without it, and how many are nearest to it."""
    cost = road(0, 10, 40, places=(0, 10, 40))
    plan = locate(
        cost,
        [420, 1234, 30],
        model="mclp",
        sites=2,
        radius=15,
        open_sites=[2],
        labels=["Mairie de Tilloy", "Médiathèque d’Arras", "Mairie de Boiry"],
    )
    first, second = (sentence.replace(NARROW, "_").replace("\u00a0", "_") for sentence in plan.why)
    assert first == (
        "Médiathèque d’Arras_: sans ce guichet, environ 1_700 personnes ne seraient plus à 15_minutes au plus_; "
        "il est le plus proche pour environ 1_700 personnes."
    )
    assert second == (
        "Mairie de Boiry_: lieu imposé_; sans ce guichet, environ 30 personnes ne seraient plus à 15_minutes "
        "au plus_; il est le plus proche pour environ 30 personnes."
    )


@pytest.mark.parametrize(
    ("model", "options", "words"),
    [
        ("p-median", {"sites": 2}, "le trajet moyen passerait de 0_km à 4,3_km"),
        ("p-median", {"sites": 1}, "une partie de la demande ne pourrait plus atteindre un guichet"),
        ("p-center", {"sites": 2}, "le trajet le plus long passerait de 0_km à 10_km"),
        ("lscp", {"radius": 10}, "environ 7 jeunes ne seraient plus à 10_km au plus"),
        ("mclp", {"radius": 10, "sites": 2}, "aucune demande ne dépend de lui seul pour être à 10_km au plus"),
        ("mclp", {"radius": 1, "sites": 2, "capacity": [2, 2]}, "environ 2 jeunes n’auraient plus de place"),
    ],
)
def test_the_sentence_speaks_of_the_model_s_own_objective(model, options, words):
    """Minutes for the median and the center, people for coverage; the caller names both units."""
    cost = road(0, 10, places=(0, 10))
    plan = locate(cost, [4, 3], model=model, unit="km", people="jeunes", **options)
    assert any(words in sentence.replace("\u00a0", "_") for sentence in plan.why)


def test_a_plan_cannot_be_changed():
    """Neither its fields nor its arrays."""
    plan = locate(*grid(2), model="p-median", sites=1)
    with pytest.raises(FrozenInstanceError):
        plan.objective = 0.0
    with pytest.raises(ValueError, match="read-only"):
        plan.assignment[0] = 3


def town(points, places, seed=0):
    """Draw a town that is too large to be solved by trying."""
    rng = np.random.default_rng(seed)
    at, to = rng.random((points, 2)), rng.random((places, 2))
    cost = np.hypot(*(at[:, None, :] - to[None, :, :]).transpose(2, 0, 1)) * 30
    return cost, rng.integers(0, 40, points).astype(float)


@pytest.mark.parametrize(
    ("model", "options"),
    [
        ("p-median", {"sites": 4}),
        ("p-center", {"sites": 4}),
        ("mclp", {"sites": 4, "radius": 5}),
        ("lscp", {"radius": 8}),
        ("mclp", {"sites": 4, "radius": 6, "capacity": [600.0] * 25}),
    ],
)
def test_the_same_question_has_the_same_answer(model, options):
    """Two runs give the same sites, assignment, bound and sentences."""
    cost, demand = town(150, 25)
    one, two = (locate(cost, demand, model=model, **options) for _ in range(2))
    assert one.proven
    assert (one.sites, one.objective, one.bound, one.why) == (two.sites, two.objective, two.bound, two.why)
    assert one.assignment.tolist() == two.assignment.tolist()


@pytest.mark.parametrize(
    ("model", "options"),
    [("p-median", {"sites": 9}), ("mclp", {"sites": 9, "radius": 4}), ("p-median", {"sites": 9, "capacity": 1})],
)
def test_out_of_time_the_best_plan_so_far_is_handed_back_with_an_honest_bound(model, options):
    """A plan cut short is a whole plan, and its bound stands on the right side of the proven best."""
    cost, demand = town(400, 60, seed=3)
    if "capacity" in options:
        options = {**options, "capacity": np.full(60, demand.sum() / 7)}
    cut = locate(cost, demand, model=model, time_limit=1e-3, **options)
    assert len(cut.sites) == 9
    assert (cut.assignment >= 0).all()
    if "capacity" in options:
        assert cut.bound <= cut.objective
        return
    best = locate(cost, demand, model=model, **options)
    assert best.proven
    sign = -1 if model == "mclp" else 1
    assert sign * cut.bound <= sign * best.objective + 1e-6
    assert sign * best.objective <= sign * cut.objective + 1e-6
