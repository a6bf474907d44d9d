"""The tables of the sheet as files: values beside their references, IRIS side by side."""

import numpy as np
import pytest

from geo import territory
from geo.territory import UnknownArea
from indicators.sheet import sheet
from indicators.values import values
from reports import commune_table, tables

ARRAS, BOYELLES = "62041", "62172"


def test_the_table_has_the_rows_of_the_sheet():
    """Each row of the sheet is a row of the table, with its value or the reason why there is none."""
    table = commune_table.indicators(BOYELLES)
    of = sheet(BOYELLES)
    assert table.frame["label"].tolist() == [row.indicator.label for row in of.rows]
    secret = table.frame[table.frame["status"] == "secret statistique"]
    assert secret["value"].isna().all()
    assert not secret.empty


def test_a_hidden_value_is_an_empty_cell_and_not_zero():
    """In the CSV, the masked RSA of Boyelles is empty and its status said."""
    text = tables.to_csv(commune_table.indicators(BOYELLES)).decode("utf-8-sig")
    line = next(line for line in text.splitlines() if "bénéficiaires du RSA" in line)
    assert ";;masqué ou nul;" in line


def test_the_iris_of_a_cut_commune_are_side_by_side():
    """Arras has sixteen rows with its IRIS's values; declared income is called declared."""
    table = commune_table.iris(ARRAS)
    assert table is not None
    assert len(table.frame) == 16
    income = values("revenu_median", "iris")
    assert table.frame["revenu_median"].tolist() == [income.of(code) for code in table.frame["code"]]
    assert any("déclaré" in column.heading for column in table.columns)
    assert any("déclarés" in mention for mention in table.mentions)


def test_a_commune_of_one_iris_has_no_table_of_iris():
    """There is nothing to set side by side in one IRIS."""
    assert commune_table.iris(BOYELLES) is None


def test_secret_iris_are_counted():
    """Where an IRIS is secret, the table says in which column and how many."""
    for code in territory.load().communes:
        table = commune_table.iris(code)
        if table is None:
            continue
        hidden = int(table.frame["taux_pauvrete"].isna().sum())
        said = [mention for mention in table.mentions if "secret" in mention]
        assert bool(said) == bool(hidden)


def test_all_communes_make_one_table():
    """The table of all has each commune as often as the sheet has rows, and the same values."""
    table = commune_table.everything()
    assert len(table.frame) == 46 * len(sheet(ARRAS).rows)
    arras = table.frame[table.frame["code"] == ARRAS]
    np.testing.assert_array_equal(arras["value"], [row.value for row in sheet(ARRAS).rows])
    assert tables.to_xlsx(table)[:2] == b"PK"


def test_sources_and_peers_leave_with_the_table():
    """The files say where the figures come from and with whom the commune is compared."""
    table = commune_table.indicators(BOYELLES)
    assert any("Filosofi" in source for source in table.sources)
    assert "Écurie" in table.mentions[0]
    assert "aucune" in commune_table.mentions(ARRAS)[0]


def test_an_unknown_commune_is_refused():
    """A code of elsewhere is a fault."""
    with pytest.raises(UnknownArea):
        commune_table.indicators("75056")
    with pytest.raises(UnknownArea):
        commune_table.iris("75056")
