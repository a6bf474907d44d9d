"""The sheets on paper: one A4 page for each of the 46 communes, holding what they promise."""

import io
from datetime import date

import pytest
from pypdf import PdfReader

from data import catalogue
from data.formats import NARROW, NO_BREAK
from geo import territory
from geo.territory import UnknownArea
from indicators.sheet import sheet
from reports import commune_sheet

# The sheets are laid out once: another worker would lay them out again.
pytestmark = pytest.mark.xdist_group("sheets")

DAY = date(2026, 11, 24)
NAMES = {code: area.name for code, area in territory.load().communes.items()}


def plain(text: str) -> str:
    """A text with ordinary spaces, on one line."""
    return " ".join(text.replace(NO_BREAK, " ").replace(NARROW, " ").split())


@pytest.fixture(scope="module")
def all_sheets() -> tuple[PdfReader, list[str]]:
    """The document of all the communes and the text of each of its pages."""
    reader = PdfReader(io.BytesIO(commune_sheet.all_to_pdf(made_on=DAY)))
    return reader, [plain(page.extract_text()) for page in reader.pages]


def test_each_commune_has_exactly_one_a4_page(all_sheets: tuple[PdfReader, list[str]]):
    """46 communes make 46 pages, each of A4 size and opened by its commune's name, in order."""
    reader, texts = all_sheets
    assert len(reader.pages) == len(NAMES) == 46
    for page, text, name in zip(reader.pages, texts, NAMES.values(), strict=True):
        assert round(float(page.mediabox.width)) == 595
        assert round(float(page.mediabox.height)) == 842
        assert f"que manque-t-il à ma commune ? {name} " in text


def test_every_page_holds_its_parts_and_its_day(all_sheets: tuple[PdfReader, list[str]]):
    """No page lost a part to its length: from the answer to the sources, the estimate's mention and the day."""
    for text in all_sheets[1]:
        for words in (
            "Revenus et pauvreté",
            "Équipements",
            "Minutes en voiture estimation",
            "Publics",
            "Mairie :",
            "Sources : Insee",
            "Licence à confirmer",
            "Temps estimés",
            "position connue",
            "24 novembre 2026",
        ):
            assert words in text


def test_hidden_values_are_said_on_the_page(all_sheets: tuple[PdfReader, list[str]]):
    """The 39 communes whose poverty is secret say « secret statistique », the 7 others do not."""
    secret = [name for name, text in zip(NAMES.values(), all_sheets[1], strict=True) if "secret statistique" in text]
    hidden = [of.name for of in map(sheet, NAMES) if any(row.status == "secret" for row in of.hidden)]
    assert secret == hidden
    assert len(secret) == 39


def test_every_page_can_be_reached_from_the_outline(all_sheets: tuple[PdfReader, list[str]]):
    """The document's outline names each commune."""
    outline = [item for item in all_sheets[0].outline if not isinstance(item, list)]
    assert [str(item.title) for item in outline] == list(NAMES.values())


def test_a_sheet_alone_is_one_tagged_page_with_its_title():
    """One commune's document has one page, its own title, and the tags that a screen reader follows."""
    reader = PdfReader(io.BytesIO(commune_sheet.to_pdf("62041", made_on=DAY)))
    assert len(reader.pages) == 1
    assert reader.metadata is not None
    assert reader.metadata.title == "Fiche commune d’Arras"
    assert reader.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert "1 / 1" not in reader.pages[0].extract_text()


def test_the_same_day_gives_the_same_file():
    """A sheet made twice is the same bytes."""
    assert commune_sheet.to_pdf("62172", made_on=DAY) == commune_sheet.to_pdf("62172", made_on=DAY)


def test_french_spaces_stand_before_the_signs():
    """No ordinary space stands before a colon, a semicolon or a question mark on the page."""
    reader = PdfReader(io.BytesIO(commune_sheet.to_pdf("62041", made_on=DAY)))
    text = reader.pages[0].extract_text()
    assert f"commune{NARROW}?" in text
    assert not any(sign in text for sign in (" ;", " ?", " !", "'"))


def test_an_unknown_commune_has_no_sheet():
    """A code of elsewhere is a fault."""
    with pytest.raises(UnknownArea):
        commune_sheet.to_pdf("75056", made_on=DAY)


def test_many_places_are_counted_rather_than_cut():
    """Where the page cannot name every place, it says how many it leaves out."""
    from indicators.vicinity import vicinity

    assert plain(commune_sheet.places_here(vicinity("62041"))).endswith("et 7 autres lieux.")
    assert "Aucun autre service" in commune_sheet.places_here(vicinity("62172"))


def test_the_first_commune_is_premiere():
    """The rank by population agrees with « commune »."""
    assert "1ʳᵉ commune sur 46" in commune_sheet.subtitle(sheet("62041"))
    assert "46ᵉ commune" in commune_sheet.subtitle(sheet("62085"))


def test_a_fictitious_table_marks_the_sheet_and_leaves_it_on_its_page(monkeypatch: pytest.MonkeyPatch) -> None:
    """The fullest sheet keeps to one page, says « EXEMPLE FICTIF » beside its title and names all that is invented."""
    invented = tuple(f"Tableau d’indicateurs par commune et par IRIS, avec « relevé {n} »" for n in range(12))
    monkeypatch.setattr(catalogue, "fictitious", lambda: invented)
    reader = PdfReader(io.BytesIO(commune_sheet.to_pdf("62041", made_on=DAY)))
    (page,) = reader.pages
    text = plain(page.extract_text())
    assert "EXEMPLE FICTIF" in text[: text.index("Arras compte")]
    assert "« relevé 0 »" in text
    assert "« relevé 11 »" in text
    assert "Licence à confirmer" in text
