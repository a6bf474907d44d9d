"""What is said of the parts of the need index: equal weights, and what each component brings to an area."""

from data.formats import NARROW, NO_BREAK, typography
from reports.sentences import priorites_method, priorites_moves

NAMES = {"a": "Sans voiture", "b": "RSA", "c": "Chômage", "d": "Minutes"}


def _plain(text: str) -> str:
    assert typography(text) == text
    return text.replace(NARROW, " ").replace(NO_BREAK, " ")


def test_equal_weights_are_said_once() -> None:
    """Eight times 12 % would not make 100, and they differ in their last digits."""
    weights = dict(zip("abcdefgh", [1 / 8 + 1e-12, *[1 / 8] * 7], strict=True))
    assert _plain(priorites_method.weights_line(weights)) == "Poids : 12,5 % pour chacune des 8 composantes."
    assert _plain(priorites_method.weights_line({"RSA": 1.0})) == "Poids : RSA 100 %."
    assert _plain(priorites_method.weights_line({"RSA": 0.4, "HLM": 0.6})) == "Poids : HLM 60 % et RSA 40 %."


def test_the_greatest_parts_of_an_index_are_told_first() -> None:
    """Three of them with their points, out of the index that all add up to."""
    points = {"a": 9.0, "b": 20.04, "c": 0.0, "d": 10.0}
    said = _plain(priorites_moves.brought("Acq", points, NAMES, index=39.04))
    expected = "20,0 de « RSA », 10,0 de « Minutes » et 9,0 de « Sans voiture »"
    assert said == f"**Acq** : 39,0 points sur 100, dont {expected}."


def test_points_that_do_not_add_up_are_not_added_up() -> None:
    """With another scale or way of combining, the components are named, not counted."""
    said = _plain(priorites_moves.brought("Acq", {"a": 1.0, "b": 3.0}, NAMES, index=None))
    assert said == "**Acq** : les composantes qui apportent le plus de points sont « RSA » et « Sans voiture »."
    alone = _plain(priorites_moves.brought("Acq", {"a": 1.0, "b": -3.0}, NAMES, index=None))
    assert alone == "**Acq** : la composante qui apporte le plus de points est « Sans voiture »."


def test_an_area_under_the_mean_everywhere_has_no_part_to_tell() -> None:
    """On a scale around a mean, nothing may stand above it."""
    said = _plain(priorites_moves.brought("Acq", {"a": -1.0, "b": -3.0}, NAMES, index=None))
    assert said == "**Acq** : aucune composante ne tire son indice vers le haut."
