"""The catalogue of indicators."""

import pytest

from indicators import catalogue
from indicators.errors import UnknownIndicator
from indicators.publics import PUBLICS, THEMES, public


def test_every_indicator_has_a_theme_a_public_and_a_source() -> None:
    """A menu, a legend and a source line can be written for each indicator."""
    keys = {one.key for one in PUBLICS}
    for one in catalogue.everything().values():
        assert one.theme in THEMES
        assert one.public in keys | {""}
        assert one.producer
        assert one.vintage
        assert one.label
        assert one.direction in (-1, 0, 1)


def test_publics_come_in_the_programme_order() -> None:
    """The four publics are always in the same order."""
    assert [one.key for one in PUBLICS] == ["jeunes", "monoparents", "rsa_ppa_de", "seniors"]


def test_unknown_public_is_named() -> None:
    """A public that does not exist is named in the error."""
    with pytest.raises(ValueError, match="chats"):
        public("chats")


def test_rates_come_before_counts_in_a_menu() -> None:
    """A menu offers the rates, which can be compared, before the counts."""
    counts = [one.is_count for one in catalogue.at("commune")]
    assert counts == sorted(counts)


def test_ratio_carries_both_producers_and_an_unsettled_licence() -> None:
    """A ratio of a Carsat figure has its licence to confirm, and says where both terms come from."""
    ratio = catalogue.get("part_css_gratuite", "commune")
    assert ratio.is_ratio
    assert ratio.licence_to_confirm
    assert "Cnam" in ratio.source
    rsa = catalogue.get("part_rsa", "commune")
    assert "Cnaf" in rsa.source
    assert "Insee" in rsa.source
    assert rsa.vintage == "2021 et 2023"


def test_indicator_of_another_level_is_refused() -> None:
    """An indicator of the IRIS asked for at commune level is named in the error."""
    with pytest.raises(UnknownIndicator, match="part_hlm"):
        catalogue.get("part_hlm", "commune")


def test_sum_of_standards_of_living_is_never_offered() -> None:
    """The winsorised sum only serves as a numerator."""
    assert "ind_snv" not in {one.id for one in catalogue.at("carreau")}
