"""The document of hypotheses has the values of the code."""

import datetime as dt
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from data.formats import enumerate_words, number
from indicators import comparison

Plain = Callable[[str], str]
DOCS = Path(__file__).resolve().parents[2] / "docs"


@pytest.fixture(name="rows")
def _rows(plain: Plain) -> dict[str, str]:
    """Return the rows of the document of hypotheses by their number."""
    text = plain((DOCS / "hypotheses.md").read_text(encoding="utf-8"))
    return {row.split("|")[1].strip(): row for row in text.splitlines() if re.match(r"\| [A-Z]\d+ \|", row)}


def _valued() -> Iterator[tuple[str, str]]:
    """Yield the number of each hypothesis that the code holds, and its value as the document must write it."""
    from data.checks import limits
    from geo import opening, zones
    from geo.travel import MODES
    from indicators import demand, nearest_hours, sheet, vicinity
    from outreach import calendar, scenarios, tour_request
    from outreach.french_time import clock, length
    from outreach.tour_request import TourRequest
    from outreach.tours import Team

    walk, bike, car = MODES.values()
    for row, mode in (("T2", walk), ("T3", bike), ("T4", car)):
        slow, fast = mode.speed_range
        yield row, f"| {_short(mode.speed_kmh)} km/h ; de {_short(slow)} à {_short(fast)} |"
    yield "T1", f"| {_short(car.detour)} ; de {_short(car.detour_range[0])} à {_short(car.detour_range[1])} |"
    yield "T5", ", ".join(f"{_short(mode.fixed_minutes)} min {mode.label_fr}" for mode in MODES.values())
    yield "A2", f"| {number(vicinity.NEAR_MINUTES)} min en voiture |"
    yield "A3", f"| {number(nearest_hours.RARELY)} h par semaine |"
    yield "A4", f"| {clock(opening.OFFICE_CLOSES)} |"
    yield "A5", " ; ".join(_short(weight) for weight in nearest_hours._WEIGHTS)
    yield "A6", f"| {number(zones.LINK)} m entre leurs centres"
    yield "A7", f"| {number(100 * zones._NAMING_SHARE)} % de ses habitants, trois noms au plus |"
    yield "C1", f"| {comparison.SIMILAR} au plus, de la moitié au double"
    yield "C2", f"| {sheet.FEWEST} communes semblables au moins ; {sheet.FEWEST_COMMUNES} communes pour"
    yield "C3", f"| {_short(sheet.CLEAR)} écart interquartile et {number(sheet.FEWEST_PEOPLE)} personnes"
    yield "G1", f"| {len(scenarios.hosts())} lieux |"
    yield "P1", f"| {number(demand.demand('jeunes').total)} personnes |"
    yield "P2", f"| {number(demand.demand('monoparents').total)} ménages |"
    yield "P5", f"| au plus {number(demand.MASKED_AT_MOST)} foyers par commune |"
    team = Team("a", "a", 0)
    asked = TourRequest((), dt.date(2026, 1, 5), ())
    yield "R1", f"| {length(asked.length)}, et {length(asked.shortest)} au moins |"
    halves = [f"de {clock(half.start)} à {clock(half.end)}" for half in (calendar.MORNING, calendar.AFTERNOON)]
    yield "R2", f"| {enumerate_words(halves)}, ou jusqu'au retour de l'équipe |"
    day = f"| de {clock(asked.leaves)} à {clock(asked.returns)}, {length(team.lunch)} de pause, deux lieux au plus |"
    yield "R3", day
    assert team.max_stops == 2
    yield "R4", f"| {tour_request.WEEKS} semaines, du lundi au vendredi"
    yield from _of_the_survey()
    yield "V1", f"| {number(limits.SLIVER_M2)} m² |"
    yield "V2", f"| {number(100 * limits.IRIS_OUTSIDE_SHARE)} % |"
    yield "V3", f"| {number(100 * limits.COMMUNE_AREA_SHARE)} % |"
    yield "V4", f"| {number(limits.POSITION_M)} m |"
    yield "V5", f"| {number(limits.SAME_PLACE_M)} m |"
    yield "V6", f"| {number(100 * limits.IRIS_POPULATION_SHARE)} % |"
    yield "V7", f"| {number(100 * limits.CELLS_POPULATION_SHARE)} % |"
    yield "V8", "| de {} à {} % |".format(*(number(bound) for bound in limits.POVERTY_BOUNDS))
    yield "V9", "| de {} à {} € |".format(*(number(bound) for bound in limits.MEDIAN_BOUNDS))
    yield "V10", f"| {limits.CELL_SECRECY_HOUSEHOLDS} ménages au moins |"
    yield "V11", f"| {limits.FIGURE_STALE_YEARS} ans au plus |"


def _of_needs() -> Iterator[tuple[str, str]]:
    """Yield the same for the need index."""
    from indicators import inside, spatial
    from indicators.needs import observed, priorities
    from indicators.needs.study import MOST_MISSING

    points, most = priorities.POINTS, priorities.MOST_POINTS
    yield "N7", f"| égaux, {points} points sur {most} |"
    yield "N8", f"| concentration {_short(priorities.WIDTHS['moyenne'])} : huit poids égaux varient de moitié ; "
    yield "N8", f"; {_short(priorities.WIDTHS['serree'])} si elle est serrée |"
    yield "N12", f"| {number(100 * MOST_MISSING)} % des poids non publiés |"
    survey = f"| {number(100 * observed.SURVEYED_SHARE)} % des logements dans une commune de "
    yield "N13", f"{survey}{number(observed.SURVEYED_FROM)} habitants ou plus"
    yield "N15", f"| {_short(observed.ROUNDING)} foyers en plus ou en moins |"
    sure, out = number(100 * priorities.SURE), number(100 * priorities.OUT)
    yield "N19", f"| {sure} % des tirages au moins ; de {out} à {sure} % |"
    yield "N20", f"| {number(100 * spatial.FALSE_ALARMS)} % au plus |"
    assert inside.OFF_BY == 2


def _of_the_survey() -> Iterator[tuple[str, str]]:
    """Yield those of the barometer."""
    from data.importers.barometer import apply, doubles, importing, review
    from indicators.barometer import distance, groups, margins, source
    from indicators.survey import THRESHOLDS

    yield "B1", "| 4/20 |"
    assert margins.SHARE_16_19 == 4 / 20
    yield "B4", f"| {number(groups.DENSE)} habitants par km²"
    yield "B5", "| de {} à {} fois".format(*(_short(bound) for bound in source.TRIM))
    yield "B6", f"| {margins.FEWEST} répondants par catégorie |"
    yield "B9", f"| {number(distance.NEAR)} et {number(distance.FAR)} min en voiture |"
    fragile, most = _short(THRESHOLDS.fragile), _short(THRESHOLDS.unpublishable)
    yield "B10", f"| coefficient de variation de {fragile} % et de {most} %, {THRESHOLDS.respondents} répondants |"
    yield "B11", f"| {number(100 * review.CERTAIN)} % de confiance |"
    yield (
        "B16",
        f"| {number(100 * doubles.SAME)} % de réponses identiques, si {number(100 * apply.TELLING_SHARE)} % des",
    )
    yield "B17", f"| chacun de {doubles.DRAWS} partages au hasard"
    yield "B13", f"| {importing.RETENTION_MONTHS} mois, de 1 à {importing.LONGEST_RETENTION} au choix |"


def test_hypotheses_have_the_values_of_the_code(rows: dict[str, str], plain: Plain) -> None:
    """A value changed in the code must be changed in the document."""
    for name, value in (*_valued(), *_of_needs()):
        assert plain(value) in rows[name], name


def test_every_hypothesis_says_what_follows_and_where_it_comes_from(rows: dict[str, str]) -> None:
    """No cell but the last of a row is empty."""
    for name, row in rows.items():
        cells = [cell.strip() for cell in row.strip("|\n ").split(" | ")]
        assert all(cells[: 3 if name.startswith("V") else 6]), name


def _short(value: float) -> str:
    """Write a number with the decimals that it has."""
    return f"{value:g}".replace(".", ",")
