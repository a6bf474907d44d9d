"""Insee's long files: one observation a row, its secrecy beside it."""

import io
import zipfile

import numpy as np
import pytest

from data import store
from data.errors import DataError
from data.importers import commit, official_files
from data.importers.errors import FileRefused
from data.importers.official_files import national
from data.importers.outcome import Import
from data.importers.remark import grouped

FILOSOFI = (
    '"GEO";"GEO_OBJECT";"FILOSOFI_MEASURE";"UNIT_MEASURE";"UNIT_MULT";"CONF_STATUS";"OBS_STATUS";"TIME_PERIOD";'
    '"OBS_VALUE"'
)
EQUIPMENT = '"GEO";"GEO_OBJECT";"FACILITY_DOM";"FACILITY_SDOM";"FACILITY_TYPE";"BPE_MEASURE";"TIME_PERIOD";"OBS_VALUE"'


def _quoted(*cells: str) -> str:
    return ";".join(f'"{cell}"' for cell in cells)


def _prepared(*lines: str, name: str = "DS_data.csv", **options: object) -> Import:
    return official_files.prepare({name: ("\n".join(lines) + "\n").encode()}, options)


def _cells(made: Import, code: str) -> dict[str, tuple[float, str]]:
    rows = made.tables["figures"]
    rows = rows[rows["code"] == code]
    return {row["indicator"]: (row["value"], row["status"]) for row in rows.to_dict("records")}


def _said(made: Import) -> str:
    return "\n".join(text.replace("\u202f", " ").replace("\u00a0", " ") for _, _, text in grouped(made.remarks))


def _income(*rows: tuple[str, str, str, str, str, str, str]) -> Import:
    lines = [
        _quoted(geo, kind, measure, "EUR_YR", "0", conf, status, year, value)
        for geo, kind, measure, conf, status, year, value in rows
    ]
    return _prepared(FILOSOFI, *lines)


def test_long_filosofi_is_read_by_commune_with_its_secrets() -> None:
    """A confidential observation is secret, a missing one absent; the newest year alone is read."""
    made = _income(
        ("62041", "COM", "MED_SL", "F", "A", "2023", "21900"),
        ("62041", "COM", "MED_SL", "F", "A", "2021", "20200"),
        ("62041", "COM", "PR_MD60", "F", "A", "2023", "24.6"),
        ("62004", "COM", "MED_SL", "F", "A", "2023", "23500"),
        ("62004", "COM", "PR_MD60", "C", "A", "2023", ""),
        ("62007", "COM", "MED_SL", "F", "O", "2023", ""),
        ("200033579", "EPCI", "MED_SL", "F", "A", "2023", "22000"),
        ("01001", "COM", "MED_SL", "F", "A", "2023", "25000"),
    )
    assert made.refused == 0
    assert _cells(made, "62041") == {
        "revenu_median": (21900.0, "diffusé"),
        "taux_pauvrete": (24.6, "diffusé"),
    }
    assert _cells(made, "62004")["taux_pauvrete"][1] == "secret"
    assert np.isnan(_cells(made, "62004")["taux_pauvrete"][0])
    assert _cells(made, "62007")["revenu_median"][1] == "absent"
    assert "seule la période la plus récente est lue : 2023" in _said(made)
    commit.commit(made)
    row = store.read("indicators").set_index(["level", "id"]).loc[("commune", "revenu_median")]
    assert (row["vintage"], row["producer"]) == ("2023", "Insee")


def test_the_long_median_of_an_iris_is_the_disposable_one() -> None:
    """It does not take the place of the declared income in use."""
    made = _income(("620410101", "IRIS", "MED_SL", "F", "A", "2021", "17000"))
    assert set(_cells(made, "620410101")) == {"revenu_median_disponible"}


@pytest.mark.parametrize(
    ("conf", "status", "value", "expected"),
    [
        ("N", "A", "12", "secret"),
        ("D", "A", "12", "secret"),
        ("F", "Q", "12", "secret"),
        ("F", "M", "", "absent"),
        ("", "A", "12", "diffusé"),
        ("F", "P", "12", "diffusé"),
    ],
)
def test_statuses_are_those_of_sdmx(conf: str, status: str, value: str, expected: str) -> None:
    """What is not free is secret even with a value in sight; a provisional value is published."""
    made = _income(
        ("62041", "COM", "MED_SL", conf, status, "2023", value), ("62004", "COM", "MED_SL", "F", "A", "2023", "1")
    )
    assert _cells(made, "62041")["revenu_median"][1] == expected


def test_the_same_observation_twice_is_refused() -> None:
    """Two medians of one commune cannot both be the producer's."""
    made = _income(
        ("62041", "COM", "MED_SL", "F", "A", "2023", "21900"), ("62041", "COM", "MED_SL", "F", "A", "2023", "20000")
    )
    assert made.refused == 1
    assert "Ligne 3" in _said(made)


def test_the_municipal_population_is_read_and_no_other() -> None:
    """PMUN is the population in use; PTOT counts people twice."""
    header = "FREQ;GEO;GEO_OBJECT;POPREF_MEASURE;TIME_PERIOD;OBS_VALUE"
    made = _prepared(
        header, "A;62041;COM;PTOT;2024;43000", "A;62041;COM;PMUN;2024;42500", "A;62041;COM;PMUN;2019;41555"
    )
    assert _cells(made, "62041") == {"population": (42500.0, "diffusé")}
    assert made.title == "Populations de référence 2024"


def _facilities(*rows: tuple[str, str, str, str, str, str]) -> Import:
    lines = [_quoted(geo, kind, typ[:1], typ[:2], typ, measure, year, n) for geo, kind, typ, measure, year, n in rows]
    return _prepared(EQUIPMENT, *lines)


def test_long_equipment_counts_what_the_embedded_indicators_count() -> None:
    """Three kinds of post office are one indicator; a commune that is not named has none: 0, published."""
    made = _facilities(
        ("62041", "COM", "A206", "FACILITIES", "2025", "3"),
        ("62041", "COM", "A207", "FACILITIES", "2025", "2"),
        ("62041", "COM", "D307", "FACILITIES", "2025", "15"),
        ("62041", "COM", "D307", "PRESENCE", "2025", "1"),
        ("62041", "COM", "D307", "FACILITIES", "2024", "16"),
        ("62", "DEP", "D307", "FACILITIES", "2025", "500"),
        ("01001", "COM", "D307", "FACILITIES", "2025", "1"),
    )
    assert _cells(made, "62041") == {"bureaux_poste": (5.0, "diffusé"), "pharmacies": (15.0, "diffusé")}
    assert _cells(made, "62007")["pharmacies"] == (0.0, "diffusé")
    assert "« Bibliothèques » n’est pas gardé" in _said(made)
    commit.commit(made)
    indicators = store.read("indicators").set_index(["level", "id"])
    assert indicators.loc[("commune", "pharmacies"), "vintage"] == "2025"
    assert indicators.loc[("commune", "bibliotheques"), "vintage"] == "2024"


def test_a_file_of_presences_is_not_taken_for_counts() -> None:
    """The base of the evolution says 1 where there is at least one."""
    with pytest.raises(FileRefused, match="nombres d’équipements"):
        _facilities(("62041", "COM", "D307", "PRESENCE", "2024", "1"))


def test_the_counted_base_adds_up_its_iris() -> None:
    """NB_EQUIP of every IRIS of a commune, whatever the separator."""
    made = _prepared(
        "REG,DEP,DEPCOM,DCIRIS,AN,TYPEQU,NB_EQUIP",
        "32,62,62041,62041_0101,2023,D301,4",
        "32,62,62041,62041_0102,2023,D301,5",
        "32,62,62041,62041_0102,2023,F307,2",
        "32,62,62041,62041_0102,2023,A101,1",
    )
    assert _cells(made, "62041") == {"pharmacies": (9.0, "diffusé"), "bibliotheques": (2.0, "diffusé")}
    assert made.tables["indicators"]["vintage"].unique().tolist() == ["2023"]


def test_the_detailed_base_is_counted_by_its_rows() -> None:
    """Without NB_EQUIP, a row is a place."""
    rows = ["2024;62041;D307;1", "2024;62041;D307;2", "2024;62004;D307;3"]
    made = _prepared("AN;DEPCOM;TYPEQU;LAMBERT_X", *rows)
    assert _cells(made, "62041")["pharmacies"] == (2.0, "diffusé")


def test_a_damaged_count_is_refused_at_its_own_line() -> None:
    """The sum of a commune is not made without one of its parts."""
    made = _prepared("DEPCOM;TYPEQU;NB_EQUIP", "62041;D307;4", "62041;D307;beaucoup", "62004;D307;1")
    assert made.refused == 1
    assert "Ligne 3, colonne « Pharmacies », valeur « beaucoup »" in _said(made)
    assert _cells(made, "62041")["pharmacies"][1] == "absent"


def test_a_base_of_other_places_is_refused() -> None:
    """Nothing of the territory is nothing to import: never 0 everywhere."""
    with pytest.raises(FileRefused, match="du territoire"):
        _prepared("DEPCOM;TYPEQU;NB_EQUIP", "01001;D307;4")


def test_a_national_file_of_many_cells_is_cut_first(monkeypatch: pytest.MonkeyPatch) -> None:
    """Few lines of many columns are too many cells too; a cell of the grid on two communes is kept."""
    monkeypatch.setattr(national, "MANY_CELLS", 30)
    padding = ";x" * 6
    lines = [f"{code};D307;1{padding}" for code in ("01001", "01002", "62041", "01004", "0100462041", "01006")]
    made = _prepared(f"DEPCOM;TYPEQU;NB_EQUIP{''.join(f';c{rank}' for rank in range(6))}", *lines)
    assert _cells(made, "62041")["pharmacies"] == (1.0, "diffusé")
    assert "Fichier national de 7 lignes : seules les 2" in _said(made)


def test_a_zip_as_the_catalogue_serves_it_is_read_without_its_metadata() -> None:
    """« …_metadata.csv » beside « …_data.csv » is not the table."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("DS_BPE_2025_metadata.csv", '"COD_VAR";"LIB_VAR"\n"GEO";"Géographie"\n')
        archive.writestr(
            "DS_BPE_2025_data.csv",
            f"{EQUIPMENT}\n{_quoted('62041', 'COM', 'D', 'D3', 'D307', 'FACILITIES', '2025', '15')}\n",
        )
    made = official_files.prepare({"DS_BPE_2025_CSV_FR.zip": buffer.getvalue()}, {})
    assert _cells(made, "62041")["pharmacies"] == (15.0, "diffusé")


@pytest.mark.parametrize("content", [b"GEO\rTYPEQU\n1;2\n", b"PAR0\r\x00\x01\n\xff\xfe", b"\n\n\n"])
def test_a_first_line_that_is_no_header_is_refused_as_any_file(content: bytes) -> None:
    """A stray carriage return or bytes that are no text end in a sentence."""
    with pytest.raises(DataError):
        official_files.prepare({"x.csv": content}, {})
