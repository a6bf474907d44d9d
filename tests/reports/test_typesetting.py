"""Typesetting: accessible, dated, the same bytes for the same data, faults said in French."""

import io
from datetime import date
from pathlib import Path

import numpy as np
import pytest
from pypdf import PdfReader

from data.formats import NARROW
from reports import typesetting
from reports.errors import TypesettingError
from reports.typesetting import pdf

DAY = date(2026, 11, 24)
SHOWN = {
    "title": "Arras",
    "paragraphs": [f"Une question{NARROW}? « 12{NARROW}345 »"],
    "sources": ["Insee, 2023"],
}


def read(document: bytes) -> PdfReader:
    return PdfReader(io.BytesIO(document))


def test_the_document_holds_its_title_its_texts_and_its_day():
    """What is given is in the page's text, with the day in French at the foot."""
    text = read(pdf("plain", SHOWN, made_on=DAY)).pages[0].extract_text()
    for words in ("Arras", "Une question", "Insee, 2023", "24 novembre 2026"):
        assert words in text


def test_the_document_is_tagged_titled_and_french():
    """A screen reader finds tags, the title and the language, as PDF/UA-1 asks."""
    reader = read(pdf("plain", SHOWN, made_on=DAY))
    catalogue = reader.trailer["/Root"]
    assert catalogue["/MarkInfo"]["/Marked"]
    assert str(catalogue["/Lang"]).startswith("fr")
    assert reader.metadata is not None
    assert reader.metadata.title == "Arras"
    assert b"pdfuaid:part" in catalogue["/Metadata"].get_data()


def test_the_same_data_and_day_give_the_same_bytes():
    """A document made twice is the same file, and another day is another file."""
    assert pdf("plain", SHOWN, made_on=DAY) == pdf("plain", SHOWN, made_on=DAY)
    assert pdf("plain", SHOWN, made_on=DAY) != pdf("plain", SHOWN, made_on=date(2026, 11, 25))


def test_only_the_embedded_fonts_are_used():
    """The text is set in the embedded face, whatever the machine has."""
    fonts = read(pdf("plain", SHOWN, made_on=DAY)).pages[0]["/Resources"]["/Font"].values()
    assert all("SourceSans3" in str(font.get_object()["/BaseFont"]) for font in fonts)


def test_an_unknown_template_is_said():
    """A template that does not exist is named in the fault."""
    with pytest.raises(TypesettingError, match="inconnu"):
        pdf("inconnu", {}, made_on=DAY)


def test_missing_data_are_said_with_the_template():
    """Data that the template asks for and does not get are a fault of that template, not an empty page."""
    with pytest.raises(TypesettingError, match="plain"):
        pdf("plain", {"title": "Sans texte"}, made_on=DAY)


def test_a_missing_face_is_refused(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    """A face that is missing is a fault, not a page in another face."""
    (tmp_path / "other.typ").write_text(
        '#set document(title: "x")\n#set text(font: "Inconnue", lang: "fr")\n= x\n', encoding="utf-8"
    )
    monkeypatch.setattr(typesetting, "TEMPLATES", tmp_path)
    monkeypatch.setattr(typesetting, "ROOT", tmp_path)
    with pytest.raises(TypesettingError, match="inconnue"):
        pdf("other", {}, made_on=DAY)


def test_numbers_that_json_lacks_become_none():
    """NaN and infinity reach the template as none, and NumPy numbers as numbers."""
    plain = typesetting._plain({"a": float("nan"), "b": (np.float64(1.5), np.int64(2)), 3: float("inf")})
    assert plain == {"a": None, "b": [1.5, 2], "3": None}


def test_a_character_that_the_face_lacks_does_not_stop_the_document():
    """An ideogram typed in a name is shown as a box; the document is made all the same."""
    shown = SHOWN | {"paragraphs": ["Tournée 漢 du lundi\nmatin"]}
    assert "Tournée □ du lundi" in read(pdf("plain", shown, made_on=DAY)).pages[0].extract_text()
