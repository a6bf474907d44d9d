"""Palettes told apart by colour-blind readers, in grey print and on both page grounds."""

from itertools import pairwise

import numpy as np
import pytest
from colorspacious import cspace_convert

from geo import palettes
from geo.errors import ClassificationError, ColourError

RAMPS = {"sequential": palettes.sequential, "minutes": palettes.minutes, "diverging": palettes.diverging}
SIGHTS = [None, "deuteranomaly", "protanomaly", "tritanomaly"]
JUST_SEEN = 10.0  # several times the least difference that is noticed side by side (about 1 in CAM02-UCS)


def rgb(colours):
    return np.array([[int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)] for colour in colours])


def least_difference(colours, sight):
    """The smallest distance between two of the colours as that sight sees them, in CAM02-UCS."""
    seen = rgb(colours)
    if sight is not None:
        space = {"name": "sRGB1+CVD", "cvd_type": sight, "severity": 100}
        seen = np.clip(cspace_convert(seen, space, "sRGB1"), 0, 1)
    points = cspace_convert(seen, "sRGB1", "CAM02-UCS")
    gaps = np.linalg.norm(points[:, None] - points[None], axis=2)
    return gaps[np.triu_indices(len(colours), 1)].min()


def lightness(colours):
    return cspace_convert(rgb(colours), "sRGB1", "CIELab")[:, 0]


@pytest.mark.parametrize("sight", SIGHTS)
@pytest.mark.parametrize("name", RAMPS)
@pytest.mark.parametrize("k", range(2, 8))
def test_ramps_are_told_apart(name, k, sight):
    """Any two classes of a ramp differ for every sight, neighbours included."""
    assert least_difference(RAMPS[name](k), sight) >= JUST_SEEN


@pytest.mark.parametrize("sight", SIGHTS)
@pytest.mark.parametrize(
    ("colours", "least"),
    [
        (tuple(palettes.PUBLICS.values()), 20.0),
        (tuple(palettes.SERVICES.values()), 14.0),
        (palettes.bivariate_palette(), 15.0),
    ],
    ids=["publics", "services", "bivariate"],
)
def test_categories_are_told_apart(colours, least, sight):
    """Any two categories differ well for every sight."""
    assert least_difference(colours, sight) >= least


@pytest.mark.parametrize("name", ["sequential", "minutes"])
@pytest.mark.parametrize("k", range(2, 8))
def test_ramps_survive_grey_print(name, k):
    """Each class is visibly darker than the one before."""
    assert (np.diff(lightness(RAMPS[name](k))) <= -8).all()


@pytest.mark.parametrize("k", range(2, 8))
def test_each_arm_of_the_gap_survives_grey_print(k):
    """From the middle outwards, each class is visibly darker."""
    light = lightness(palettes.diverging(k))
    low, high = light[: (k + 1) // 2], light[k // 2 :]
    assert (np.diff(low) >= 8).all()
    assert (np.diff(high) <= -8).all()
    assert abs(light[0] - light[-1]) >= 8, "the two ends differ in grey as well"


def test_bivariate_darkens_along_both_variables():
    """Higher on either variable is darker, so that a photocopy still shows where both are high."""
    light = lightness(palettes.bivariate_palette()).reshape(3, 3)
    assert (np.diff(light, axis=0) < -8).all()
    assert (np.diff(light, axis=1) < -8).all()


def test_publics_stand_out_on_both_pages():
    """The colour of a public reaches 3:1 against the light page and against the dark one."""
    for colour in palettes.PUBLICS.values():
        assert palettes.contrast(colour, palettes.PAGE_LIGHT) >= 3
        assert palettes.contrast(colour, palettes.PAGE_DARK) >= 3


def test_services_stand_out_by_fill_or_ring():
    """A service's marker reaches 3:1 against the light page by its fill, against the dark one by its ring."""
    for colour in palettes.SERVICES.values():
        assert palettes.contrast(colour, palettes.PAGE_LIGHT) >= 3
    assert palettes.contrast(palettes.INK_LIGHT, palettes.PAGE_DARK) >= 3
    assert palettes.SERVICES.keys() == palettes.SERVICE_MARKS.keys()


def test_outlines_and_hatching_stand_out():
    """Borders carry the classes that blend into the page; hatching shows on its own ground."""
    assert palettes.contrast(palettes.OUTLINE_ON_LIGHT, palettes.PAGE_LIGHT) >= 3
    assert palettes.contrast(palettes.OUTLINE_ON_DARK, palettes.PAGE_DARK) >= 3
    assert palettes.contrast(palettes.HATCH_INK, palettes.MISSING_GROUND) >= 3


@pytest.mark.parametrize("name", RAMPS)
def test_text_reads_on_every_class(name):
    """The ink chosen for a fill reaches 4.5:1 on it."""
    for k in range(1, 8):
        for colour in RAMPS[name](k):
            assert palettes.contrast(palettes.ink_on(colour), colour) >= 4.5


@pytest.mark.parametrize("colours", [palettes.bivariate_palette(), tuple(palettes.SERVICES.values())])
def test_text_reads_on_every_category(colours):
    """Large text reaches 3:1 on each category."""
    assert min(palettes.contrast(palettes.ink_on(colour), colour) for colour in colours) >= 3


def test_a_ramp_passes_through_the_accent():
    """The full sequential ramp holds shades on both sides of the project's accent colour."""
    accent = lightness([palettes.ACCENT])[0]
    light = lightness(palettes.sequential(7))
    assert light[-1] < accent < light[0]
    assert np.interp(accent, light[::-1], np.arange(7)[::-1]) == pytest.approx(4.5, abs=0.6)


def test_an_odd_gap_has_a_neutral_middle():
    """The middle class of an odd number is the neutral shade; an even number has none."""
    neutral = palettes.DIVERGING_LOW_ANCHORS[-1]
    assert palettes.diverging(5)[2] == neutral
    assert neutral not in palettes.diverging(6)


@pytest.mark.parametrize("name", RAMPS)
@pytest.mark.parametrize("k", [0, 8])
def test_a_ramp_has_one_to_seven_classes(name, k):
    """A number of classes that the eye cannot follow is refused."""
    with pytest.raises(ClassificationError, match=f"pas {k}"):
        RAMPS[name](k)


@pytest.mark.parametrize("k", range(1, 8))
def test_a_ramp_has_the_colours_asked_for(k):
    """As many distinct colours as classes."""
    for ramp in RAMPS.values():
        assert len(set(ramp(k))) == k
    assert all(a != b for a, b in pairwise(palettes.sequential(k)))


@pytest.mark.parametrize("text", ["red", "#FFF", "#GGGGGG", "0B6478"])
def test_a_colour_is_written_in_six_digits(text):
    """A text that is no colour is refused with its name."""
    with pytest.raises(ColourError, match=text):
        palettes.luminance(text)
