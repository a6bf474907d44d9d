"""Neighbours: rook and queen on made grids, with slivers, overlaps, corners and islands."""

from collections.abc import Callable

import geopandas as gpd
import pytest
from shapely import affinity
from shapely.geometry import Polygon, box

from geo.errors import NeighbourError
from geo.neighbours import Rule, neighbours

SIDE = 1000.0


def grid(side: int) -> gpd.GeoDataFrame:
    """A square of side × side areas named by row and column, near Arras in Lambert-93."""
    cells = [(row, column) for row in range(side) for column in range(side)]
    return gpd.GeoDataFrame(
        {"code": [f"{row}{column}" for row, column in cells]},
        geometry=[
            box(x, y, x + SIDE, y + SIDE)
            for y, x in ((7_020_000 + row * SIDE, 680_000 + column * SIDE) for row, column in cells)
        ],
        crs=2154,
    )


def naive(side: int, rule: Rule) -> dict[str, tuple[str, ...]]:
    spots = [(row, column) for row in range(side) for column in range(side)]
    return {
        f"{row}{column}": tuple(
            f"{other_row}{other}"
            for other_row, other in spots
            if (abs(other_row - row) + abs(other - column) == 1)
            or (rule == "queen" and abs(other_row - row) == 1 and abs(other - column) == 1)
        )
        for row, column in spots
    }


@pytest.mark.parametrize("rule", ["rook", "queen"])
@pytest.mark.parametrize("exact", [True, False], ids=["exact", "tolerant"])
def test_a_grid_has_the_neighbours_of_a_chessboard(rule: Rule, exact: bool) -> None:
    """Rook crosses sides, queen corners as well, with or without a tolerance."""
    options = {"tolerance": 0.0, "shortest_border": 0.0} if exact else {}
    assert neighbours(grid(4), rule=rule, **options) == naive(4, rule)


@pytest.mark.parametrize("shift", [0.3, -0.3], ids=["gap", "overlap"])
def test_slivers_within_the_tolerance_do_not_part_neighbours(shift: float) -> None:
    """Outlines drawn 60 cm apart, or over each other, still share their border at a tolerance of 1 m."""
    areas = grid(3)
    ratio = (SIDE - 2 * shift) / SIDE
    areas["geometry"] = [affinity.scale(area, ratio, ratio) for area in areas.geometry]
    assert neighbours(areas) == naive(3, "rook")
    assert neighbours(areas, rule="queen") == naive(3, "queen")
    exact = neighbours(areas, tolerance=0.0)
    assert not any(exact.values())


def test_areas_farther_apart_than_the_tolerance_are_not_neighbours() -> None:
    """A road of 5 m between two areas parts them at 1 m and not at 6 m."""
    areas = gpd.GeoDataFrame({"code": ["a", "b"]}, geometry=[box(0, 0, 100, 100), box(105, 0, 200, 100)], crs=2154)
    assert neighbours(areas) == {"a": (), "b": ()}
    assert neighbours(areas, tolerance=6.0) == {"a": ("b",), "b": ("a",)}


def test_a_border_shorter_than_asked_is_a_corner() -> None:
    """30 m shared make neighbours where 20 m are asked, not where 50 m are; for the queen they always do."""
    areas = gpd.GeoDataFrame({"code": ["a", "b"]}, geometry=[box(0, 0, 100, 100), box(100, 70, 200, 170)], crs=2154)
    assert neighbours(areas)["a"] == ("b",)
    assert neighbours(areas, shortest_border=50.0)["a"] == ()
    assert neighbours(areas, shortest_border=50.0, rule="queen")["a"] == ("b",)


def test_an_enclave_and_an_island_are_told_apart() -> None:
    """An area inside the hole of another is its neighbour; one on its own has none."""
    hole = [(40, 40), (40, 60), (60, 60), (60, 40)]
    areas = gpd.GeoDataFrame(
        {"insee": ["ring", "enclave", "island"]},
        geometry=[
            Polygon([(0, 0), (100, 0), (100, 100), (0, 100)], [hole]),
            Polygon(hole),
            box(500, 500, 600, 600),
        ],
        crs=2154,
    )
    assert neighbours(areas, code="insee") == {"ring": ("enclave",), "enclave": ("ring",), "island": ()}


def wrong_crs(areas: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    return areas.set_crs(4326, allow_override=True)


def no_crs(areas: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    return gpd.GeoDataFrame(areas[["code"]], geometry=list(areas.geometry))


def twice(areas: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    return areas.assign(code=["00", "01", "10", "01"])


def missing(areas: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    return areas.set_geometry([*areas.geometry[:3], Polygon()], crs=2154)


@pytest.mark.parametrize(
    ("change", "named"),
    [
        (wrong_crs, "EPSG:4326"),
        (no_crs, "aucune"),
        (twice, "01.*plusieurs fois"),
        (missing, "11.*manque"),
        (lambda areas: areas.rename(columns={"code": "iris"}), "code.*manque"),
    ],
    ids=["degrees", "no projection", "twice", "no outline", "no codes"],
)
def test_areas_that_cannot_be_compared_are_named(
    change: Callable[[gpd.GeoDataFrame], gpd.GeoDataFrame], named: str
) -> None:
    """Degrees, repeated codes and missing outlines are refused by name."""
    with pytest.raises(NeighbourError, match=named):
        neighbours(change(grid(2)))


@pytest.mark.parametrize(
    ("options", "named"),
    [
        ({"tolerance": -1.0}, "tolérance vaut −1"),
        ({"shortest_border": float("nan")}, "frontière minimale vaut manquant"),
        ({"rule": "bishop"}, "bishop"),
    ],
)
def test_an_impossible_option_is_named(options: dict[str, object], named: str) -> None:
    """A negative length or an unknown rule is refused by name."""
    with pytest.raises(NeighbourError, match=named):
        neighbours(grid(2), **options)  # type: ignore[arg-type]
