"""The page Baromètre: with none, with the fictitious one, with one that is already counted, with two waves."""

import io
import json
import re
from functools import partial
from pathlib import Path

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from data.importers.barometer import example, prepare
from data.importers.commit import commit
from indicators import barometer
from reports import survey_tables, tables
from tests.pages.screen import opened, sound, text_of

_open = partial(opened, "survey")


@pytest.fixture
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A data folder of one's own, empty."""
    monkeypatch.setenv("ATLAS_DATA_DIR", str(tmp_path))


@pytest.mark.usefixtures("own")
def test_without_a_barometer_the_page_tells_what_is_published() -> None:
    """The published rate answers, with its source, and the page says how to load a survey."""
    app = _open()
    sound(app)
    said = text_of(app)
    assert "16 % des répondants en situation de non-recours" in said
    assert "France urbaine, Baromètre du non-recours, 2024" in said
    assert "exemple fictif" in said


@pytest.mark.usefixtures("fictitious")
def test_the_fictitious_barometer_is_told_with_its_mark() -> None:
    """The page opens on the overall rate with its interval, its mark, and how it was weighed."""
    app = _open()
    sound(app)
    said = text_of(app)
    assert "EXEMPLE FICTIF" in said
    assert "% des habitants de 16 ans ou plus</strong> (estimation, de" in said
    assert "redressés par calage" in said
    assert "Une seule vague" in said
    assert "Statistique Canada" in said


@pytest.mark.usefixtures("fictitious")
@pytest.mark.parametrize("public", ["jeunes", "seniors", "Familles monoparentales"])
@pytest.mark.parametrize("benefit", ["c2s", "aspa"])
def test_every_choice_is_shown_or_said_not_to_be(public: str, benefit: str) -> None:
    """A public and a benefit chosen in the address give a rate, or the words that it cannot be published."""
    app = _open(public=public, droit=benefit)
    sound(app)
    said = text_of(app)
    assert "ne la reçoivent pas" in said or "n’est pas publiable" in said
    assert "portent sur tous les droits ensemble" in said


@pytest.mark.usefixtures("fictitious")
def test_a_bad_address_is_said_and_the_page_goes_on() -> None:
    """An unknown public in the address is said; the page shows everybody."""
    app = _open(public="martiens")
    sound(app)
    assert "martiens" in text_of(app)
    assert "des habitants de 16 ans ou plus" in text_of(app)


@pytest.mark.usefixtures("fictitious")
def test_files_carry_the_mark_the_sources_and_no_small_count() -> None:
    """Every table leaves with its mark and sources; no count in it is under 30."""
    found = barometer.results()
    every = survey_tables.every(found)
    text = tables.to_csv(every[0]).decode()
    assert "EXEMPLE FICTIF" in text
    assert "intervalle de confiance à 95" in text
    assert tables.to_xlsx(*every)[:2] == b"PK"
    for one in every:
        assert one.frame["n"].dropna().min() >= 30
        hidden = one.frame["reliability"] == "non publiable"
        assert one.frame.loc[hidden, ["share", "low", "high"]].isna().all(axis=None)


@pytest.mark.usefixtures("own")
def test_two_waves_are_compared() -> None:
    """With two waves, the page shows the last and compares it with the other, with a test."""
    rows = pd.read_excel(io.BytesIO(example()), dtype=str)
    rows["Vague"] = ["2024", "2026"] * (len(rows) // 2)
    commit(prepare({"deux.csv": rows.to_csv(index=False, sep=";").encode()}, {}))
    assert barometer.waves() == ("2024", "2026")
    app = _open()
    sound(app)
    said = text_of(app)
    assert "baromètre 2026" in said
    assert "Le taux monte" in said or "Le taux baisse" in said or "Pas de changement assuré" in said
    assert "(Bonferroni)" in said
    chart = next(one for one in app.get("plotly_chart") if "D’une vague à l’autre" in one.proto.alt)
    assert [one["name"] for one in json.loads(chart.proto.spec)["data"] if one.get("name")] == ["2024", "2026"]
    listed = next(one.value for one in app.dataframe if "lecture" in one.value)
    assert len(listed) == 5
    assert set(listed["lecture"]) <= {"hausse", "baisse", "pas assuré", "non publiable"}


@pytest.mark.usefixtures("fictitious")
def test_the_parts_of_the_page_are_linked_to() -> None:
    """Under the answer, a link to each part; each leads to a heading of the page."""
    app = _open()
    line = next(one.value for one in app.markdown if one.value.startswith("Sur cette page"))
    asked = re.findall(r"\(#(\w+)\)", line)
    assert len(asked) == 7
    assert {one.anchor for one in app.header} >= set(asked)


@pytest.mark.usefixtures("own")
def test_a_counted_barometer_says_what_it_can() -> None:
    """A file of counts gives rates of its respondents; what it does not hold is said not to be there."""
    lines = [
        "Commune;Public;Répondants;En non-recours",
        "Arras;Ensemble;250;50",
        "Beaurains;Ensemble;150;20",
        "Arras;Jeunes;100;32",
    ]
    commit(prepare({"comptes.csv": "\n".join(lines).encode()}, {"wave": "2025"}))
    app = _open()
    sound(app)
    said = text_of(app)
    assert "18 % des répondants" in said
    assert "sans redressement" in said
    assert "ne le dit pas" in said
    assert [one.key for one in barometer.results().publics.findings] == ["jeunes"]
    assert tables.to_xlsx(*survey_tables.every(barometer.results()))[:2] == b"PK"


def _commune() -> None:
    from pages import commune

    commune.show()


def _home() -> None:
    from pages import home

    home.show()


@pytest.mark.usefixtures("fictitious")
def test_other_pages_follow() -> None:
    """The sheet of a commune gives its group's estimate, said to be the group's; the first page, one line."""
    app = AppTest.from_function(_commune, default_timeout=60)
    app.query_params["commune"] = "62007"
    said = text_of(app.run())
    sound(app)
    assert "groupe « Communes rurales »" in said
    assert "non de la commune seule" in said
    app = AppTest.from_function(_home, default_timeout=60)
    said = text_of(app.run())
    sound(app)
    assert "Baromètre (2024) :" in said
