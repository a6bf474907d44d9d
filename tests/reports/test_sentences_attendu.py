"""What the expected non-take-up says, in each state of the data."""

from dataclasses import replace

import numpy as np
import pytest

from data.formats import typography
from indicators.estimates import Estimate
from indicators.uptake.expected import Uptake, expected
from reports.sentences import attendu as sentences


@pytest.fixture(scope="module")
def uptake():
    return expected()


def only(of: Uptake, *benefits: str) -> Uptake:
    return replace(of, drawn={key: of.drawn[key] for key in benefits})


def nobody(of: Uptake, benefit: str) -> Uptake:
    one = of.drawn[benefit]
    empty = replace(one, people=one.people * 0, people_draws=one.people_draws * 0, entitled=one.entitled * 0)
    return Uptake(of.codes, {benefit: empty})


def test_answer(uptake):
    """The answer has both benefits, the euros, an interval each, and the word « estimation »."""
    said = sentences.answer(uptake)
    assert said.count("environ") == 3
    assert "RSA" in said
    assert "prime d’activité" in said
    assert "millions d’euros par an" in said
    assert "estimation" in said
    assert said == typography(said)


def test_one_benefit(uptake):
    """With RSA alone, the euros are those of RSA and « ces montants » are not two."""
    said = sentences.answer(only(uptake, "rsa"))
    assert said.count("environ") == 2
    assert "prime" not in said


def test_neither_rsa_nor_prime(uptake):
    """Without either, the answer is about what is left, without euros."""
    said = sentences.answer(only(uptake, "c2s_gratuite"))
    assert said.startswith("Estimation")
    assert "euros" not in said


def test_nothing(uptake):
    """Without any, and with nobody at all, it says that nothing can be estimated."""
    assert "ne peut pas être estimé" in sentences.answer(Uptake(uptake.codes, {}))
    assert "ne peut pas être estimé" in sentences.answer(nobody(uptake, "rsa"))


@pytest.mark.parametrize(
    ("shown", "word"),
    [(0, "aucune commune"), (1, "1 commune sur 46 peut"), (45, "1 a trop peu"), (46, "46 communes peuvent")],
)
def test_communes(uptake, shown, word):
    """None, one, all but one, all: the numbers and the verbs agree."""
    said = sentences.areas(uptake, shown, "RSA").replace("\u00a0", " ").replace("\u202f", " ")
    assert word in said


def test_where(uptake):
    """The first communes gather a part of the whole, whose interval is narrower than that of the euros."""
    said = sentences.where(uptake, "euros", uptake.in_euros).replace("\u00a0", " ").replace("\u202f", " ")
    assert said.startswith("**Arras réunirait environ 56 % (de ")
    assert "de l’ensemble** ; avec Achicourt et Saint-Laurent-Blangy, environ 70 % (de " in said
    assert sentences.where(nobody(uptake, "rsa"), "euros", ("rsa",)) == ""


def test_commune_in_short(uptake):
    """On paper, the estimate or its interval alone, always called an estimation."""
    arras, basseux = (sentences.commune_short(uptake, code) for code in ("62041", "62085"))
    assert arras.startswith("environ 11")
    assert arras.endswith("estimation.")
    assert basseux.startswith("estimation\u202f: de 0 à")
    assert sentences.commune_short(Uptake(uptake.codes, {}), "62041") == ""


def test_in_brief(uptake):
    """The first page tells the euros alone, and nothing where none is known."""
    assert sentences.in_brief(uptake).startswith("**Environ 15\xa0millions")
    assert sentences.in_brief(only(uptake, "c2s_gratuite")) == ""
    assert sentences.in_brief(nobody(uptake, "rsa")) == ""


def test_limits_follow_the_data(uptake):
    """What is masked is counted, and is not mentioned when nothing is."""
    said = " ".join(sentences.limits(uptake))
    assert "RSA : 13 communes".replace(" :", "\u202f:") in said.replace("\u00a0", " ")
    without = sentences.limits(only(uptake, "assurance_chomage"))
    assert not any("masqué" in line for line in without)
    assert sentences.limits(Uptake(uptake.codes, {}))


def test_commune(uptake):
    """A commune that can be compared has an estimate; another only its interval."""
    arras, agny, basseux = (sentences.commune(uptake, code) for code in ("62041", "62013", "62085"))
    assert "millions d’euros par an" in arras
    assert "€ par an" in agny.replace("\u00a0", " ")
    assert basseux.startswith("Trop peu de bénéficiaires")
    assert "environ" not in basseux
    assert sentences.commune(only(uptake, "assurance_chomage"), "62041") == ""
    assert sentences.commune(only(uptake, "c2s_gratuite"), "62041").count("environ") == 0


@pytest.mark.parametrize(
    ("of", "said"),
    [
        (Estimate(15.4e6, 10.8e6, 20.1e6), "environ 15 millions d’euros par an (de 11 à 20)"),
        (Estimate(1.2e6, 0.9e6, 1.5e6), "environ 1 200 000 € par an (de 900 000 à 1 500 000)"),
        (Estimate(2.5e6, 2.2e6, 2.8e6), "environ 2,5 millions d’euros par an (de 2,2 à 2,8)"),
    ],
)
def test_euros(of, said):
    """From two million on, euros are told in millions, with a decimal when the interval bears it."""
    assert sentences.euros(of).replace("\u00a0", " ").replace("\u202f", " ") == said


def test_not_estimated():
    """Each benefit without a figure is named, with the reason."""
    said = " ".join(sentences.not_estimated())
    assert "Aspa" in said
    assert "AAH" in said
    assert "Aides au logement" in said
    assert np.char.count(said, "aucun taux national") == 2
