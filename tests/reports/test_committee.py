"""The presentation to the committee: one content, an editable PPTX, a PDF of the same figures."""

import io
import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pptx
import pypdf
import pytest

from outreach import scenarios
from outreach.scenarios import Question, Scenario
from reports.committee import boards, document, slides
from reports.committee.content import Presentation

DAY = date(2026, 11, 24)


@pytest.fixture(scope="module")
def scenario() -> Scenario:
    question = Question("menages_pauvres", 3, radius=20.0, mode="walk")
    return scenarios.keep(question, scenarios.decide(question))


@pytest.fixture(scope="module")
def presentation(scenario: Scenario) -> Presentation:
    return boards.presentation("Trois guichets", scenario, made_on=DAY)


@pytest.fixture(scope="module")
def deck(presentation: Presentation) -> pptx.presentation.Presentation:
    return pptx.Presentation(io.BytesIO(slides.pptx(presentation)))


def _plain(text: str) -> str:
    return re.sub(r"\s+", " ", text)


def _texts(slide) -> str:
    return _plain(" ".join(shape.text_frame.text for shape in slide.shapes if shape.has_text_frame))


def test_every_board_has_a_message_and_a_source(presentation: Presentation) -> None:
    """Each board says one thing, and where it comes from."""
    assert 9 <= len(presentation.boards) <= 11
    for board in presentation.boards:
        assert board.title
        assert board.message.endswith(".")
        assert board.sources


def test_slides_keep_native_charts_and_tables(presentation: Presentation, deck) -> None:
    """A chart stays a chart, a table a table, and each has a text that stands for it."""
    assert len(deck.slides) == len(presentation.boards) + 1
    for board, slide in zip(presentation.boards, list(deck.slides)[1:], strict=True):
        assert slide.shapes.title.text_frame.text
        assert any(shape.has_chart for shape in slide.shapes) == (board.chart is not None)
        assert any(shape.has_table for shape in slide.shapes) == (board.table is not None)
        for shape in slide.shapes:
            if shape.has_chart or shape.has_table:
                assert shape._element.xpath(".//p:cNvPr")[0].get("descr")


def test_slides_carry_sources_and_article_eight(deck) -> None:
    """Each slide has its sources, also in its notes; the money slide quotes article 8 and 80 %."""
    for slide in list(deck.slides)[1:]:
        assert "Sources" in _texts(slide)
        assert slide.notes_slide.notes_text_frame.text
    money = next(slide for slide in deck.slides if "financement" in _texts(slide))
    assert "article 8" in _texts(money)
    assert "80 %" in _texts(money)


def test_pdf_has_the_same_messages(presentation: Presentation) -> None:
    """The PDF holds each board's title and every large figure, one board a page."""
    read = pypdf.PdfReader(io.BytesIO(document.pdf(presentation, made_on=DAY)))
    pages = [_plain(page.extract_text()) for page in read.pages]
    assert len(pages) == len(presentation.boards) + 1
    for board, text in zip(presentation.boards, pages[1:], strict=True):
        assert _plain(board.title) in text
        for figure in board.figures:
            assert _plain(figure.value) in text


def test_pdf_is_the_same_for_the_same_day(presentation: Presentation) -> None:
    """The same plan and day give the same bytes."""
    assert document.pdf(presentation, made_on=DAY) == document.pdf(presentation, made_on=DAY)


def test_cost_is_not_invented(scenario: Scenario) -> None:
    """Without tours or a cost there is no amount; with both, the share is 80 % of the product."""
    unknown = boards.money(scenario)
    assert unknown.total is None
    tours = {"visits": 24, "sentence": "Essai.", "rhythm": []}
    known = boards.money(replace(scenario, cost_per_half_day=150.0).with_tours(tours))
    assert known.total == 3600
    board = next(
        board
        for board in boards.presentation(
            "Essai", replace(scenario, cost_per_half_day=150.0).with_tours(tours), made_on=DAY
        ).boards
        if board.title == "Le financement"
    )
    assert any(_plain(figure.value) == "2 880 €" for figure in board.figures)


def test_no_counted_service_shows_no_today(scenario: Scenario) -> None:
    """Without counted services the charts have no « Aujourd’hui »."""
    bare = replace(scenario, question=replace(scenario.question, counted=()))
    for board in boards.presentation("Essai", bare, made_on=DAY).boards:
        if board.chart is not None:
            assert "Aujourd’hui" not in {series.name for series in board.chart.series}


def test_fictitious_presentation_is_marked_everywhere(presentation: Presentation) -> None:
    """Each slide and page of a fictitious presentation says so."""
    marked = replace(presentation, fictitious=True)
    for slide in pptx.Presentation(io.BytesIO(slides.pptx(marked))).slides:
        assert "EXEMPLE FICTIF" in _texts(slide)
        heavy = [
            run.text
            for shape in slide.shapes
            if shape.has_text_frame and "EXEMPLE FICTIF" in shape.text_frame.text
            for paragraph in shape.text_frame.paragraphs
            for run in paragraph.runs
            if run.font.bold
        ]
        assert [text.strip() for text in heavy] == ["EXEMPLE FICTIF"]
    pages = pypdf.PdfReader(io.BytesIO(document.pdf(marked, made_on=DAY))).pages
    assert len(pages) == len(presentation.boards) + 1
    for page in pages:
        assert "EXEMPLE FICTIF" in _plain(page.extract_text())


def test_the_guide_of_the_committee_lists_every_board(presentation: Presentation) -> None:
    """Who reads the guide finds each board there under its title, in the order of the presentation."""
    guide = (Path(__file__).parents[2] / "docs" / "guide-comite.md").read_text(encoding="utf-8")
    listed = [_plain(title).casefold() for title in re.findall(r"^\| \*\*(.+?)\*\*", guide, re.MULTILINE)]
    shown = [re.sub(r"^les \d+ ", "", _plain(board.title).casefold()) for board in presentation.boards]
    assert [title for title in listed if title in shown] == shown


def test_a_long_message_is_written_smaller(presentation: Presentation) -> None:
    """A message of three lines keeps off the table below it; a short one keeps its size."""
    one, other = (
        replace(presentation.boards[0], title=title, message=f"{'mot ' * count}.")
        for title, count in (("Bref", 50), ("Long", 70))
    )
    made = pptx.Presentation(io.BytesIO(slides.pptx(replace(presentation, boards=(one, other)))))
    sizes = [
        {
            run.font.size.pt
            for shape in slide.shapes
            if shape.has_text_frame and shape.text_frame.text.startswith("mot ")
            for run in shape.text_frame.paragraphs[0].runs
        }
        for slide in list(made.slides)[1:]
    ]
    assert sizes == [{17}, {15}]
