"""Each rule finds the fault that it is for, planted in a copy of the tables, and names it."""

import pytest

from data.checks import measures, neighbourhoods, provenance, run, values
from data.checks.finding import Finding
from data.checks.tables import Tables
from tests.data.faults import figures, outlines, places
from tests.data.faults.planting import Fault, figure

FAULTS = [*outlines.FAULTS, *places.FAULTS, *figures.FAULTS]


def _space(text: str) -> str:
    return text.replace("\u202f", " ").replace("\u00a0", " ")


def _new(check: run.Check, tables: Tables, changed: Tables) -> list[Finding]:
    before = set(check(tables))
    return [one for one in check(changed) if one not in before]


@pytest.mark.parametrize("fault", FAULTS, ids=str)
def test_a_planted_fault_is_found_and_named(fault: Fault, tables: Tables) -> None:
    """The finding has the table, row, column, value and severity of the fault."""
    changed = Tables({**tables.frames, **fault.change(tables)}, tables.entries)
    found = _new(fault.check, tables, changed)
    said = [(one.table, one.column, _space(one.row), _space(one.value), one.severity) for one in found]
    assert any(
        (table, column, severity) == (fault.table, fault.column, fault.severity)
        and fault.row in row
        and _space(fault.value) in value
        for table, column, row, value, severity in said
    ), said


def test_every_rule_has_a_planted_fault() -> None:
    """No rule is without a fault that it finds, but for the one that only warns of the two generations."""
    planted = {fault.check for fault in FAULTS}
    assert {check for check, _ in run.RULES} - planted == {neighbourhoods.generation}


def test_the_generation_of_the_neighbourhoods_is_that_of_the_sidecar(tables: Tables) -> None:
    """Outlines of 2024 or of an unknown year carry the warning; those of 2015 do not."""
    entry = tables.entries["qpv"]

    def warned(vintage: str) -> bool:
        other = entry.model_copy(update={"vintage": vintage})
        return bool(neighbourhoods.generation(Tables(tables.frames, {"qpv": other})))

    assert warned("2024")
    assert warned("non précisé")
    assert not warned("2015")


def test_a_file_that_is_not_its_sidecar_s_is_found(tables: Tables) -> None:
    """A checksum that differs from the sidecar's is shown beside the one expected."""
    changed = Tables(tables.frames, tables.entries, {**tables.checksums, "facts": "0" * 64})
    [found] = _new(provenance.files, tables, changed)
    assert (found.table, found.severity) == ("facts", "à corriger")
    assert "000000000000…" in found.value


def test_many_cases_of_a_rule_are_one_finding(tables: Tables) -> None:
    """Beyond three cases, one finding gives the count and the worst first."""
    frame = tables["figures"].copy()
    rates = frame["indicator"].eq("part_hlm")
    frame.loc[rates, "value"] = range(1_000, 1_000 + int(rates.sum()))
    [found] = _new(values.bounds, tables, Tables({**tables.frames, "figures": frame}, tables.entries))
    assert _space(found.row) == "66 IRIS sur 66"


def test_a_single_iris_commune_may_differ_from_its_commune(tables: Tables) -> None:
    """The two measures are said to be mixed when every single IRIS has its commune's value, not when one differs."""
    frame = tables["figures"].copy()
    income = frame["indicator"].eq("revenu_median")
    communes = frame[income & frame["level"].eq("commune")].set_index("code")["value"]
    single = income & frame["level"].eq("iris") & frame["code"].str.endswith("0000")
    frame.loc[single, "value"] = communes.reindex(frame.loc[single, "code"].str[:5]).to_numpy()
    frame.loc[single, "status"] = "diffusé"
    same = Tables({**tables.frames, "figures": frame}, tables.entries)
    assert [one.column for one in measures.mixed(same)] == ["revenu_median"]
    changed = figure("iris", "628920000", "revenu_median", 26_091)(same)
    assert measures.mixed(Tables({**same.frames, **changed}, tables.entries)) == []
