"""Road sheets on paper: one A4 page a team and day, holding what the team needs."""

import datetime as dt
import io
from dataclasses import replace
from xml.etree import ElementTree as ET

import pytest
from pypdf import PdfReader

from data import catalogue
from data.formats import NARROW, NO_BREAK
from outreach.tour_request import TourRequest, Wish
from outreach.tour_request import plan as plan_of
from outreach.tour_teams import default_teams
from outreach.tours import TourPlan
from reports import road_map
from reports.road_sheet import RoadSheetError, road_sheets

MADE_ON = dt.date(2026, 11, 24)
PLACES = ("mairie-62013", "mairie-62557", "med-saint-vaast", "mairie-62764")
SVG = "{http://www.w3.org/2000/svg}"


def plain(text: str) -> str:
    """A text with ordinary spaces, on one line."""
    return " ".join(text.replace(NO_BREAK, " ").replace(NARROW, " ").split())


def pages(document: bytes) -> list[str]:
    """The text of each page."""
    return [plain(page.extract_text()) for page in PdfReader(io.BytesIO(document)).pages]


@pytest.fixture(scope="module")
def plan() -> TourPlan:
    """Four desks, two teams; one host has unknown hours, one desk comes every other week."""
    wishes = (Wish("mairie-62557", "fortnightly", 180),)
    return plan_of(TourRequest(PLACES, dt.date(2026, 11, 30), default_teams(2), wishes=wishes, public="seniors"))


@pytest.fixture(scope="module")
def whole(plan: TourPlan) -> bytes:
    """Every sheet of the plan."""
    return road_sheets(plan, made_on=MADE_ON)


def test_each_team_and_day_has_one_a4_page(plan: TourPlan, whole: bytes) -> None:
    """As many A4 pages as days of teams, in the plan's order."""
    reader = PdfReader(io.BytesIO(whole))
    assert len(reader.pages) == len(plan.days)
    for page, day in zip(reader.pages, plan.days, strict=True):
        assert (round(float(page.mediabox.width)), round(float(page.mediabox.height))) == (595, 842)
        text = plain(page.extract_text())
        assert f"{day.team.name} – {day.team.operator}" in text
        assert f"{day.date.day}" in text


def test_page_holds_the_day_from_departure_to_return(plan: TourPlan, whole: bytes) -> None:
    """Stops in order with hours and address, departure, return, room to write, and the mention of the estimate."""
    for text, day in zip(pages(whole), plan.days, strict=True):
        places = [text.index(visit.stop.name) for visit in day.visits]
        assert places == sorted(places)
        for visit in day.visits:
            assert visit.stop.address in text
        for words in (
            "Départ :",
            "Retour :",
            day.team.depot_name,
            "Contact sur place",
            "Personnes reçues",
            "Notes",
            "Public concerné : Seniors",
            "estimation",
            "Temps de route estimés",
            "vol d’oiseau",
            "24 novembre 2026",
        ):
            assert words in text


def test_opening_hours_of_the_day_are_told_or_to_confirm(plan: TourPlan, whole: bytes) -> None:
    """A host with hours shows those of that day; one without is to be confirmed."""
    for text, day in zip(pages(whole), plan.days, strict=True):
        known = [visit.hours_confirmed for visit in day.visits]
        assert ("Le lieu ouvre le" in text) == any(known)
        assert ("à confirmer" in text) == (not all(known))


def test_sheets_of_a_day_or_a_team_are_those_alone(plan: TourPlan) -> None:
    """A day has the sheets of its teams, a team those of its days."""
    date = plan.days[0].date
    assert len(pages(road_sheets(plan, made_on=MADE_ON, date=date))) == sum(day.date == date for day in plan.days)
    team = plan.days[0].team.name
    alone = pages(road_sheets(plan, made_on=MADE_ON, team=team))
    assert len(alone) == sum(day.team.name == team for day in plan.days)
    assert all(team in text for text in alone)


def test_single_sheet_is_titled_tagged_and_unnumbered(plan: TourPlan) -> None:
    """One sheet alone carries its team and day in its title, and the tags that a screen reader follows."""
    day = plan.days[0]
    reader = PdfReader(io.BytesIO(road_sheets(plan, made_on=MADE_ON, date=day.date, team=day.team.name)))
    assert reader.metadata is not None
    assert reader.metadata.title == f"Feuille de route – {day.team.name} – 30 novembre 2026"
    assert reader.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert "1 / 1" not in reader.pages[0].extract_text()


def test_same_plan_gives_the_same_bytes(plan: TourPlan, whole: bytes) -> None:
    """The same plan on the same day is the same file."""
    assert road_sheets(plan, made_on=MADE_ON) == whole


def test_sheets_of_nobody_are_refused(plan: TourPlan) -> None:
    """A day without tours, or a team that the plan does not have, is a French sentence."""
    with pytest.raises(RoadSheetError, match="29 novembre 2026"):
        road_sheets(plan, made_on=MADE_ON, date=dt.date(2026, 11, 29))
    with pytest.raises(RoadSheetError, match="Équipe 9"):
        road_sheets(plan, made_on=MADE_ON, team="Équipe 9")


def test_long_names_keep_a_day_on_one_page(plan: TourPlan) -> None:
    """Names and addresses of several lines do not push a sheet over its page."""
    day = next(one for one in plan.days if len(one.visits) == 2)
    long = [
        replace(
            visit, stop=replace(visit.stop, name="Maison des associations et des familles " * 3, address="rue " * 60)
        )
        for visit in day.visits
    ]
    team = replace(day.team, name="Équipe des permanences du soir et du samedi", depot_name="Ancienne gare " * 8)
    crowded = replace(plan, days=(replace(day, team=team, visits=tuple(long)),))
    assert len(pages(road_sheets(crowded, made_on=MADE_ON))) == 1


def test_sketch_shows_depot_and_stops_inside_its_frame(plan: TourPlan) -> None:
    """A sketch has the way, a D for the depot and a number a stop, all within the drawing."""
    for day in plan.days:
        root = ET.fromstring(road_map.svg(day))
        texts = [one.text for one in root.iter(f"{SVG}text")]
        assert {"D", *(str(rank) for rank in range(1, len(day.visits) + 1))} <= set(texts)
        for circle in root.iter(f"{SVG}circle"):
            assert 0 < float(circle.attrib["cx"]) < road_map.WIDTH
            assert 0 < float(circle.attrib["cy"]) < road_map.HEIGHT


def test_place_without_a_position_is_left_out_of_the_sketch(plan: TourPlan) -> None:
    """An unknown position draws no mark; with none at all there is no sketch, and the sheet still stands."""
    day = plan.days[0]
    lost = tuple(replace(visit, stop=replace(visit.stop, lon=None, lat=None)) for visit in day.visits)
    nowhere = replace(day, visits=lost)
    assert "<circle" not in (road_map.svg(nowhere) or "")
    adrift = replace(nowhere, team=replace(day.team, lon=None, lat=None))
    assert road_map.svg(adrift) is None
    (text,) = pages(road_sheets(replace(plan, days=(adrift,)), made_on=MADE_ON))
    assert day.visits[0].stop.name in text


def test_a_fictitious_table_marks_every_sheet(plan: TourPlan, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each page says « EXEMPLE FICTIF » beside its title and what is invented, and stays one page."""
    monkeypatch.setattr(catalogue, "fictitious", lambda: ("Lieux inventés",))
    texts = pages(road_sheets(plan, made_on=MADE_ON))
    assert len(texts) == len(plan.days)
    for text in texts:
        assert "et quand ? EXEMPLE FICTIF" in text
        assert "EXEMPLE FICTIF : Lieux inventés." in text
