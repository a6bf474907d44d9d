"""The page of the map."""

import math
from urllib.parse import parse_qs, urlsplit

import numpy as np
import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from data.errors import TableMissing
from geo import territory
from indicators import catalogue
from indicators.values import SECRET, values
from reports.tables import Table, to_csv
from ui.errors import ScreenError
from ui.map.component import MapEvent
from ui.views import carte_areas, carte_choices, carte_map, carte_print, carte_refine, carte_table, carte_view
from ui.views.carte_choices import Refined

ARRAS, DAINVILLE = "62041", "62263"
PLAIN = Refined("jenks", 5, (), "", "")


def _page() -> None:
    from pages import explore

    explore.show()


def opened(**address: str | list[str]) -> AppTest:
    """Return the page opened at an address, its table unfolded unless the address says otherwise."""
    app = AppTest.from_function(_page, default_timeout=60)
    for key, value in {"tableau": "true", **address}.items():
        app.query_params[key] = value
    return app.run()


def said(app: AppTest) -> str:
    """Return all the page's own HTML: the answer, the panel, the sources."""
    return "\n".join(str(block.proto.body) for block in app.get("html")).replace("\u202f", " ").replace("\u00a0", " ")


def shared(app: AppTest) -> str:
    """Return the address that « Partager cette vue » offers."""
    app.session_state["carte-lien"] = True
    return str(app.run().code[0].value)


def healthy(app: AppTest) -> bool:
    """Tell whether nothing on the page failed."""
    return not app.exception and not app.error


def rows(app: AppTest) -> "list[str]":
    """Return the names of the first column of the page's table."""
    return list(app.dataframe[0].value.iloc[:, 0])


def test_the_page_opens_on_the_poor_households() -> None:
    """Without any choice the page answers, shows the whole territory and its 46 rows."""
    app = opened()
    assert healthy(app)
    assert not app.warning
    assert app.title[0].value == "Où se concentrent les besoins\u202f?"
    assert "<strong>Arras</strong> a la valeur la plus haute" in said(app)
    assert app.header[0].value == "Tout le territoire"
    assert len(rows(app)) == 46


def test_an_address_of_codes_restores_the_view() -> None:
    """Level, indicator, territory and pinned territories come back from the codes of an address."""
    app = opened(niveau="iris", indicateur="taux_pauvrete", territoire="620410102", comparer=["620410102", ARRAS])
    assert healthy(app)
    assert not app.warning
    assert app.segmented_control(key="niveau").value == "iris"
    assert app.selectbox(key="indicateur").value == "taux_pauvrete"
    assert app.header[0].value == "Blancs Monts Baudimont 2 (Arras)"
    assert app.multiselect(key="comparer").value == ["620410102", ARRAS]
    assert any(header.value.startswith("Comparaison") for header in app.header)


def test_an_address_of_names_restores_the_view() -> None:
    """The labels that the page itself writes in the address are read back."""
    app = opened(indicateur="Foyers au RSA, nombre", territoire="Arras")
    assert app.selectbox(key="indicateur").value == "foyers_rsa"
    assert app.header[0].value == "Arras"
    assert "2 205 foyers" in said(app)


def test_unknown_choices_are_said_and_the_page_goes_on() -> None:
    """Each choice that does not exist is named once, in the reader's words, and the usual view is shown."""
    app = opened(niveau="zzz", indicateur="nimporte", territoire="99999", classes="42", couches=["x"], comparer="y")
    notes = " ".join(warning.value for warning in app.warning)
    for wrong in ("zzz", "nimporte", "99999", "42", "«\u202fx\u202f»", "«\u202fy\u202f»"):
        assert wrong in notes
    assert healthy(app)
    assert len(rows(app)) == 46
    assert not app.run().warning


def test_a_wrong_choice_is_still_said_beside_a_code() -> None:
    """Reading a code starts the page again; what is wrong elsewhere in the address is not lost for that."""
    app = opened(niveau="zzz", indicateur="part_rsa")
    assert app.selectbox(key="indicateur").value == "part_rsa"
    assert any("zzz" in warning.value for warning in app.warning)


def test_an_indicator_of_another_level_is_offered_there() -> None:
    """The page says where the indicator exists, shows another, and goes there at a click."""
    app = opened(niveau="iris", indicateur="foyers_rsa")
    assert healthy(app)
    assert not app.warning
    assert "Foyers au RSA" in app.info[0].value
    assert "«\u202fCommunes\u202f»" in app.info[0].value
    assert app.selectbox(key="indicateur").value == "part_menages_pauvres"
    app.button(key="carte-aller").click().run()
    assert app.segmented_control(key="niveau").value == "commune"
    assert app.selectbox(key="indicateur").value == "foyers_rsa"
    assert not app.info


def test_a_change_of_level_keeps_figure_and_territory() -> None:
    """From communes to cells the same figure and the same commune stay, under the names of the level."""
    app = opened(territoire=ARRAS, comparer=[ARRAS])
    app.segmented_control(key="niveau").set_value("carreau").run()
    assert healthy(app)
    assert not app.warning
    assert app.selectbox(key="indicateur").value == "taux_menages_pauvres"
    assert app.header[0].value == "Arras"
    app.segmented_control(key="niveau").set_value("iris").run()
    assert app.selectbox(key="indicateur").value == "part_menages_pauvres"
    assert app.selectbox(key="territoire").value == ARRAS
    assert app.multiselect(key="comparer").value == [ARRAS]


def test_a_menu_tells_its_choice_again_when_its_words_change() -> None:
    """The same figure has another name at another level: the browser is told it, for it keeps what it showed."""
    app = opened(indicateur="revenu_median", croiser="taux_pauvrete")
    assert not app.run().selectbox(key="indicateur").proto.set_value
    app.segmented_control(key="niveau").set_value("iris").run()
    shown = app.selectbox(key="indicateur")
    assert shown.value == "revenu_median"
    assert shown.proto.set_value
    assert shown.proto.raw_value == carte_choices.menu_label(catalogue.get("revenu_median", "iris"))
    assert shown.proto.raw_value != carte_choices.menu_label(catalogue.get("revenu_median", "commune"))
    assert not app.run().selectbox(key="indicateur").proto.set_value


def test_a_theme_narrows_the_indicators() -> None:
    """A public shows its own indicators only, at the first of them when the shown one is not among them."""
    app = opened()
    app.selectbox(key="theme").set_value("seniors").run()
    assert healthy(app)
    assert not app.warning
    assert catalogue.get(app.selectbox(key="indicateur").value, "commune").public == "seniors"
    assert len(app.selectbox(key="indicateur").options) == len(catalogue.at("commune", public="seniors"))


def test_a_territory_is_shown_with_its_rank_and_neighbours() -> None:
    """The panel gives the value, the rank among the 46, what it is made of, the whole and the neighbours."""
    app = opened(indicateur="part_rsa")
    app.selectbox(key="territoire").set_value(ARRAS).run()
    text = said(app)
    assert "1ᵉʳ sur 33 (13 valeurs non publiées)" in text
    assert "soit 2 205 foyers sur 19 654 ménages" in text
    assert ">CUA<" in text
    assert "Médiane des communes voisines" in text
    assert "Dainville" in text


def test_a_secret_value_is_a_word_and_never_a_number() -> None:
    """A commune under disclosure control shows its reason in place of a value, and no rank."""
    code = values("taux_pauvrete", "commune").codes[values("taux_pauvrete", "commune").status.index(SECRET)]
    app = opened(indicateur="taux_pauvrete", territoire=code)
    assert healthy(app)
    assert "<em>secret statistique</em>" in said(app)


def test_territories_are_pinned_compared_and_released() -> None:
    """Two pinned territories are compared on the whole theme; a third is the last."""
    app = opened(indicateur="part_rsa", territoire=ARRAS)
    app.button(key="carte-epingler").click().run()
    assert app.multiselect(key="comparer").value == [ARRAS]
    app.selectbox(key="territoire").set_value(DAINVILLE).run()
    app.button(key="carte-epingler").click().run()
    assert any(header.value == "Comparaison\u202f: Prestations sociales" for header in app.header)
    compared = app.dataframe[0].value
    assert list(compared.columns[1:4]) == ["territoire_1", "territoire_2", "cua"]
    app.multiselect(key="comparer").set_value([ARRAS, DAINVILLE, "62004"]).run()
    app.selectbox(key="territoire").set_value("62013").run()
    assert app.button(key="carte-epingler").disabled
    app.selectbox(key="territoire").set_value(ARRAS).run()
    app.button(key="carte-retirer").click().run()
    assert app.multiselect(key="comparer").value == [DAINVILLE, "62004"]
    assert healthy(app)


def test_a_click_on_the_map_chooses(monkeypatch: pytest.MonkeyPatch) -> None:
    """One click on an area shows it in the panel in one run, and does not move the map; one on a place, its hours."""
    looked_at = []

    def as_buttons(*_: object, **shown: object) -> None:
        looked_at.append(shown["focus"])
        click = shown["on_click"]
        area, place = MapEvent("commune", ARRAS, 1, True), MapEvent("france_services", "fs-1940", 2, True)
        st.button("area", on_click=click, args=(area,), key="click-area")  # type: ignore[arg-type]
        st.button("place", on_click=click, args=(place,), key="click-place")  # type: ignore[arg-type]

    monkeypatch.setattr(carte_map, "show_map", as_buttons)
    app = opened(couches=["noms", "services"])
    app.button(key="click-area").click().run()
    assert app.header[0].value == "Arras"
    assert looked_at[-1] is None
    app.button(key="click-place").click().run()
    shown = " ".join(block.value for block in app.markdown).replace("\u202f", " ")
    assert "France services Pimms" in shown
    assert "mardi" in shown
    app.selectbox(key="territoire").set_value(DAINVILLE).run()
    assert looked_at[-1] == DAINVILLE


def test_rates_cross_and_counts_do_not() -> None:
    """Two rates make nine colours and their own sentence; a count offers a rate under its circles instead."""
    app = opened(indicateur="part_rsa", croiser="revenu_median")
    assert healthy(app)
    assert "cumulent un niveau haut de « Foyers au RSA » et un niveau bas de « Revenu médian »" in said(app)
    app.selectbox(key="indicateur").set_value("foyers_rsa").run()
    assert healthy(app)
    assert not app.warning
    assert not any(box.key == "croiser" for box in app.selectbox)
    assert "En couleur, sous les cercles" in said(app)
    app.selectbox(key="fond").set_value("aucune").run()
    assert "En couleur" not in said(app)


def test_classes_set_by_hand() -> None:
    """Bounds are read as written in French; a bound that is not a number is named and the map stays."""
    app = opened(methode="manual", bornes="5 ; 10 ; 12,5")
    assert healthy(app)
    assert any("moins de 5" in str(label) for label in app.dataframe[0].value["classe"])
    app.text_input(key="bornes").set_value("5 ; beaucoup").run()
    assert healthy(app)
    assert "beaucoup" in app.warning[0].value


def test_places_are_listed_with_their_hours() -> None:
    """The services that the map shows are in a table too, with opening hours and what is not on the map."""
    app = opened(couches=["services", "hotes", "qpv"])
    assert healthy(app)
    assert any(header.value == "Les lieux de la carte" for header in app.header)
    listed = app.dataframe[-1].value
    assert listed["horaires"].str.contains("mardi").any()
    assert listed["position"].str.contains("à géocoder").any()
    assert "Contours des quartiers prioritaires approchés" in said(app)


@pytest.mark.parametrize("level", ["commune", "iris", "carreau"])
def test_the_table_waits_to_be_opened(level: str) -> None:
    """No row is sent before somebody opens the table; it stays open at another indicator."""
    app = opened(niveau=level, tableau="false")
    assert healthy(app)
    assert len(app.dataframe) == 0
    app.session_state["tableau"] = True
    assert len(rows(app.run())) == len(territory.load().codes(level))
    app.selectbox(key="indicateur").set_value("revenu_median" if level != "carreau" else "men_pauv").run()
    assert len(app.dataframe) == 1


def test_the_cells_that_are_imputed_are_counted() -> None:
    """The answer on cells says how many hold imputed values."""
    assert "779 carreaux sur 1 727 ont des valeurs imputées" in said(opened(niveau="carreau", tableau="false"))


def test_files_and_link_wait_to_be_opened() -> None:
    """The buttons of the files and the address of the view are sent once their menus are open."""
    app = opened()
    assert not app.get("download_button")
    assert not app.code
    app.session_state["carte-fichiers-menu"] = True
    assert len(app.run().get("download_button")) == 7


def test_the_shared_link_restores_the_view() -> None:
    """The link of a view opens the same choices."""
    first = opened(niveau="iris", indicateur="part_hlm", territoire="620410901", couches="qpv", classes="7")
    link = shared(first)
    asked = parse_qs(urlsplit(link).query, keep_blank_values=True)
    second = opened(**{key: value if len(value) > 1 else value[0] for key, value in asked.items()})
    assert not second.warning
    assert shared(second) == link
    assert second.header[0].value == "Saint-Michel (Arras)"
    assert second.slider(key="classes").value == 7


def test_a_missing_table_is_said_in_french(monkeypatch: pytest.MonkeyPatch) -> None:
    """A table that is not there is named in the place of the map; the page does not break."""

    def missing(*_: object) -> None:
        raise TableMissing("figures")

    monkeypatch.setattr(carte_view, "view", missing)
    app = opened()
    assert not app.exception
    assert "figures" in app.error[0].value


@pytest.mark.parametrize("level", ["commune", "iris", "carreau"])
def test_every_indicator_can_be_mapped(level: str) -> None:
    """Counts are circles, the rest is flat colour, and what has no value is hatched and named."""
    for indicator in catalogue.at(level):
        shown = carte_view.view(indicator, PLAIN)
        of = shown.of
        assert (shown.circles is not None) == indicator.is_count
        assert (shown.classes is not None) != indicator.is_count
        assert len(shown.paint.palette) <= 7
        hidden = {code for code, known in zip(of.codes, of.known, strict=True) if not known}
        assert hidden <= shown.paint.hatched
        if indicator.licence_to_confirm:
            assert "Licence à confirmer" in shown.legend.note
            assert "licence à confirmer" in " ".join(shown.sources)


@pytest.mark.parametrize("level", ["commune", "iris", "carreau"])
def test_menu_labels_are_unique(level: str) -> None:
    """The address names a choice by its label: no two indicators of a level share one, and no two territories."""
    labels = [carte_choices.menu_label(one) for one in catalogue.at(level)]
    assert len(set(labels)) == len(labels)
    names = list(carte_areas.areas(level).values())
    assert len(set(names)) == len(names)


def test_a_territory_is_carried_over_levels() -> None:
    """A commune of one IRIS is that IRIS; a larger one stays a commune; a cell is its commune elsewhere."""
    known = territory.load()
    cell = known.codes("carreau")[0]
    alone = next(code for code in known.communes if carte_areas.carried(code, "iris") in known.iris)
    assert known.commune_of(carte_areas.carried(alone, "iris")) == alone
    assert carte_areas.carried(ARRAS, "iris") == ARRAS
    assert carte_areas.carried(cell, "commune") == known.commune_of(cell)
    assert carte_areas.carried(cell, "carreau") == cell
    assert carte_areas.recognised(carte_areas.area_label(cell, "carreau"), "carreau") == cell
    assert carte_areas.recognised("Arras, toute la commune", "iris") == ARRAS
    assert carte_areas.recognised("nulle part", "commune") is None


@pytest.mark.parametrize(
    ("text", "bounds"),
    [("5 ; 10 ; 12,5", (5.0, 10.0, 12.5)), ("10 5 5", (5.0, 10.0)), ("", ()), ("\u202f7\u00a0;\u202f3", (3.0, 7.0))],
)
def test_bounds_are_read_as_they_are_written(text: str, bounds: tuple[float, ...]) -> None:
    """Decimal commas, semicolons and French spaces are understood; bounds ascend, each once."""
    assert carte_refine.parsed_breaks(text) == bounds


@pytest.mark.parametrize(("text", "named"), [("5 ; x", "x"), ("inf", "inf"), ("1 2 3 4 5 6 7", "7 bornes")])
def test_impossible_bounds_are_named(text: str, named: str) -> None:
    """What is not a number, or makes more than seven classes, is refused by its name."""
    with pytest.raises(ScreenError, match=named):
        carte_refine.parsed_breaks(text)


def made_table(identifier: str, level: str, refined: Refined = PLAIN) -> Table:
    """Return the table of an indicator."""
    return carte_table.table(catalogue.get(identifier, level), refined)


def test_the_table_starts_with_the_need() -> None:
    """Rows come from the greatest need: high poverty, low income; hidden ones last, empty and explained."""
    poverty = made_table("taux_pauvrete", "commune").frame
    assert poverty["nom"].iloc[0] == "Arras"
    hidden = poverty[poverty["valeur"].isna()]
    assert len(hidden) == 39
    assert set(hidden["etat"]) == {"secret statistique"}
    assert hidden["rang"].isna().all()
    income = made_table("revenu_median", "commune").frame["valeur"]
    assert income.is_monotonic_increasing


def test_the_table_says_what_is_approximate_or_imputed() -> None:
    """Approximate outlines and imputed cells are marked row by row, and mentioned in what leaves."""
    iris = made_table("part_hlm", "iris")
    assert (iris.frame["contour"] == "approché").sum() == 25
    assert "Contours des IRIS approchés" in to_csv(iris).decode()
    cells = made_table("taux_menages_pauvres", "carreau")
    assert (cells.frame["etat"] == "imputé par l’Insee").sum() == 779
    assert any("imputées" in line for line in cells.mentions)


def test_shares_of_a_count_add_up() -> None:
    """The shares of the published total make 100 %, without the hidden counts."""
    frame = made_table("foyers_rsa", "commune", Refined("jenks", 5, (), "", "part_rsa")).frame
    assert frame["part"].sum() == pytest.approx(100)
    assert frame["part"].isna().sum() == 13
    assert frame.loc[frame["nom"] == "Arras", "taux"].iloc[0] == pytest.approx(11.2, abs=0.05)


@pytest.mark.parametrize(
    ("identifier", "level", "refined", "layers"),
    [
        ("foyers_rsa", "commune", Refined("jenks", 5, (), "", "part_rsa"), ("noms", "qpv", "services", "hotes")),
        ("part_rsa", "commune", Refined("quantiles", 5, (), "revenu_median", ""), ("noms",)),
        ("taux_pauvrete", "iris", PLAIN, ()),
        ("men_pauv", "carreau", PLAIN, ()),
    ],
)
def test_the_printed_map_shows_what_the_screen_shows(
    identifier: str, level: str, refined: Refined, layers: tuple[str, ...]
) -> None:
    """The sheet has the same classes, circles, mentions and layers as the map, in the order of the areas."""
    shown = carte_view.view(catalogue.get(identifier, level), refined)
    sheet = carte_print.sheet(shown, layers)
    assert list(sheet.units["code"]) == list(shown.of.codes)
    assert (sheet.fill is not None) == (shown.classes is not None)
    assert (sheet.cross is not None) == (shown.crossed is not None)
    assert (sheet.circles is not None) == (shown.circles is not None)
    assert (sheet.qpv is not None) == ("qpv" in layers)
    assert bool(sheet.marks) == ("services" in layers)
    assert any(indicator.vintage in " ".join(sheet.sources) for indicator in shown.indicators)
    if level == "iris":
        assert any("approchés" in line for line in sheet.mentions)
    if sheet.circles is not None:
        np.testing.assert_array_equal(sheet.circles.values, shown.of.value)
    assert not math.isnan(sheet.units.area.min())
