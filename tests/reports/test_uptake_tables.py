"""The tables of expected non-take-up, on screen and to take away."""

from dataclasses import replace

import numpy as np
import pytest

from indicators.publics import PUBLICS
from indicators.uptake.expected import Uptake, expected
from indicators.uptake.publics import KEYS
from indicators.uptake.registered import of_public
from indicators.values import values
from reports import uptake_tables as tables
from reports.tables import to_csv


@pytest.fixture(scope="module")
def uptake():
    return expected()


def test_publics_add_up_to_the_benefit(uptake):
    """In the file, the publics of each benefit add up to its whole, in people and in euros."""
    frame = tables.by_benefit(uptake).frame
    for _, rows in frame.groupby("prestation"):
        whole = rows["public"] == "Ensemble"
        for column in ("people", "euros"):
            if rows[column].notna().all():
                assert rows.loc[~whole, column].sum() == pytest.approx(rows.loc[whole, column].iloc[0])


@pytest.mark.parametrize("benefits", [("rsa",), ("rsa", "ppa", "c2s_gratuite", "c2s_participative")])
def test_communes_add_up_to_the_whole(uptake, benefits):
    """The communes that are told, and those told together, add up to the territory."""
    table = tables.by_commune(uptake, "non_recipients", benefits, "situations", "Titre")
    frame = table.frame
    assert frame["valeur"].iloc[:-1].sum() == pytest.approx(frame["valeur"].iloc[-1])
    hidden = frame[frame["etat"] == "estimation non publiable"]
    assert hidden["valeur"].isna().all()
    assert hidden["valeur_haut"].notna().all()
    assert "Estimation" in to_csv(table).decode()


def test_rounded_for_the_screen(uptake):
    """On screen an estimate keeps the figures that its interval bears; the file keeps them all."""
    table = tables.by_commune(uptake, "euros", uptake.in_euros, "€ par an", "Titre")
    shown = tables.rounded(table).frame
    assert shown["valeur"].iloc[-1] % 1_000_000 == 0
    assert table.frame["valeur"].iloc[-1] % 1_000_000 != 0
    assert np.isnan(shown["valeur"]).sum() == np.isnan(table.frame["valeur"]).sum()


def test_what_has_no_amount_says_so(uptake):
    """A benefit without an amount reads « non chiffré », never 0 €."""
    frame = tables.by_benefit_shown(uptake).frame.set_index("prestation")
    assert frame.loc["C2S gratuite", "euros"] == "non chiffré"
    assert "M€" in frame.loc["RSA", "euros"]


def test_the_sum_says_what_it_counts_and_leaves_out(uptake):
    """Households and persons add up to « situations », which are explained; what is counted over a year is left out."""
    table = tables.by_benefit_shown(uptake)
    assert table.frame["prestation"].iloc[-1] == "Ensemble, sauf assurance chômage"
    assert any("ni un nombre de foyers, ni un nombre de personnes" in line for line in table.mentions)
    alone = replace(uptake, drawn={"rsa": uptake.drawn["rsa"]})
    assert not any("situation" in line for line in tables.by_benefit_shown(alone).mentions)
    assert tables.together(alone) == "Ensemble"


def test_public_without_situation_is_a_dash(uptake):
    """A public that a benefit never counts has a dash, not an estimated 0."""
    frame = tables.by_public_shown(uptake).frame.set_index("prestation")
    assert frame.loc["RSA (foyers)", "seniors"] == "–"


def test_every_hypothesis_is_listed(uptake):
    """Each assumption of the estimate is in the table with its row and its source."""
    frame = tables.hypotheses().frame
    assert set(frame["ligne"]) == {f"U{number}" for number in range(1, 16)}
    assert (frame["source"] != "").all()


def test_nothing_known():
    """Without a rate or a count there is nothing to show and nothing to choose."""
    none = Uptake(("62041",), {})
    assert tables.offered(none) == {}
    assert tables.by_benefit_shown(none).frame.empty
    assert tables.sources(none) == ()


def test_situations_of_publics_and_others_make_those_of_everybody() -> None:
    """Commune by commune, the five parts of the partition add up to the whole; each public is an indicator too."""
    of = expected()
    everybody, _ = of.areas("non_recipients", of.at_a_date)
    parts = sum(of.areas("non_recipients", of.at_a_date, key)[0] for key in KEYS)
    assert parts == pytest.approx(everybody)
    for public in PUBLICS:
        listed = tables.by_commune(of, "non_recipients", of.at_a_date, "situations", "", public=public.key)
        total = listed.frame.iloc[-1]["valeur"]
        assert total == pytest.approx(of.total("non_recipients", of.at_a_date, public.key).value)
        shown = values(of_public(public.key), "commune")
        assert shown.indicator.public == public.key
        assert shown.whole is not None
        assert shown.whole.value == pytest.approx(total)
