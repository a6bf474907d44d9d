"""What a territory sets otherwise in `atlas.toml`: read, refused with a sentence, and followed by every figure."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from data import adjusted, settings, store
from data.errors import SettingsInvalid
from data.importers import rawvalues
from indicators.barometer import publication
from indicators.secrecy import RULES, rule
from indicators.survey import FRAGILE, THRESHOLDS, UNPUBLISHABLE, reliability, thresholds_in_use
from indicators.uptake import assumptions
from indicators.uptake.expected import expected
from indicators.uptake.rates import national
from reports import uptake_tables
from reports.sentences import reglages

ATLAS = Path(__file__).resolve().parents[2] / "atlas.toml"
EUROS = '[hypotheses.euros_rsa]\nvaleur = 300\nbas = 250\nhaut = 350\nsource = "Caf du Pas-de-Calais"\ndate = "2026"\n'
RELIABILITY = '[fiabilite]\nfragile = 10\nnon_publiable = 20.5\nrepondants = 50\nsource = "comité de pilotage"\n'
SECRECY = '[secret.importe]\nseuil = 20\nsource = "délégué à la protection des données"\n'
Adjust = Callable[..., Path]


@pytest.fixture
def adjust(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Adjust:
    """Use the embedded territory with more sections."""

    def write(*sections: str) -> Path:
        path = tmp_path / "atlas.toml"
        content = ATLAS.read_text(encoding="utf-8").replace('"data/sources', f'"{ATLAS.parent}/data/sources')
        path.write_text("\n".join((content, *sections)), encoding="utf-8")
        monkeypatch.setenv("ATLAS_TOML", str(path))
        return path

    return write


def test_every_hypothesis_of_the_expected_take_up_can_be_set() -> None:
    """The keys of `atlas.toml` are those of the assumptions, each in the range that it may be set to."""
    held = [one for _, one in uptake_tables.assumed()]
    assert [one.key for one in held] == list(adjusted.HYPOTHESES)
    assert {one.key for one in held if one.low != one.high} == adjusted.DRAWN
    for one in held:
        least, most = adjusted.HYPOTHESES[one.key]
        assert least <= one.low <= one.value <= one.high <= most


def test_the_rules_that_can_be_set_are_those_of_the_project() -> None:
    """Each kind has the project's threshold as its least."""
    assert {kind: RULES[kind].threshold for kind in adjusted.SECRECY} == adjusted.SECRECY
    assert reglages.set_otherwise() == []


def test_a_hypothesis_of_the_territory_changes_the_estimate_and_is_said(adjust: Adjust) -> None:
    """The euros follow in proportion, people do not move, and the table of assumptions names the source."""
    before, version = expected(), store.fingerprint()
    adjust(EUROS)
    after = expected()
    assert store.fingerprint() != version
    one = assumptions.held(assumptions.RSA_EUROS)
    assert (one.value, one.low, one.high, one.date, one.own) == (300, 250, 350, "2026", True)
    rate = 300 / assumptions.RSA_EUROS.value
    assert after.total("euros", ["rsa"]).value == pytest.approx(before.total("euros", ["rsa"]).value * rate)
    assert after.total("non_recipients", ["rsa"]) == before.total("non_recipients", ["rsa"])
    table = uptake_tables.hypotheses().frame.set_index("hypothese")
    assert table.loc["RSA non réclamé", "source"] == "réglage du territoire : Caf du Pas-de-Calais"
    (told,) = reglages.set_otherwise()
    assert re.sub(r"\s", " ", told) == (
        "U14, RSA non réclamé : 300 (de 250 à 350) € par mois et par foyer. Source : Caf du Pas-de-Calais, 2026."
    )


def test_a_margin_of_the_territory_is_that_of_the_rate(adjust: Adjust) -> None:
    """The interval of a national rate published without one is as wide as the territory says."""
    adjust('[hypotheses.taux_rsa]\nvaleur = 2\nsource = "x"\ndate = "2026"\n')
    found = national("rsa")
    assert found is not None
    assert found.high - found.low == pytest.approx(0.04)


def test_thresholds_of_reliability_follow(adjust: Adjust) -> None:
    """Classes and the sentence on them take the territory's thresholds."""
    assert thresholds_in_use() == THRESHOLDS
    assert reliability(40, 15.0) == "fiable"
    adjust(RELIABILITY)
    assert (reliability(40, 15.0), reliability(60, 15.0), reliability(60, 21.0)) == (
        UNPUBLISHABLE,
        FRAGILE,
        UNPUBLISHABLE,
    )
    assert "plus de 20,5 %, ou moins de 50 répondants" in publication.thresholds()
    assert "comité de pilotage" in reglages.set_otherwise()[0]


def test_a_higher_threshold_of_secrecy_follows(adjust: Adjust) -> None:
    """The rule in use, and what is said at import, have the territory's threshold and its source."""
    adjust(SECRECY)
    assert (rule("importe").threshold, rule("importe").confirmed, rawvalues.smallest()) == (20, True, 20)
    assert rule("barometre") == RULES["barometre"]
    assert "moins de 20 unités" in reglages.set_otherwise()[0].replace("\u202f", " ").replace("\xa0", " ")


@pytest.mark.parametrize(
    ("section", "key", "why"),
    [
        (EUROS.replace("euros_rsa", "euros"), "hypotheses", "« euros » n’est pas connue"),
        (EUROS.replace("bas = 250", "bas = 310"), "hypotheses.euros_rsa", "« bas » au plus égal"),
        (EUROS.replace("haut = 350", "haut = 9000"), "hypotheses", "pour « euros_rsa », des nombres de 1"),
        (EUROS.replace("euros_rsa", "ecart_commune"), "hypotheses", "ni « bas » ni « haut »"),
        (EUROS.replace("valeur = 300", 'valeur = "beaucoup"'), "hypotheses.euros_rsa.valeur", "un nombre"),
        (EUROS.replace('date = "2026"', ""), "hypotheses.euros_rsa.date", "manque"),
        (RELIABILITY.replace("fragile = 10", "fragile = 30"), "fiabilite", "« fragile » au plus égal"),
        (RELIABILITY.replace("repondants = 50", "repondants = 5"), "fiabilite.repondants", "11 ou plus"),
        (SECRECY.replace("20", "5"), "secret", "un seuil de 11 ou plus"),
        (SECRECY.replace("importe", "caf"), "secret", "« caf » n’est pas connu"),
    ],
)
def test_what_cannot_be_is_refused(adjust: Adjust, section: str, key: str, why: str) -> None:
    """The key at fault is named, with what would be right."""
    adjust(section)
    with pytest.raises(SettingsInvalid, match=re.escape(f"clé « {key} »")) as raised:
        settings.settings()
    assert why in str(raised.value).replace("\u202f", " ").replace("\xa0", " ")


def test_the_document_of_hypotheses_names_the_keys() -> None:
    """Each key is in the document, beside the row that discusses it."""
    text = (ATLAS.parent / "docs" / "hypotheses.md").read_text(encoding="utf-8")
    written = re.findall(r"^\| `(\w+)` \| (U\d+) \|$", text, flags=re.MULTILINE)
    assert written == [(one.key, one.row) for _, one in uptake_tables.assumed()]
