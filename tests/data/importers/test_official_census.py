"""Insee's census bases by IRIS, as published: the indicators that they make, at the year of their columns."""

import io
import zipfile

import numpy as np

from data import store
from data.importers import commit, official_files
from data.importers.outcome import Import
from data.importers.remark import grouped

POPULATION = (
    "IRIS;COM;TYP_IRIS;LAB_IRIS;P23_POP;P23_POP0014;P23_POP0019;P23_POP2064;P23_POP65P;P23_POP75P;P23_POPH",
    "620410101;62041;H;1;1600.4;250;400.2;900;300.2;150;780",
    "620410102;62041;H;1;0;0;0;0;0;0;0",
    "751010101;75101;H;1;900;90;150;600;150;60;450",
)
HOUSEHOLDS = (
    "IRIS;COM;P23_POP15P;P23_POP80P;P23_POP80P_PSEUL;C23_MEN;C23_MENPSEUL;C23_MENFAMMONO;C23_FAM",
    "620410101;62041;1300;60;45;800.6;400.3;80.06;350",
)
HOUSING = (
    "IRIS;COM;P23_LOG;P23_RP;P23_LOGVAC;P23_RP_LOCHLMV;P23_RP_VOIT1P",
    "620410101;62041;880;800;70;440;480",
)
ACTIVITY = (
    "IRIS;COM;P23_POP1564;P23_POP1524;P23_ACT1564;P23_ACT1524;P23_CHOM1564;P23_CHOM1524",
    "620410101;62041;1000;320.08;700;100;140;30",
)
TRAINING = (
    "IRIS;COM;P23_NSCOL15P;P23_NSCOL15P_DIPLMIN;P23_NSCOL15P_BEPC;P23_NSCOL15P_CAPBEP;P23_NSCOL15P_BAC",
    "620410101;62041;1000;250;60;290;200",
)


def _prepared(*lines: str, name: str = "base-ic.CSV", **options: object) -> Import:
    return official_files.prepare({name: ("\n".join(lines) + "\n").encode()}, options)


def _values(made: Import, code: str = "620410101") -> dict[str, float]:
    rows = made.tables["figures"]
    rows = rows[rows["code"] == code]
    return dict(zip(rows["indicator"], rows["value"], strict=True))


def _said(made: Import) -> str:
    return "\n".join(text.replace("\u202f", " ").replace("\u00a0", " ") for _, _, text in grouped(made.remarks))


def test_each_base_makes_its_indicators() -> None:
    """Counts are rounded to one and shares to a tenth: 45 people alone of 60 are 75 %."""
    assert _values(_prepared(*POPULATION)) == {
        "population": 1600.0,
        "pop_0_19": 400.0,
        "pop_20_64": 900.0,
        "pop_65_plus": 300.0,
        "part_65_plus": 18.8,
        "part_75_plus": 9.4,
    }
    assert _values(_prepared(*HOUSEHOLDS)) == {
        "menages": 801.0,
        "part_personnes_seules": 50.0,
        "part_monoparents": 10.0,
        "part_80_seuls": 75.0,
    }
    assert _values(_prepared(*HOUSING)) == {
        "logements": 880.0,
        "residences_principales": 800.0,
        "part_hlm": 55.0,
        "part_sans_voiture": 40.0,
    }
    assert _values(_prepared(*TRAINING)) == {"part_sans_bac": 60.0}


def test_the_year_of_the_columns_is_the_vintage() -> None:
    """P23 is 2023, whatever the file's name says; the IRIS without a line are absent, never the older value."""
    made = _prepared(*POPULATION, name="base-ic-evol-struct-pop-2021.CSV")
    commit.commit(made)
    indicators = store.read("indicators").set_index(["level", "id"])
    assert indicators.loc[("iris", "population"), "vintage"] == "2023"
    assert indicators.loc[("iris", "menages"), "vintage"] != "2023"
    figures = store.read("figures").set_index(["level", "code", "indicator"])
    assert figures.loc[("iris", "620410103", "population"), "status"] == "absent"
    assert "1 ligne d’autres territoires, non lues" in _said(made)


def test_an_iris_without_anybody_has_no_share() -> None:
    """0 of 0 is absent: neither 0 % nor an error."""
    made = _prepared(*POPULATION)
    assert made.refused == 0
    values = _values(made, "620410102")
    assert values["population"] == 0.0
    assert np.isnan(values["part_65_plus"])


def test_the_share_of_the_young_needs_the_population_of_the_same_year() -> None:
    """Until the base of population is there it is left out and said; then 320 of 1 600 are 20 %."""
    before = _prepared(*ACTIVITY)
    assert set(_values(before)) == {"taux_chomage_rp", "taux_chomage_rp_15_24"}
    assert _values(before)["taux_chomage_rp"] == 20.0
    assert "importez d’abord la base « évolution et structure de la population » de 2023" in _said(before)
    commit.commit(_prepared(*POPULATION))
    assert _values(_prepared(*ACTIVITY))["part_15_24"] == 20.0


def test_an_older_base_without_a_diploma_column_is_summed_without_it() -> None:
    """Before 2017 the lowest diploma column held the brevet too."""
    made = _prepared(
        "IRIS;P14_NSCOL15P;P14_NSCOL15P_DIPLMIN;P14_NSCOL15P_CAPBEP;P14_NSCOL15P_BAC", "620410101;1000;300;200;250"
    )
    assert _values(made) == {"part_sans_bac": 50.0}


def test_a_damaged_cell_is_refused_with_the_columns_that_it_spoils() -> None:
    """The line and the formula are named, and the other IRIS are kept."""
    made = _prepared(HOUSING[0], HOUSING[1], "620410102;62041;880;huit cents;70;440;480")
    assert made.refused == 3
    assert "Ligne 3" in _said(made)
    assert "« P23_RP_LOCHLMV / P23_RP »" in _said(made)
    assert _values(made, "620410102")["logements"] == 880.0


def test_a_zip_with_its_metadata_is_read_as_published() -> None:
    """The CSV in capitals is the table, « meta_… » is not; the headers keep their year."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("meta_base-ic-logement-2023.CSV", "COD_VAR;LIB_VAR\nP23_LOG;Logements\n")
        archive.writestr("base-ic-logement-2023.CSV", "\n".join(HOUSING))
    made = official_files.prepare({"base-ic-logement-2023_csv.zip": buffer.getvalue()}, {})
    assert (made.dataset, made.accepted) == ("recensement-logement", 4)
