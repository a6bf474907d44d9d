"""The estimates by commune and IRIS on the page Baromètre, with the fictitious barometer and without any."""

from pathlib import Path

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from indicators import catalogue
from indicators.small_area.diagnostics import diagnostics
from indicators.small_area.published import available, published
from indicators.values import PUBLISHED, UNRELIABLE, values
from reports import small_area_tables, tables


def _part() -> None:
    from ui.views import petits_territoires

    petits_territoires.show()


@pytest.fixture
def nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No barometer."""
    monkeypatch.setenv("ATLAS_DATA_DIR", str(tmp_path))


@pytest.mark.usefixtures("nothing")
def test_without_a_barometer_there_is_nothing() -> None:
    """The part is not there, and no indicator of it is offered."""
    app = AppTest.from_function(_part, default_timeout=60).run()
    assert not app.exception
    assert not app.header
    assert not available()
    assert not [one for one in catalogue.at("commune") if one.id.startswith("non_recours_barometre")]


@pytest.mark.usefixtures("fictitious")
@pytest.mark.parametrize("level", ["commune", "iris"])
def test_the_part_shows_at_both_levels(level: str) -> None:
    """A sentence, a table and the diagnostics, without a fault."""
    app = AppTest.from_function(_part, default_timeout=60)
    app.query_params["maille"] = level
    app.run()
    assert not app.exception
    assert not app.error
    assert app.header[0].value == "Commune par commune"
    assert "estimation publiable" in app.markdown[0].value
    assert any("Méthode retenue" in one.value for one in app.markdown)
    assert len(app.dataframe) == 3


@pytest.mark.usefixtures("fictitious")
def test_indicators_follow_the_estimates() -> None:
    """Maps and exports read the same figures, hatched where not publishable, and say that they are invented."""
    found, shown = published("commune"), values("non_recours_barometre", "commune")
    assert np.array_equal(found.value, shown.value, equal_nan=True)
    assert set(shown.status) <= {PUBLISHED, "fragile", UNRELIABLE}
    assert [state == UNRELIABLE for state in shown.status] == (~shown.known).tolist()
    assert "EXEMPLE FICTIF" in shown.indicator.source
    assert shown.indicator.estimated
    assert "estimation" in shown.indicator.label


@pytest.mark.usefixtures("fictitious")
def test_communes_agree_with_the_whole_and_its_groups() -> None:
    """Communes add up to the direct estimate, and each comparable group agrees with its own."""
    of = diagnostics()
    assert of is not None
    assert of.estimates.overall.share is not None
    assert of.total == pytest.approx(of.estimates.overall.share, abs=1e-6)
    assert all(one.agrees for one in of.groups)
    assert of.compared > 30
    assert of.within > 0.85


@pytest.mark.usefixtures("fictitious")
def test_files_bear_the_mark_and_no_respondent() -> None:
    """The table leaves with EXEMPLE FICTIF and how to read it, and never counts the respondents of an area."""
    of_areas = small_area_tables.areas(published("commune", "jeunes"))
    text = tables.to_csv(of_areas).decode("utf-8-sig")
    assert "EXEMPLE FICTIF" in text
    assert "Répondants" not in text
    assert "code" not in [one.name for one in small_area_tables.on_screen(of_areas).columns]
