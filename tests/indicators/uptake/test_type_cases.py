"""The amounts of the estimates against type cases by OpenFisca-France; `make openfisca` computes them again."""

import json
from pathlib import Path

import pytest

from indicators.uptake import assumptions

EUROS = json.loads((Path(__file__).parent / "type_cases.json").read_text(encoding="utf-8"))["euros"]


def test_rsa_of_the_two_years():
    """The scale that carries the amounts of 2018 to 2023 is that of a person alone at both dates."""
    assert pytest.approx(EUROS["rsa_personne_seule_2018"], abs=0.01) == assumptions.RSA_BASE_2018
    assert pytest.approx(EUROS["rsa_personne_seule"], abs=0.01) == assumptions.RSA_BASE_2023


def test_rsa_amounts_lie_under_the_full_ones():
    """What a household does not claim is less than the full RSA of a person alone, within its whole interval."""
    assert 0 < assumptions.RSA_EUROS.low < assumptions.RSA_EUROS.high < EUROS["rsa_personne_seule"]
    assert EUROS["rsa_couple_sans_enfant"] == pytest.approx(1.5 * EUROS["rsa_personne_seule"], abs=0.01)
    assert EUROS["rsa_parent_seul_un_enfant_sans_majoration"] == pytest.approx(EUROS["rsa_couple_sans_enfant"])


def test_prime_amounts_lie_under_those_of_type_cases():
    """The prime that is not claimed is less than that of a person alone at the SMIC, or at half of it."""
    assert assumptions.PPA_EUROS.high < EUROS["ppa_personne_seule_smic"] < EUROS["ppa_personne_seule_demi_smic"]


def test_ceilings_of_the_complementary_health_cover():
    """Those who must contribute have up to 1,35 times the resources of those who need not."""
    free, paying = (EUROS[f"c2s_{kind}_plafond_personne_seule_an"] for kind in ("gratuite", "participative"))
    assert paying == pytest.approx(1.35 * free)


def test_old_age_minimum_is_more_than_what_is_not_claimed():
    """The 205 € a month that DREES finds unclaimed are a part of the Aspa of a person alone."""
    assert EUROS["aspa_personne_seule"] > 205
