"""The two folds under the map: whether the indicator is grouped, and what it is worth inside a zone."""

from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from indicators import spatial
from tests.pages.test_explore import healthy, opened, said, shared
from ui.map.paint import Zone
from ui.views import carte_espace, carte_zone, carte_zone_map


def _texts(app) -> str:
    return " ".join(block.value for block in app.markdown).replace("\u202f", " ").replace("\u00a0", " ")


def test_nothing_is_computed_before_a_fold_is_open(monkeypatch: pytest.MonkeyPatch) -> None:
    """A closed fold asks for nothing and sends nothing."""

    def refused(*_: object) -> None:
        raise AssertionError

    monkeypatch.setattr(carte_espace, "_grouping", refused)
    monkeypatch.setattr(carte_zone, "_in_quarters", refused)
    monkeypatch.setattr(carte_zone_map, "show_map", refused)
    app = opened(tableau="false")
    assert healthy(app)
    assert len(app.dataframe) == 0


@pytest.mark.parametrize(
    ("level", "indicator", "rows"),
    [("commune", "part_rsa", 46), ("iris", "part_hlm", 66), ("carreau", "men_pauv", 1727)],
)
def test_the_first_fold_answers_at_every_level(level: str, indicator: str, rows: int) -> None:
    """One sentence, then every area with what it is among its neighbours, those left out last."""
    app = opened(niveau=level, indicateur=indicator, regroupement="true")
    assert healthy(app)
    assert not app.warning
    assert "indice de Moran" in _texts(app)
    listed = app.dataframe[0].value
    assert len(listed) == rows
    if level == "commune":
        assert listed["note"].iloc[-1] == "masqué ou nul"
        assert listed["situation"].iloc[-1] == "Hors du calcul"
    assert "Benjamini et Hochberg" in said(app)


def test_nothing_to_measure_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without a measure there is the sentence, and no table."""
    carte_espace._grouping.clear()

    def nothing(of):
        return spatial.Grouping(of, None, spatial.TOO_FEW, spatial.pd.DataFrame())

    monkeypatch.setattr(carte_espace, "grouping", nothing)
    app = opened(regroupement="true")
    carte_espace._grouping.clear()
    assert healthy(app)
    assert "On ne peut pas le dire" in _texts(app)
    assert len(app.dataframe) == 1


def test_a_quarter_is_estimated_among_all() -> None:
    """The chosen quarter is in the sentence, all of them in the table, the method and the outlines below."""
    app = opened(niveau="iris", indicateur="part_hlm", estimation="true")
    assert healthy(app)
    app.selectbox(key="quartier").set_value("qpv-quatre-as").run()
    assert healthy(app)
    assert "dans le quartier Quatre As : **environ 38 % des résidences principales**, estimation" in _texts(app)
    assert len(app.dataframe[0].value) == 6
    assert "moyenne des taux, pondérée par « Résidences principales »" in said(app)
    assert "Contours des quartiers prioritaires approchés" in said(app)


def test_a_median_is_refused() -> None:
    """The page says why, and shows no number for it."""
    app = opened(indicateur="revenu_median", estimation="true")
    assert healthy(app)
    assert "une médiane ne s’estime pas dans une zone" in _texts(app)
    assert app.dataframe[0].value["valeur"].isna().all()


def test_a_place_some_minutes_and_a_mode() -> None:
    """The sentence follows the place, the minutes and the mode; the table gives the three modes."""
    app = opened(estimation="true", zone="lieux", lieu="caf-arras", trajet="walk", delai="15")
    assert healthy(app)
    assert not app.warning
    assert "à 15 minutes ou moins, à pied, du lieu « Caf du Pas-de-Calais, accueil d’Arras »" in _texts(app)
    listed = app.dataframe[0].value
    assert len(listed) == 3
    assert listed["habitants"].is_monotonic_increasing
    assert "Limites de la zone approchées" in said(app)


@pytest.fixture
def maps(monkeypatch: pytest.MonkeyPatch) -> list[dict[str, Any]]:
    """Keep what the fold's map is asked to show, in place of showing it."""
    kept: list[dict[str, Any]] = []
    monkeypatch.setattr(carte_zone_map, "show_map", lambda *_, **shown: kept.append(shown))
    return kept


def test_a_quarter_is_drawn_over_the_others(maps: list[dict[str, Any]]) -> None:
    """The map of the fold holds the chosen quarter alone as its zone, said approximate, and the outlines of all."""
    app = opened(niveau="iris", indicateur="part_hlm", estimation="true", croiser="taux_chomage")
    app.selectbox(key="quartier").set_value("qpv-quatre-as").run()
    (zone,) = maps[-1]["zones"]
    assert isinstance(zone, Zone)
    assert (zone.title, zone.approximate) == ("Quartier Quatre As", True)
    assert maps[-1]["overlays"] == ("qpv",)
    assert zone.key != maps[0]["zones"][0].key
    # The indicator of the estimate alone, though the page crosses it with another.
    assert maps[-1]["legend"].matrix is None


def test_a_zone_around_a_place_is_drawn_with_the_place(maps: list[dict[str, Any]]) -> None:
    """The drawn zone is that of the chosen minutes and mode, said an estimate; another choice draws another."""
    app = opened(estimation="true", zone="lieux", lieu="caf-arras", trajet="walk", delai="15")
    app.slider(key="delai").set_value(30).run()
    (near,), (far,) = maps[0]["zones"], maps[-1]["zones"]
    assert (
        far.title.replace("\u202f", " ").replace("\u00a0", " ")
        == "Carreaux habités à 30 minutes ou moins, à pied : estimation"
    )
    assert far.approximate
    assert near.key != far.key
    assert len(far.polygons[0][0]) > len(near.polygons[0][0])
    (place,) = maps[-1]["points"]
    assert [point.identifier for point in place.points] == ["caf-arras"]
    app.selectbox(key="indicateur").set_value("part_rsa").run()
    assert maps[-1]["zones"] == [far]


def test_a_masked_count_is_a_bracket_and_an_unreliable_estimate_is_not_available() -> None:
    """Neither is read as 0."""
    app = opened(indicateur="foyers_rsa", estimation="true", zone="lieux", lieu="fs-1940", delai="20")
    assert "Valeur masquée ou nulle, prise de 0" in _texts(app)
    assert "Fourchette" in set(app.dataframe[0].value["etat"])
    app.selectbox(key="indicateur").set_value("non_recours_attendu").run()
    assert healthy(app)
    assert "**non disponible**" in _texts(app)


def test_the_shared_link_opens_the_folds() -> None:
    """The link holds what is open and what is chosen inside."""
    first = opened(regroupement="true", estimation="true", zone="lieux", lieu="caf-arras", delai="20")
    link = shared(first)
    asked = {key: value[0] for key, value in parse_qs(urlsplit(link).query).items()}
    assert asked["regroupement"] == "true"
    second = opened(**asked)
    assert not second.warning
    assert _texts(second) == _texts(first)


def test_an_unknown_place_is_said() -> None:
    """A place that does not exist is named; the page shows the usual one."""
    app = opened(estimation="true", zone="lieux", lieu="nulle-part")
    assert any("nulle-part" in warning.value for warning in app.warning)
    assert healthy(app)
