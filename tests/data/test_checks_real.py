"""What the checks find in the embedded tables: the known faults, each by its rule, and nothing that blocks."""

import json
from datetime import date
from pathlib import Path

import pytest

from data import catalogue, paths, store
from data.checks import provenance, run
from data.checks.finding import Finding
from data.checks.tables import Tables
from data.paths import BASE, CATALOGUE


def _space(text: str) -> str:
    return text.replace("\u202f", " ").replace("\u00a0", " ")


@pytest.fixture(scope="module")
def found(tables: Tables, today: date) -> list[Finding]:
    """What the rules find in the embedded tables."""
    return run.inspect(tables, today)


def _about(found: list[Finding], table: str, column: str, row: str = "") -> list[Finding]:
    return [one for one in found if (one.table, one.column) == (table, column) and row in _space(one.row)]


def test_nothing_blocks(found: list[Finding]) -> None:
    """The embedded tables can be shown: their faults are to be known or corrected at the source."""
    assert {one.severity for one in found} == {"à corriger", "à savoir"}


def test_there_are_few_enough_to_be_read(found: list[Finding]) -> None:
    """A rule that many rows break gives one finding."""
    assert 20 < len(found) < 60


def test_a_town_hall_lies_in_the_next_commune(found: list[Finding]) -> None:
    """The check says which town hall, in which commune it lies, and how far from its own."""
    [one] = [one for one in _about(found, "places", "geometry") if "est dans sa commune" in one.rule]
    assert one.row.startswith("mairie-62151")
    assert _space(one.value) == "dans 62152 (Boisleux-Saint-Marc), à 522 m de 62151 (Boisleux-au-Mont)"


def test_three_operators_have_no_position(found: list[Finding]) -> None:
    """Each is named with the address to be geocoded."""
    lost = [one for one in _about(found, "places", "geometry") if "a une position" in one.rule]
    assert [one.row.split(" ")[0] for one in lost] == ["ccas-arras", "ccas-saint-nicolas", "mem-artois"]
    assert "62 rue des Trois-Visages" in lost[0].value


def test_hours_that_contradict_one_another_are_found(found: list[Finding]) -> None:
    """One town hall has two hours for three of its days; 31 places have none."""
    hours = _about(found, "places", "opening_hours")
    assert [(one.severity, one.row.split(" ")[0]) for one in hours] == [
        ("à corriger", "mairie-62753"),
        ("à savoir", "31"),
    ]
    assert "deux fois mardi, mercredi, jeudi" in hours[0].value


def test_two_kinds_of_place_at_one_address_are_not_duplicates(found: list[Finding]) -> None:
    """The town hall and the library of Écurie share an address: to be known, not to be corrected."""
    assert _about(found, "places", "name") == []
    [together] = _about(found, "places", "address")
    assert together.severity == "à savoir"
    assert "Mairie – Écurie" in together.value


@pytest.mark.parametrize(("producer", "hidden"), [("Cnaf", 56), ("Cnam – Carsat", 155), ("France Travail – Dares", 5)])
def test_what_each_producer_masks_is_said(found: list[Finding], producer: str, hidden: int) -> None:
    """The number of values « masked or nil » is given by producer."""
    [one] = _about(found, "figures", "value", producer)
    assert _space(one.value).startswith(f"{hidden} valeurs sur")


def test_the_two_generations_of_neighbourhoods_are_said(found: list[Finding]) -> None:
    """The outlines of 2024 and an unemployment rate of an unsaid generation are not to be put together."""
    assert any("génération" in one.rule for one in _about(found, "qpv", "geometry"))
    assert [one.row for one in _about(found, "facts", "dataset")] == ["chomage_qpv"]


def test_two_measures_under_one_name_are_said(found: list[Finding]) -> None:
    """Income and low income are disposable by commune and declared by IRIS."""
    named = {one.row: _space(one.value) for one in _about(found, "indicators", "label")}
    assert set(named) == {"population", "revenu_median", "taux_pauvrete"}
    assert "Revenu disponible" in named["revenu_median"]
    assert "Revenu déclaré" in named["revenu_median"]


def test_declared_income_is_kept_to_the_iris_it_is_published_for(found: list[Finding]) -> None:
    """No IRIS of a single piece carries its commune's disposable income as declared income."""
    assert [one for one in _about(found, "figures", "revenu_median") if one.severity == "à corriger"] == []


def test_licences_to_be_confirmed_are_said(found: list[Finding]) -> None:
    """The Carsat's figures, the digital index and the agreement's facts have no confirmed licence."""
    said = [one for one in found if "licence permet" in one.rule]
    assert [(one.table, one.row.split(",")[0]) for one in said] == [
        ("indicators", "Cnam – Carsat"),
        ("indicators", "La Mednum – SGAR Occitanie"),
        ("facts", ""),
    ]


def test_the_agreement_s_count_is_compared(found: list[Finding]) -> None:
    """The agreement counts five communes below its median; the figures of 2021 give two."""
    [one] = _about(found, "facts", "value")
    assert _space(one.value).startswith("5 communes sous 20 639 € selon la convention, 2 dans les chiffres de 2021")
    assert "Arras" in one.value
    assert "Saint-Nicolas" in one.value


def test_more_insured_than_inhabitants_is_found(found: list[Finding]) -> None:
    """In Thélus the health fund counts more people than the census."""
    [one] = _about(found, "figures", "regime_general")
    assert one.row == "62810 (Thélus)"


def test_the_cells_attributed_to_a_neighbour_are_counted(found: list[Finding]) -> None:
    """28 cells have their centre outside the territory, and six communes' cells do not hold their population."""
    rows = {_space(one.row) for one in _about(found, "grid", "commune")}
    assert rows == {"28 carreaux sur 1 727", "6 communes sur 46"}


def test_the_imputed_cells_are_counted(found: list[Finding]) -> None:
    """45 % of the cells and 9 % of the people are imputed."""
    [one] = _about(found, "grid", "imputed")
    assert _space(one.row) == "779 carreaux sur 1 727"
    assert "45,1 %" in _space(one.value)


def test_a_secret_rate_is_said_to_be_secret(found: list[Finding]) -> None:
    """39 of 46 communes have no published poverty rate."""
    [one] = _about(found, "figures", "taux_pauvrete", "communes")
    assert "39 valeurs secrètes sur 46" in _space(one.value)


def test_a_share_on_a_handful_of_people_is_said(found: list[Finding]) -> None:
    """All the people of 80 and over of Boisleux-Saint-Marc are said to live alone."""
    [one] = _about(found, "figures", "part_80_seuls")
    assert one.row == "IRIS 621520000 (Boisleux-Saint-Marc)"
    assert one.column_label == "Part des 80 ans ou plus vivant seuls"


def test_vintages_age_with_the_day(tables: Tables) -> None:
    """What is fresh today is stale in ten years, and the future is not a vintage."""
    now = {one.table for one in provenance.vintages(tables, date(2026, 11, 24)) if "au plus" in one.rule}
    later = {one.table for one in provenance.vintages(tables, date(2036, 11, 24)) if "au plus" in one.rule}
    assert now == {"places", "indicators", "national_rates"}
    assert later == {"iris", "qpv", "grid", "facts", *now}
    before = [one for one in provenance.vintages(tables, date(2018, 1, 1)) if "futur" in one.rule]
    assert {one.severity for one in before} == {"à corriger"}


@pytest.mark.parametrize(
    ("vintage", "rule"),
    [("2019", None), ("2017", "au plus"), ("2010 à 2017", "au plus"), ("non précisé", "précisé"), ("2031-01", "futur")],
)
def test_a_vintage_is_read_however_it_is_written(tables: Tables, vintage: str, rule: str | None) -> None:
    """A year, a range, a date and « non précisé » each give what follows from them."""
    entry = tables.entries["grid"].model_copy(update={"vintage": vintage})
    found = provenance.vintages(Tables({"grid": tables["grid"]}, {"grid": entry}), date(2026, 11, 24))
    assert [rule in one.rule for one in found if rule] == ([True] if rule else [])


def test_findings_are_in_order_and_in_words(found: list[Finding]) -> None:
    """The gravest come first, and the sentence says table, row, column, value, rule and consequence."""
    assert [one.severity for one in found] == sorted(
        (one.severity for one in found), key=["bloquant", "à corriger", "à savoir"].index
    )
    for one in found:
        assert one.table_label != one.table
        for part in (one.table_label, one.row, one.value, one.rule, one.consequence):
            assert _space(part) in _space(one.sentence)
        assert "'" not in one.sentence
        assert " :" not in one.sentence.replace("\u202f:", "")


def test_the_table_of_findings_is_in_french(found: list[Finding]) -> None:
    """One row a finding, with the words of the catalogue; no finding gives the same columns and no row."""
    frame = run.to_frame(found)
    assert list(frame.columns) == ["Gravité", "Table", "Ligne", "Colonne", "Constat", "Règle", "Conséquence"]
    assert len(frame) == len(found)
    assert "Services et lieux d’accueil possibles" in set(frame["Table"])
    assert list(run.to_frame([]).columns) == list(frame.columns)


def test_a_missing_table_is_a_finding(
    data_dir: Path, monkeypatch: pytest.MonkeyPatch, today: date, tmp_path: Path
) -> None:
    """Without the table of places, the other rules run and one finding says that it is not there."""
    assert not data_dir.exists()
    base = tmp_path / "base"
    base.mkdir()
    for name in store.TABLES:
        if name != "places":
            (base / f"{name}.parquet").symlink_to(BASE / f"{name}.parquet")
    monkeypatch.setattr(paths, "BASE", base)
    found = run.findings(today)
    [one] = [one for one in found if one.severity == "bloquant"]
    assert (one.table, one.column) == ("places", "")
    assert "introuvable" in one.value
    assert any(one.table == "figures" for one in found)
    assert all(one.table != "places" for one in found if one.severity != "bloquant")


def test_a_damaged_table_and_a_damaged_sidecar_are_findings(data_dir: Path, today: date) -> None:
    """Each is one blocking finding, and the checks go on."""
    (data_dir / "tables").mkdir(parents=True)
    (data_dir / "catalogue").mkdir()
    (data_dir / "tables" / "grid.parquet").write_bytes(b"PAR1 rien PAR1")
    (data_dir / "catalogue" / "qpv.json").write_text("{", encoding="utf-8")
    found = run.findings(today)
    assert {one.table for one in found if one.severity == "bloquant"} == {"grid", "qpv"}
    assert any(one.table == "places" for one in found)


def test_a_table_that_is_not_its_sidecar_s_is_a_finding(data_dir: Path, today: date) -> None:
    """A file changed behind the catalogue's back is found by its checksum and its rows."""
    (data_dir / "tables").mkdir(parents=True)
    store.read("facts").iloc[1:].to_parquet(data_dir / "tables" / "facts.parquet", index=False)
    said = [one.value for one in run.findings(today) if one.table == "facts" and one.column == ""]
    assert any(value.startswith("empreinte") for value in said)
    assert any(_space(value) == "17 lignes, 18 attendues" for value in said)


def test_a_rule_that_stops_is_a_finding(tables: Tables, today: date, monkeypatch: pytest.MonkeyPatch) -> None:
    """A fault in the data that stops one rule does not stop the others."""

    def stopping(_tables: Tables) -> list[Finding]:
        raise ZeroDivisionError("division")

    monkeypatch.setattr(run, "RULES", ((stopping, ("places",)), *run.RULES[:3]))
    found = run.inspect(tables, today)
    [one] = [one for one in found if one.severity == "bloquant"]
    assert one.table == "places"
    assert "ZeroDivisionError" in one.value


def test_a_user_s_sidecar_is_that_of_the_findings(data_dir: Path, today: date) -> None:
    """The words of a finding are those of the catalogue in use."""
    entry = json.loads((CATALOGUE / "places.json").read_text(encoding="utf-8")) | {"title": "Mes lieux"}
    catalogue.write(catalogue.Entry.model_validate(entry), data_dir / "catalogue")
    assert {one.table_label for one in run.findings(today) if one.table == "places"} == {"Mes lieux"}
