"""The worked examples of maps, done again with the functions of the application."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from data.formats import enumerate_words, number

Says = Callable[..., None]
Plain = Callable[[str], str]
DOCS = Path(__file__).resolve().parents[2] / "docs"
SERIES = [1, 2, 3, 10, 11, 12, 30]


@pytest.mark.parametrize(
    ("scheme", "name"),
    [
        ("jenks", "Seuils naturels (Fisher-Jenks)"),
        ("quantiles", "Effectifs égaux (quantiles)"),
        ("equal", "Amplitudes égales"),
        ("std", "Moyenne et écarts-types"),
        ("pretty", "Bornes rondes"),
        ("manual", "Bornes à la main"),
    ],
)
def test_classes_of_seven_values(scheme: str, name: str, plain: Plain) -> None:
    """Each scheme, under the name that the screen gives it."""
    from geo.cartography import classify
    from ui.views.carte_refine import SCHEMES

    manual = scheme == "manual"
    classes = classify(SERIES, scheme=scheme, k=None if manual else 3, breaks=[5, 20] if manual else None)  # type: ignore[arg-type]
    assert SCHEMES[scheme] == name
    row = next(line for line in (DOCS / "methode.md").read_text(encoding="utf-8").splitlines() if f"| {name} |" in line)
    assert plain(" ; ".join(classes.labels)) == plain(row.split("|")[3].strip())


def test_steps_of_the_classes(says: Says) -> None:
    """The width of equal classes, the deviation, the least sum of squares."""
    from geo.cartography import classify

    halves = np.std(SERIES, ddof=1) / 2
    says(
        f"ici (30 − 1) / 3 = {number(29 / 3, 2)}",
        f"ici {number(np.mean(SERIES), 2)} − {number(halves, 2)} et {number(np.mean(SERIES), 2)} + {number(halves, 2)}",
    )
    index = classify(SERIES, scheme="jenks", k=3).index
    parts = [np.array(SERIES)[index == rank] for rank in range(3)]
    squares = [float(((part - part.mean()) ** 2).sum()) for part in parts]
    says(f"{' + '.join(number(each) for each in squares)} = {number(sum(squares))}")


def test_two_variables_cross_into_nine(says: Says) -> None:
    """Codes of three places."""
    from geo.bivariate import bivariate

    crossed = bivariate([1, 2, 3], [30, 20, 10])
    assert crossed.count(x="high", y="low") == 1
    says(f"les trois territoires ont les numéros {enumerate_words([str(code) for code in crossed.index])}")


def test_a_quarter_of_the_count_has_half_the_radius(says: Says) -> None:
    """Area follows the count."""
    from reports.print_signs import radii_of

    radii = radii_of(np.array([100.0, 25.0]), 100.0, 11.0)
    says(f"un cercle de {number(radii[0])} mm de rayon, la valeur 25 en a un de {number(radii[1], 1)} mm")


def test_contrast_of_the_accent(says: Says) -> None:
    """Luminance and contrast with white."""
    from geo import palettes

    says(
        f"`{palettes.ACCENT}`, a une luminance de {number(palettes.luminance(palettes.ACCENT), 3)}",
        f"Leur contraste est de {number(palettes.contrast(palettes.ACCENT, '#FFFFFF'), 1)}",
    )


def test_the_scale_bar_is_the_longest_round_length(says: Says) -> None:
    """A map at 1:120 000."""
    from reports.print_scale import bar_length

    says(f"soit {number(45 * 120 / 1000, 1)} km, elle représente {number(bar_length(1 / 120, 45) / 1000)} km")
