"""Minutes as classes of colour, on screen and in print."""

from datetime import date

import numpy as np
import pytest

from geo import travel
from indicators.demand import demand
from indicators.reach import communes, reach
from reports.access_map import of_cells, of_communes, to_print


def test_the_cells_alike_share_a_tip() -> None:
    """What the map is sent stays small: 1 727 cells have far fewer texts."""
    of = reach("france_services", travel.travel_mode("car"))
    painted = of_cells(of, 20)
    assert len(painted.tips) == len(of.minutes)
    assert len(set(painted.tips.values())) < 150


@pytest.mark.parametrize("mode", travel.MODES)
def test_the_darkest_classes_are_those_beyond_the_threshold(mode: str) -> None:
    """Cells above the threshold, and no others, are in the classes after it."""
    of = reach("caf", travel.travel_mode(mode))
    painted = of_cells(of, 20)
    after = next(rank for rank, label in enumerate(painted.labels) if label.startswith("plus de 20"))
    assert (np.array(list(painted.classes.values())) >= after).tolist() == (of.minutes > 20).tolist()
    assert len(painted.labels) == len(painted.colours)


def test_nothing_estimated_is_hatched_not_near() -> None:
    """A service without position colours nothing, cells and communes alike."""
    of = reach("ccas", travel.travel_mode("car"))
    everybody = demand("population")
    ranked = communes(of, everybody.value, 20)
    for painted in (of_cells(of, 20), of_communes(of, ranked, 20, "habitants")):
        assert set(painted.classes.values()) == {-1}
        assert set(painted.tips.values()) == {"aucun temps estimé"}


@pytest.mark.parametrize("level", ["carreau", "commune"])
def test_the_printed_map_shows_what_the_screen_shows(level: str) -> None:
    """Every area of the print has the class of the screen, with method, sources and the places."""
    of = reach("droits", travel.travel_mode("car"))
    everybody = demand("population")
    ranked = communes(of, everybody.value, 20)
    painted = of_cells(of, 20) if level == "carreau" else of_communes(of, ranked, 20, "habitants")
    printed = to_print(of, painted, level=level, day=date(2026, 11, 24), mentions=("méthode", ""), sources=("Insee",))
    assert [painted.classes[code] for code in printed.units["code"]] == printed.fill.index.tolist()
    assert sum(printed.fill.counts) == len(painted.classes)
    assert printed.mentions == ("méthode",)
    assert sum(len(marks.x) for marks in printed.marks) == len(of.places)
