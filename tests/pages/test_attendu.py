"""The part of the page Baromètre that needs no barometer."""

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
    assert len(app.dataframe) == 4
    said = " ".join(one.value for one in app.markdown)
    assert "peuvent être comparées" in said
    assert chosen in said


def test_the_map_shows_an_estimated_indicator():
    """The Carte says « estimation », tells the interval, and lists the areas that are not publishable."""
    app = AppTest.from_function(_explore, default_timeout=90)
    app.query_params["indicateur"] = "non_recours_pour_100"
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
