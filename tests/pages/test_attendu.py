"""The part of the page Baromètre that needs no barometer."""

import json

import pytest
from streamlit.testing.v1 import AppTest


def _page() -> None:
    from ui.views import attendu

    attendu.show()


@pytest.mark.parametrize(
    "chosen", ["Toutes les situations", "Revenu de solidarité active", "Euros non réclamés par an"]
)
def test_each_choice(chosen):
    """Every choice shows its table and its communes, without a fault."""
    app = AppTest.from_function(_page, default_timeout=60)
    app.run()
    app.selectbox[0].set_value(chosen).run()
    assert not app.exception
    assert not app.error
    assert len(app.dataframe) == 5
    said = " ".join(one.value for one in app.markdown)
    assert "peuvent être comparées" in said
    assert chosen in said


def _charts(app: AppTest) -> dict[str, dict]:
    """Return what Plotly is given for each chart, by its description."""
    return {one.proto.alt: json.loads(one.proto.spec) for one in app.get("plotly_chart")}


def _labels(chart: dict) -> list[str]:
    return [one["text"] for one in chart["layout"]["annotations"] if one.get("xref") == "paper"]


def test_units_are_kept_apart():
    """Households, persons and persons in a year have a chart each, with what stands beside it; so have euros."""
    app = AppTest.from_function(_page, default_timeout=60).run()
    charts = _charts(app)
    rows = [_labels(chart) for alt, chart in charts.items() if alt.startswith("Non-recours attendu, en ")]
    assert [[label.split(" ·")[0] for label in one] for one in rows] == [
        ["RSA", "Prime d’activité"],
        ["C2S gratuite", "C2S participative"],
        ["Assurance chômage"],
    ]
    said = " ".join(one.value for one in app.caption)
    assert "En foyers, à une date donnée" in said
    assert "En personnes, sur un an" in said
    euros = next(chart for alt, chart in charts.items() if alt.startswith("Euros non réclamés par an, par prestation"))
    assert _labels(euros) == ["RSA", "Prime d’activité", "Ensemble"]


def test_every_chart_has_its_figures_in_words():
    """Each chart is described with its rows, estimates and intervals."""
    app = AppTest.from_function(_page, default_timeout=60).run()
    for alt, chart in _charts(app).items():
        written = [one["text"] for one in chart["layout"]["annotations"] if " à " in one["text"]]
        assert written
        assert all(text in alt for text in written)


def test_communes_that_can_be_compared_are_ranked_beside_the_whole():
    """By default, the euros of a household: only communes with an estimate, and the line of the whole."""
    app = AppTest.from_function(_page, default_timeout=60).run()
    chart = next(chart for alt, chart in _charts(app).items() if "rapporté aux ménages" in alt)
    labels = [one["text"] for one in chart["layout"]["annotations"]]
    assert "Arras" in labels
    assert "Basseux" not in labels
    assert any(label.startswith("ensemble") for label in labels)
    assert "Arras réunirait" in " ".join(one.value for one in app.markdown)


def test_the_map_shows_an_estimated_indicator():
    """The Carte says « estimation », tells the interval, and lists the areas that are not publishable."""
    app = AppTest.from_function(_explore, default_timeout=90)
    app.query_params["indicateur"] = "non_recours_pour_100"
    app.query_params["tableau"] = "true"
    app.run()
    assert not app.exception
    assert not app.error
    headings = [column for table in app.dataframe for column in table.value.columns]
    assert {"valeur_bas", "valeur_haut"} <= set(headings)
    states = app.dataframe[0].value["etat"]
    assert set(states) <= {"estimation", "estimation fragile", "estimation non publiable"}
    assert app.dataframe[0].value.loc[states == "estimation non publiable", "rang"].isna().all()


def test_the_printed_map_says_estimation():
    """What is printed says that the values are estimated, and why some areas are hatched."""
    from indicators import catalogue
    from ui.views import carte_print, carte_view
    from ui.views.carte_choices import Refined

    of = carte_view.view(catalogue.get("non_recours_pour_100", "commune"), Refined("jenks", 5, (), "", ""))
    sheet = carte_print.sheet(of, ())
    assert "estimation" in sheet.title
    assert any("valeurs estimées" in line for line in sheet.mentions)
    assert sheet.absent_label == "Estimation non publiable"


def _explore() -> None:
    from pages import explore

    explore.show()
