"""Two waves as a table: what changed, and what cannot be said to."""

from indicators.barometer import Change, Finding
from indicators.barometer.findings import hidden
from reports import survey_changes


def change(difference: float | None, p_value: float | None) -> Change:
    """A change from 16 %."""
    before = Finding("x", "X", 16, 12, 20, 300, "fiable")
    if difference is None:
        return Change("2024", "2026", before, hidden("x", "X"), None, None, None, None)
    after = Finding("x", "X", 16 + difference, 12 + difference, 20 + difference, 310, "fiable")
    return Change("2024", "2026", before, after, difference, difference - 3, difference + 3, p_value)


def test_each_reading() -> None:
    """Everybody is tested alone; the publics share the threshold, and what is hidden is said to be."""
    listed = [
        ("tous", change(5, 0.03)),
        ("jeunes", change(5, 0.03)),
        ("monoparents", change(-9, 0.001)),
        ("rsa_ppa_de", change(None, None)),
        ("seniors", change(5, None)),
    ]
    table = survey_changes.table(listed, "tous")
    assert table.frame["lecture"].tolist() == ["hausse", "pas assuré", "baisse", "non publiable", "non testé"]
    assert table.frame.loc[3, ["ecart", "bas", "haut", "p", "apres", "n_apres"]].isna().all()
    assert "pour les 2 publics comparés ensemble, ce seuil est divisé par 2" in table.mentions[-1]


def test_one_public_shares_nothing() -> None:
    """With one public or none, the threshold is not divided."""
    assert "Bonferroni" not in survey_changes.tests(1)
    assert "Bonferroni" not in survey_changes.tests(0)
