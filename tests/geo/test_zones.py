"""Zones: which cells belong together, how they are named and what they hold, on maps drawn in letters."""

import math
from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.errors import GeoError, ZoneError
from geo.zones import Zone, find_zones

STEP = 200.0


def read(*rows: str) -> tuple[np.ndarray, np.ndarray, str]:
    """Read a map: a letter is a cell of that commune, a dot an empty place; rows run from north to south."""
    cells = [
        (column * STEP, -row * STEP, letter)
        for row, line in enumerate(rows)
        for column, letter in enumerate(line)
        if letter != "."
    ]
    return (
        np.array([x for x, _, _ in cells]),
        np.array([y for _, y, _ in cells]),
        "".join(letter for _, _, letter in cells),
    )


def draw(*rows: str, population: list[float] | None = None, link: float = 600.0) -> tuple[Zone, ...]:
    """Zones of a map whose capitals are marked."""
    x, y, letters = read(*rows)
    return find_zones(
        x,
        y,
        np.array([letter.isupper() for letter in letters], dtype=bool),
        communes=[letter.upper() for letter in letters],
        population=population or [1.0] * len(letters),
        minutes=[25.0] * len(letters),
        link=link,
    )


@pytest.mark.parametrize(
    ("rows", "sizes"),
    [
        (["AA", "A."], [3]),
        (["A.", ".A"], [2]),
        (["A..A"], [2]),
        (["A...A"], [1, 1]),
        (["A..", "...", "..A"], [2]),
        (["A..", "...", "...", "..A"], [1, 1]),
        (["A..A..A..A"], [4]),
        (["AaA"], [2]),
        (["aaa"], []),
    ],
    ids=lambda value: "/".join(map(str, value)),
)
def test_cells_join_over_gaps_of_two_and_no_more(rows: list[str], sizes: list[int]) -> None:
    """Sides and corners touch, up to two cells in a row may lie between, and chains go on."""
    assert [len(zone.cells) for zone in draw(*rows)] == sizes


def test_a_shorter_link_keeps_to_the_eight_neighbours() -> None:
    """At 283 m, a corner still joins and a gap of one cell no longer does."""
    assert [zone.cells for zone in draw("A..", ".A.", "...", ".A.", link=283.0)] == [(0, 1), (2,)]


@given(st.lists(st.tuples(st.integers(0, 12), st.integers(0, 12)), unique=True, min_size=1, max_size=40))
def test_zones_are_what_spreading_from_cell_to_cell_reaches(places: list[tuple[int, int]]) -> None:
    """A flood that starts in a cell and goes on within 600 m fills the cell's zone exactly."""
    found = find_zones(
        [x * STEP for x, _ in places],
        [y * STEP for _, y in places],
        np.ones(len(places), dtype=bool),
        communes=["A"] * len(places),
        population=[1] * len(places),
        minutes=[30] * len(places),
    )
    left = set(range(len(places)))
    expected = set()
    while left:
        flood, front = set(), [left.pop()]
        while front:
            here = front.pop()
            flood.add(here)
            for other in list(left):
                if math.dist(places[here], places[other]) <= 3:
                    left.remove(other)
                    front.append(other)
        expected.add(tuple(sorted(flood)))
    assert {zone.cells for zone in found} == expected
    assert [zone.population for zone in found] == sorted(map(len, expected), reverse=True)


def test_the_grid_joins_alike_when_seen_in_lambert_93() -> None:
    """Reprojected from EPSG:3035 around Arras, steps of 600 m still join and those of 632 m still do not."""
    from pyproj import Transformer

    east = 3_800_000 + STEP * np.array([0, 3, 6, 9])
    north = 3_040_000 + STEP * np.array([0, 0, 0, 1])
    x, y = Transformer.from_crs(3035, 2154, always_xy=True).transform(east, north)
    found = find_zones(x, y, [True] * 4, communes=["A"] * 4, population=[1] * 4, minutes=[30] * 4)
    assert [zone.cells for zone in found] == [(0, 1, 2), (3,)]


@pytest.mark.parametrize(
    ("population", "name"),
    [
        ({"A": 100}, "A"),
        ({"A": 60, "B": 40}, "A et B"),
        ({"B": 60, "A": 40}, "B et A"),
        ({"A": 85, "B": 15}, "A"),
        ({"A": 50, "B": 30, "C": 20}, "A, B et C"),
        ({"A": 28, "B": 26, "C": 24, "D": 22}, "A, B et C"),
        ({"A": 19, "B": 18, "C": 18, "D": 15, "E": 15, "F": 15}, "A et alentours"),
        ({"A": 25, "B": 22, "C": 19, "D": 18, "E": 16}, "A, B et alentours"),
        ({"A": 30, "B": 30, "C": 15, "D": 15, "E": 10}, "A et B"),
        ({"A": 10, "B": 10}, "A et B"),
    ],
    ids=str,
)
def test_a_zone_is_named_after_the_communes_where_most_of_it_lives(population: dict[str, float], name: str) -> None:
    """Communes with a fifth of the people name it, three at most, and it is said when most live elsewhere."""
    (zone,) = draw("".join(population), population=list(population.values()))
    assert zone.name == name


def test_zones_of_one_name_are_numbered() -> None:
    """The largest of the zones of a commune keeps its name, the next are numbered."""
    found = draw("A....A....B....A", population=[1, 5, 4, 3])
    assert [(zone.name, zone.population) for zone in found] == [
        ("A", 5),
        ("B", 4),
        ("A (2)", 3),
        ("A (3)", 1),
    ]


def test_a_zone_sums_up_its_people_and_its_minutes() -> None:
    """Worked by hand: 30 people at 21 minutes and 10 at 25, who live three to one towards the west."""
    (zone,) = find_zones(
        [0, 200, 5000],
        [100, 100, 0],
        [True, True, False],
        communes=["Ransart", "Wailly", "Arras"],
        population=[30, 10, 999],
        minutes=[21, 25, 3],
    )
    assert zone == Zone(
        name="Ransart et Wailly",
        cells=(0, 1),
        population=40,
        communes=(("Ransart", 30), ("Wailly", 10)),
        mean_minutes=22,
        worst_minutes=25,
        centroid=(50, 100),
    )


def test_cells_that_reach_nothing_are_the_worst_and_stay_out_of_the_mean() -> None:
    """One cell out of reach makes the worst infinite; all of them make the mean infinite too."""

    def zone(*minutes: float) -> Zone:
        (one,) = find_zones([0, 200], [0, 0], [True, True], communes=["A", "A"], population=[1, 1], minutes=minutes)
        return one

    assert (zone(30, math.inf).mean_minutes, zone(30, math.inf).worst_minutes) == (30, math.inf)
    assert zone(math.inf, math.inf).mean_minutes == math.inf


def test_a_zone_without_anybody_of_the_public_counts_its_cells() -> None:
    """With nobody in it, name, mean and centre go by the cells, and the population is 0."""
    (zone,) = find_zones(
        [0, 200, 400],
        [0, 0, 0],
        [True] * 3,
        communes=["A", "B", "B"],
        population=[0] * 3,
        minutes=[20, 22, 27],
    )
    assert (zone.name, zone.population, zone.mean_minutes, zone.centroid) == ("B et A", 0, 23, (200, 0))


def call(**changes: object) -> Callable[[], object]:
    arguments: dict[str, object] = {
        "x": [0, 1], "y": [0, 1], "mask": [True, False],
        "communes": ["A", "B"], "population": [1, 2], "minutes": [3, 4],
    } | changes  # fmt: skip
    return lambda: find_zones(**arguments)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("wrong", "named"),
    [
        (call(x=[0, math.nan]), "carreau 1 manque"),
        (call(x=[[0, 1]]), r"\(1, 2\)"),
        (call(mask=[1, 0]), "int64"),
        (call(mask=[True]), "1 marques pour 2"),
        (call(communes=["A"]), "1 noms de commune pour 2"),
        (call(population=[1]), r"population.*\(1,\)"),
        (call(population=[1, -2]), "population, la valeur 1 est −2"),
        (call(minutes=[1]), "1 durées pour 2"),
        (call(minutes=[1, math.nan]), "durée du point 1 vaut manquant"),
        (call(link=0), "vaut 0"),
        (call(link=math.inf), "vaut infini"),
    ],
)
def test_cells_that_do_not_fit_together_are_refused(wrong: Callable[[], object], named: str) -> None:
    """Lengths that differ and values that cannot be are named."""
    with pytest.raises(GeoError, match=named):
        wrong()
    assert issubclass(ZoneError, GeoError)
