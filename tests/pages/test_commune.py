"""The page of a commune's sheet."""

from functools import partial

from data.formats import NARROW
from tests.pages.screen import opened, sound, text_of

_open = partial(opened, "commune")


def test_the_page_opens_on_arras_with_its_answer() -> None:
    """Without a choice, the sheet of Arras answers the question and names its sources."""
    app = _open()
    sound(app)
    said = text_of(app)
    assert app.title[0].value == f"Que manque-t-il à ma commune{NARROW}?"
    assert "<strong>Arras</strong> compte <strong>28,9 % de ménages sans voiture</strong>" in said
    assert "estimation" in said
    assert "Insee, Recensement de la population, 2022" in said
    assert "Licence à confirmer" in said


def test_a_cut_commune_shows_its_iris_and_says_that_outlines_are_approximate() -> None:
    """Arras has its table of IRIS, with the mention of the approximate outlines."""
    app = _open()
    assert "IRIS par IRIS" in [header.value for header in app.header]
    assert "approchés" in text_of(app)


def test_a_small_commune_says_what_is_secret_and_what_is_masked() -> None:
    """The sheet of Boyelles writes its hidden values as such and compares with its peers."""
    app = _open(commune="Boyelles")
    sound(app)
    said = text_of(app)
    assert "secret statistique" in said
    assert "masqué ou nul" in said
    assert "Communes de taille semblable (327 à 496 habitants)" in said
    assert "IRIS par IRIS" not in [header.value for header in app.header]


def test_a_commune_without_peers_has_no_column_for_them() -> None:
    """Arras, that no commune resembles, has no column of similar communes; Dainville has."""
    assert "Semblables" not in text_of(_open())
    assert "Semblables" in text_of(_open(commune="Dainville"))


def test_services_without_a_position_are_named() -> None:
    """The services that the minutes leave out are named under them."""
    said = text_of(_open(commune="Boyelles"))
    assert "2 lieux sans position connue" in said
    assert "CCAS d’Arras, CCAS de Saint-Nicolas-lez-Arras" in said


def test_a_code_in_the_address_opens_its_commune() -> None:
    """A link by code shows that commune."""
    app = _open(commune="62172")
    sound(app)
    assert "<strong>Boyelles</strong>" in text_of(app)


def test_an_unknown_commune_is_said_and_the_page_goes_on() -> None:
    """A name of elsewhere in the address is a warning, and Arras is shown."""
    app = _open(commune="Lille")
    sound(app)
    assert any("Lille" in warning.value for warning in app.warning)
    assert "<strong>Arras</strong>" in text_of(app)


def test_choosing_another_commune_changes_the_whole_sheet() -> None:
    """A choice in the list changes the answer and the files."""
    app = _open()
    app.selectbox(key="commune").set_value("62263").run()
    sound(app)
    assert "<strong>Dainville</strong>" in text_of(app)
    assert any("Fiche de Dainville" in str(button.proto.label) for button in app.get("download_button"))


def test_tables_keep_their_roles_for_screen_readers() -> None:
    """Folded or not, a table keeps its caption, its roles and its row headings."""
    said = text_of(_open(commune="Boyelles"))
    for mark in ('role="table"', "<caption>Boyelles : indicateurs comparés</caption>", 'scope="row"', 'scope="col"'):
        assert mark in said


def test_the_files_of_the_page_are_offered() -> None:
    """The page offers its PDF, the 46 sheets, and the tables."""
    labels = " ".join(str(button.proto.label) for button in _open().get("download_button"))
    for words in ("Fiche d’Arras (PDF, 1 page)", "Les 46 fiches (PDF", "Indicateurs (CSV)", "Indicateurs (XLSX)"):
        assert words in labels
