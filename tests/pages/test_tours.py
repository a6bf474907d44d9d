"""The page of the tours."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from data.formats import NARROW, NO_BREAK
from data.plans import PlanStore
from outreach import scenarios, tour_record
from outreach.scenarios import Question, Scenario

QUESTION = Question("menages_pauvres", 3, "mclp", 20, "walk")
START = "2026-11-30"


def _page() -> None:
    from pages import tours

    tours.show()


@pytest.fixture(autouse=True)
def own_folder(tmp_path, monkeypatch) -> None:
    """Kept plans go to a folder of the test's own."""
    monkeypatch.setenv("ATLAS_DATA_DIR", str(tmp_path))


@pytest.fixture(scope="module")
def three_desks() -> Scenario:
    """A plan of three desks."""
    return scenarios.keep(QUESTION, scenarios.decide(QUESTION))


def _save(scenario: Scenario, name: str = "Essai") -> None:
    from ui import plans

    plans.save(name, scenario)


def _open(**choices: str) -> AppTest:
    app = AppTest.from_function(_page, default_timeout=60)
    for name, value in ({"debut": START} | choices).items():
        app.query_params[name] = value
    return app.run()


def _shown(app: AppTest) -> str:
    """Everything that the page writes as HTML, with ordinary spaces."""
    return " ".join(str(one.proto.body) for one in app.get("html")).replace(NARROW, " ").replace(NO_BREAK, " ")


def _button(app: AppTest, label: str) -> Any:
    return next(button for button in app.button if button.label == label)


def _kept() -> Mapping[str, Any]:
    (plan,) = PlanStore.open().list()
    return plan.payload["tours"]


def test_without_a_plan_the_page_says_what_to_do() -> None:
    """With no kept plan the page sends to the page of the desks."""
    app = _open()
    assert not app.exception
    assert not app.info
    assert "aucun plan à desservir" in _shown(app)
    assert "enregistrez le plan sous un nom" in _shown(app)


def test_plan_opens_on_proven_tours(three_desks: Scenario) -> None:
    """A plan without tours opens on the best ones for two teams, weekly, with no fault."""
    _save(three_desks)
    app = _open()
    assert not app.exception
    assert not app.error
    assert "<strong>3 guichets</strong> tenus" in _shown(app)
    assert "<strong>12 visites</strong> en quatre semaines" in _shown(app)
    assert "Aucun autre arrangement ne fait mieux : c’est prouvé." in _shown(app)
    assert 'aria-label="Calendrier des tournées"' in _shown(app)


def test_choices_change_the_tours(three_desks: Scenario) -> None:
    """Every other week, three desks make six visits."""
    _save(three_desks)
    app = _open(rythme="fortnightly", equipes="1")
    assert not app.error
    assert "<strong>6 visites</strong>" in _shown(app)
    assert "<strong>1 équipe</strong>" in _shown(app)


def test_saved_tours_are_shown_to_the_committee(three_desks: Scenario) -> None:
    """The tours kept with the plan hold what the committee's board reads, and make it appear."""
    from datetime import date

    from reports.committee import boards

    _save(three_desks)
    app = _open(rythme="fortnightly")
    _button(app, "Enregistrer les tournées avec le plan").click().run()
    assert not app.exception
    assert not app.error
    kept = _kept()
    assert kept["visits"] == 6
    assert {"place", "team", "when", "hours", "every"} == set(kept["rhythm"][0])
    assert _button(app, "Enregistrer les tournées avec le plan").disabled
    (plan,) = PlanStore.open().list()
    shown = boards.presentation("Essai", scenarios.read(plan.payload), made_on=date(2026, 11, 24))
    (board,) = [one for one in shown.boards if one.title == "Qui passe où, et quand"]
    assert board.message == kept["sentence"]
    assert board.table is not None
    assert len(board.table.frame) == 3


def test_saved_tours_are_reopened_as_they_were(three_desks: Scenario) -> None:
    """A plan with tours opens on what was asked, and on the very tours that were kept."""
    _save(three_desks)
    first = _open(rythme="fortnightly", equipes="1", retour="1140")
    _button(first, "Enregistrer les tournées avec le plan").click().run()
    again = AppTest.from_function(_page, default_timeout=60).run()
    assert not again.error
    assert "<strong>6 visites</strong>" in _shown(again)
    assert str(again.date_input(key="debut").value) == START
    assert again.selectbox(key="retour").value == "1140"
    assert _button(again, "Enregistrer les tournées avec le plan").disabled
    assert any("enregistrées avec le plan" in one.value for one in again.markdown)


def test_other_plan_brings_its_own_choices(three_desks: Scenario) -> None:
    """Picking another plan sets the choices to its own tours, not to those of the plan before."""
    _save(three_desks, "Ancien")
    app = _open(rythme="fortnightly", equipes="1")
    _button(app, "Enregistrer les tournées avec le plan").click().run()
    _save(three_desks, "Nouveau")
    app = AppTest.from_function(_page, default_timeout=60).run()
    assert app.selectbox(key="plan").value == "Nouveau"
    assert "<strong>12 visites</strong>" in _shown(app)
    app.selectbox(key="plan").set_value("Ancien").run()
    assert not app.exception
    assert "<strong>6 visites</strong>" in _shown(app)
    assert _button(app, "Enregistrer les tournées avec le plan").disabled


def test_wishes_in_the_address_are_followed(three_desks: Scenario) -> None:
    """A mayor's day and half-day in the address are those of the rhythm; an unreadable part is said."""
    _save(three_desks)
    place = three_desks.places[0]
    app = _open(demandes=f"{place}:quinzaine:120:vendredi:matin,nulle-part:x")
    assert not app.error
    assert any("nulle-part" in warning.value for warning in app.warning)
    assert "<strong>10 visites</strong>" in _shown(app)
    _button(app, "Enregistrer les tournées avec le plan").click().run()
    kept = tour_record.kept(_kept())
    assert kept is not None
    (rhythm,) = [one for one in kept.plan.rhythms if one.stop.id == place]
    assert (rhythm.weekday, rhythm.half_day, rhythm.end - rhythm.start) == (4, "morning", 120)


def test_team_without_days_is_said_and_the_page_goes_on(three_desks: Scenario) -> None:
    """A team that works no day is named; its choices stay, and giving it days mends the page."""
    _save(three_desks)
    app = _open(equipes="1")
    days = app.button_group(key="jours1")
    days.set_value([]).run()
    assert not app.exception
    assert any("Équipe 1" in error.value and "aucun jour" in error.value for error in app.error)
    app.button_group(key="jours1").set_value(["0"]).run()
    assert not app.error
    assert "visites" in _shown(app)


def test_vanished_place_is_said_and_the_others_are_visited(three_desks: Scenario) -> None:
    """A place that is no longer in the tables is named, and the tours are made without it."""
    _save(replace(three_desks, places=("disparu", *three_desks.places)))
    app = _open()
    assert not app.exception
    assert any("disparu" in warning.value for warning in app.warning)
    assert "<strong>3 guichets</strong>" in _shown(app)


def test_plan_without_any_place_left_is_said(three_desks: Scenario) -> None:
    """When no place of the plan is left, a sentence says so and the choices stay."""
    _save(replace(three_desks, places=("disparu",)))
    app = _open()
    assert not app.exception
    assert any("Aucun lieu" in error.value for error in app.error)
    assert app.date_input(key="debut").value is not None


def test_impossible_visits_are_named_with_their_reason(three_desks: Scenario) -> None:
    """One team on one day cannot hold three desks weekly: who is left out, and why, is on the page."""
    _save(three_desks)
    app = _open(equipes="1")
    app.button_group(key="jours1").set_value(["1"]).run()
    assert not app.error
    assert "Sans créneau" in _shown(app)
    assert "2 guichets sur 3" in _shown(app)


def test_unreadable_tours_are_said_and_made_again(three_desks: Scenario) -> None:
    """Tours that a later version wrote do not stop the page."""
    _save(three_desks.with_tours({"format": 99}))
    app = _open()
    assert not app.exception
    assert any("relues" in warning.value for warning in app.warning)
    assert "<strong>12 visites</strong>" in _shown(app)


def test_address_that_says_nothing_is_said(three_desks: Scenario) -> None:
    """A day, a rhythm and a plan that do not exist are each said, and the page shows the usual."""
    _save(three_desks)
    app = _open(debut="demain", rythme="toujours", plan="Perdu")
    assert not app.exception
    for wrong in ("demain", "toujours", "Perdu"):
        assert any(wrong in warning.value for warning in app.warning)
    assert "<strong>12 visites</strong>" in _shown(app)


def test_days_follow_one_another(three_desks: Scenario) -> None:
    """The reader goes to the next day and back, never beyond the ends."""
    _save(three_desks)
    app = _open()
    assert _button(app, "Précédent").disabled
    first = app.selectbox(key="jour").value
    _button(app, "Suivant").click().run()
    assert app.selectbox(key="jour").value > first
    _button(app, "Précédent").click().run()
    assert app.selectbox(key="jour").value == first


def test_day_of_other_tours_is_left(three_desks: Scenario) -> None:
    """When the tours change, a day on which nobody leaves any more gives way to the first one."""
    _save(three_desks)
    app = _open(equipes="1")
    app.selectbox(key="jour").set_value(app.selectbox(key="jour").options and _codes(app)[-1]).run()
    app.button_group(key="jours1").set_value(["4"]).run()
    assert not app.exception
    assert not app.error
    assert app.selectbox(key="jour").value == _codes(app)[0]


def test_every_file_of_the_tours_is_offered(three_desks: Scenario) -> None:
    """Road sheets, diaries, tables for the plan and for each team; sheets and tracks for the day."""
    _save(three_desks)
    offered = [one.proto.label for one in _open(equipes="1").get("download_button")]
    for kind in ("CSV", "XLSX", "PDF", "GPX"):
        assert any(kind in label for label in offered)
    assert "Toutes les équipes" in offered
    assert "Toutes les équipes, tous les jours" in offered


def test_files_hold_the_tours(three_desks: Scenario) -> None:
    """The diary has an event a visit, the sheets are a PDF, for all or for one team."""
    from outreach import tour_request
    from outreach.tour_teams import default_teams
    from ui.views import tournees_files

    plan = tour_request.plan(
        tour_request.TourRequest(three_desks.places, tour_request.next_monday(tournees_files.today()), default_teams(1))
    )
    assert tournees_files.diary(plan).count(b"BEGIN:VEVENT") == plan.visits
    assert tournees_files.diary(plan, "Équipe 1").count(b"BEGIN:VEVENT") == plan.visits
    assert tournees_files.sheets(plan, date=plan.days[0].date).startswith(b"%PDF")


def test_calendar_names_every_visit_and_marks_the_day_and_the_holidays(three_desks: Scenario) -> None:
    """The grid has a cell a day, each visit with its hours, the chosen day marked, and public holidays named."""
    import datetime as dt

    from outreach import tour_request
    from outreach.tour_teams import default_teams
    from ui.views import tournees_calendar

    wishes = tuple(tour_request.Wish(place, weekday=4) for place in three_desks.places[:2])
    plan = tour_request.plan(
        tour_request.TourRequest(three_desks.places, dt.date(2026, 11, 30), default_teams(2), wishes=wishes)
    )
    chosen = plan.days[0].date
    grid = tournees_calendar.grid(plan, chosen)
    assert grid.count('role="cell"') == 20
    assert grid.count('class="visit"') == plan.visits
    assert grid.count("chosen") == 1
    assert "Noël" in grid
    assert len(plan.cancelled) == 2
    assert "pas de visite" in grid


def _codes(app: AppTest) -> list[str]:
    """The days on offer, as they stand in the table of visits."""
    frame = next(one.value for one in app.dataframe if "date" in one.value.columns and "start" in one.value.columns)
    days = dict.fromkeys("-".join(reversed(one.split("/"))) for one in frame["date"])
    return list(days)
