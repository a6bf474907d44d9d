"""What the page of the tours says: true with everything placed, something left out, nothing at all."""

import datetime as dt
from dataclasses import replace

import numpy as np
import pytest

from data.formats import NARROW, NO_BREAK
from outreach.calendar import build_calendar
from outreach.tours import Criterion, Stop, Team, TourPlan, plan_tours
from reports.sentences import tournees as s

MONDAY = dt.date(2026, 11, 30)
EASTER = dt.date(2026, 3, 30)
WEEK = dict.fromkeys(range(5), ((540, 720), (810, 1020)))


def tours(stops: int = 2, teams: int = 1, start: dt.date = MONDAY, minutes: float = 10, **of_all) -> TourPlan:
    """Plan stops that share everything but their name, around one depot."""
    asked = [Stop(f"s{rank}", f"Lieu {rank}", rank, **({"windows": WEEK} | of_all)) for rank in range(1, stops + 1)]
    who = [Team(f"Équipe {rank}", "", 0) for rank in range(1, teams + 1)]
    distance = np.full((stops + 1, stops + 1), 5.0)
    return plan_tours(asked, np.full((stops + 1, stops + 1), minutes), build_calendar(start), who, distance=distance)


def plain(text: str) -> str:
    """A text with ordinary spaces."""
    return text.replace(NARROW, " ").replace(NO_BREAK, " ")


def test_everything_placed_is_told_in_figures_and_proven() -> None:
    """Two desks on one day: eight visits, thirty minutes a week, and the proof."""
    assert plain(s.answer(tours())) == (
        "**2 guichets** tenus par **1 équipe** : **8 visites** en quatre semaines, **2 h de route** (estimation). "
        "Aucun autre arrangement ne fait mieux : c’est prouvé."
    )


def test_one_desk_is_singular() -> None:
    """A single desk is held, not « tenus »."""
    assert "**1 guichet** tenu par **1 équipe** : **4 visites**" in plain(s.answer(tours(1)))


def test_one_visit_is_singular() -> None:
    """A calendar of one visit says « 1 visite »."""
    plan = tours(1)
    alone = replace(plan, days=plan.days[:1])
    assert "**1 visite** en" in plain(s.answer(alone))


def test_team_that_stays_is_counted_as_such() -> None:
    """One desk for two teams: one of the two goes."""
    assert "**1 équipe sur 2**" in plain(s.answer(tours(1, teams=2)))


def test_desks_left_out_are_named() -> None:
    """Three desks that only open on Monday morning: one is held, two are named."""
    answer = plain(s.answer(tours(3, windows={0: ((540, 720),)})))
    assert "**1 guichet sur 3** tenu" in answer
    assert "Sans créneau : Lieu 2 et Lieu 3." in answer or "Sans créneau : Lieu 1 et" in answer


def test_many_desks_left_out_are_counted() -> None:
    """Beyond four names, the others are a number."""
    answer = plain(s.answer(tours(7, windows={0: ((540, 720),)})))
    assert "**1 guichet sur 7**" in answer
    assert "et 2 autres." in answer


@pytest.mark.parametrize(("count", "words"), [(1, "le guichet n’a pas de créneau"), (2, "aucun des 2 guichets")])
def test_nothing_placed_promises_nothing(count: int, words: str) -> None:
    """With no visit at all there is no figure and no proof, but where to look."""
    answer = plain(s.answer(tours(count, windows={6: ((540, 720),)})))
    assert words in answer
    assert "prouvé" not in answer
    assert "plus bas" in answer


def test_days_off_are_dated() -> None:
    """The Monday of Easter takes a visit away: it is said, with its date."""
    answer = plain(s.answer(tours(1, start=EASTER, weekdays=(0,))))
    assert "1 visite tombe un jour férié et n’est pas tenue (le 6 avril 2026)." in answer
    both = plain(s.answer(tours(2, start=EASTER, weekdays=(0,))))
    assert "2 visites tombent un jour férié et ne sont pas tenues (le 6 avril 2026)." in both


def test_several_days_off_say_their_year_once() -> None:
    """Thursday 1 and 8 May of 2025 are both off: one sentence, one year."""
    answer = plain(s.answer(tours(1, start=dt.date(2025, 4, 28), weekdays=(3,))))
    assert "(le 1er mai et le 8 mai 2025)" in answer


@pytest.mark.parametrize(
    ("unproven", "sure", "maybe"),
    [
        ("visits", "", "plus de visites existe peut-être (9 au plus)"),
        ("presence", "ne tient plus de visites : c’est prouvé", "présences plus longues"),
        ("driving", "ne tient plus de visites : c’est prouvé", "mais pas sous 9 min"),
        ("balance", "ne demande moins de route : c’est prouvé", "partage plus égal"),
    ],
)
def test_proof_stops_where_the_search_stopped(unproven: str, sure: str, maybe: str) -> None:
    """What is proven is said up to the first criterion that is not."""
    names = ("visits", "presence", "driving", "balance")
    plan = replace(tours(), criteria=tuple(Criterion(name, 8, 9 if name == unproven else 8) for name in names))
    said = plain(s.proof(plan))
    assert sure in said
    assert maybe in said
    assert "ne fait mieux" not in said


def test_bound_of_nothing_is_not_told() -> None:
    """A lower bound of no minute at all teaches nothing."""
    plan = replace(tours(), criteria=(Criterion("driving", 8, 0),))
    assert "sous" not in s.proof(plan)


def test_period_names_the_year_once() -> None:
    """Within a year, the first day goes without it; across the new year, both have theirs."""
    assert s.period(tours(1)) == "du lundi 30 novembre au vendredi 25 décembre 2026"
    across = s.period(tours(1, start=dt.date(2026, 12, 14)))
    assert across == "du lundi 14 décembre 2026 au vendredi 8 janvier 2027"


def test_total_has_bounds_and_kilometres() -> None:
    """The time on the road is a range of its hypotheses, and the kilometres are rounded."""
    said = plain(s.total(tours()))
    assert said.startswith("Au total, de ")
    assert said.endswith("environ 60 km.")


def test_no_road_has_no_total() -> None:
    """A desk at the depot has no time on the road to bound."""
    assert s.total(tours(1, minutes=0)) == ""


def test_method_says_estimate() -> None:
    """The method of the minutes calls them estimated, with its parameters."""
    assert "estimés" in s.travel_note()
    assert "1,34" in s.travel_note()


def test_day_of_one_team_names_it_and_of_several_counts_them() -> None:
    """One team is named; several are counted; nobody is said."""
    plan = tours()
    assert plain(s.of_day(plan.days[:1])).endswith("Équipe 1 tient 2 guichets ; 30 min de route (estimation).")
    assert "2 équipes tiennent 4 guichets ; 1 h de route" in plain(s.of_day((plan.days[0], plan.days[0])))
    assert "Aucune" in s.of_day([])


def test_lost_places_are_named() -> None:
    """One place is singular, several are plural, none is silence."""
    assert s.lost_places([]) == ""
    assert plain(s.lost_places(["a"])).startswith("Le lieu « a » de ce plan n’est plus")
    assert plain(s.lost_places(["a", "b"])).startswith("Les lieux « a » et « b » de ce plan ne sont plus")


def test_kept_tours_are_the_same_others_or_none() -> None:
    """Whether the committee sees these tours is said in each of the three cases."""
    plan = tours(1)
    assert "pas encore enregistrées" in s.kept(plan, None)
    assert "sont enregistrées avec le plan" in s.kept(plan, plan)
    assert "8 visites à partir du 30 novembre 2026" in plain(s.kept(plan, tours(2)))


def test_leg_without_road_says_so() -> None:
    """A team that is already there has no drive."""
    assert plain(s.leg(tours(1, half_day="morning").days[0], 0)) == "arrivée à 9 h, après 10 min de route (estimation)"
    assert s.leg(tours(1, minutes=0).days[0], 0) == "sur place, sans route"
