"""The first page."""

import math
from dataclasses import replace
from typing import Any

import numpy as np
from streamlit.testing.v1 import AppTest

from data.state import State
from indicators import catalogue
from indicators.values import PUBLISHED, SECRET, Values, values
from reports.sentences import accueil as sentences


def _page() -> None:
    from pages import home

    home.show()


def test_first_page_shows_the_key_figures() -> None:
    """The page opens without a fault and shows the population with its source."""
    app = AppTest.from_function(_page, default_timeout=30).run()
    assert not app.exception
    assert not app.error
    assert any("109\u202f884" in metric.value for metric in app.metric)


def _rate(value: list[float]) -> Values:
    codes = values("part_menages_pauvres", "commune").codes[: len(value)]
    status = tuple(SECRET if math.isnan(v) else PUBLISHED for v in value)
    return Values(catalogue.get("part_menages_pauvres", "commune"), codes, np.array(value), status)


def test_poverty_sentence_is_true_in_every_state() -> None:
    """All hidden, one commune, a tie and the usual case are each said truly."""
    names = {code: f"Commune {i}" for i, code in enumerate(values("population", "commune").codes)}
    assert sentences.poor_households(_rate([math.nan, math.nan]), names).startswith("Aucune commune")
    assert "que pour Commune 1" in sentences.poor_households(_rate([math.nan, 5.0]), names)
    assert "(2\u00a0communes)" in sentences.poor_households(_rate([5.0, 5.0, 1.0]), names)
    usual = sentences.poor_households(_rate([5.0, 9.0, 1.0]), names)
    assert "de 1,0 % à 9,0 % (Commune 1) dans les 3\u00a0communes" in usual


def test_territory_sentence_does_without_the_facts() -> None:
    """Without its key figures the sentence claims nothing."""
    assert "**" not in sentences.territory({})
    assert "16 %" in sentences.territory({"population": 109_884.0, "communes": 46.0, "non_recours": 16.0})


def test_state_of_data_only_lists_what_there_is() -> None:
    """Nothing is said to be approximate or fictitious when nothing is."""
    clean = State(10, 0, 0, 0, 5, {}, 0, 0, 3, (), ())
    assert [kind for kind, _, _ in sentences.data_state(clean)] == ["Réel", "Secret", "Estimé", "Manquant"]
    full = State(10, 1, 2, 3, 5, {"IRIS": 25}, 3, 2, 9, ("Baromètre",), ("IRIS",))
    kinds = [kind for kind, _, _ in sentences.data_state(full)]
    assert kinds == ["Réel", "Secret", "Estimé", "Approché", "Fictif", "Manquant", "Importé"]


def test_what_is_missing_follows_what_was_brought() -> None:
    """What was brought is no longer missing, whatever else is fictitious; nothing missing says nothing."""

    def missing(**changes: Any) -> str:
        of = replace(State(10, 0, 0, 0, 5, {}, 0, 0, 3, (), ()), **changes)
        return "".join(sentence for kind, _, sentence in sentences.data_state(of) if kind == "Manquant")

    assert "baromètre et l’analyse" in missing()
    assert "baromètre" not in missing(brought=frozenset({"barometer"}))
    assert "analyse" in missing(brought=frozenset({"barometer"}))
    assert "analyse" not in missing(brought=frozenset({"abse"}), fictitious=("Baromètre du non-recours (répondants)",))
    assert missing(without_hours=2) == (
        "Les horaires de 2\u00a0lieux sur 3, les réponses au baromètre et l’analyse des besoins sociaux, qui ne sont "
        "pas publiques."
    )
    assert missing(brought=frozenset({"barometer", "abse"})) == ""
