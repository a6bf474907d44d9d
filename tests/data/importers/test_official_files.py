"""Files as their producers publish them: recognised by their columns, read without a manual step."""

import importlib.util
import io
import json
import zipfile
from pathlib import Path

import numpy as np
import pytest

from data import catalogue, store
from data.importers import commit, kinds, official_files, safety
from data.importers.errors import ColumnsMissing
from data.importers.outcome import Import
from data.importers.remark import grouped

_path = Path(__file__).with_name("building.py")
_spec = importlib.util.spec_from_file_location("official_building", _path)
assert _spec is not None
assert _spec.loader is not None
building = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(building)

REFERENCE = Path(__file__).resolve().parents[4] / "shared" / "reference"
reference = pytest.mark.skipif(not REFERENCE.is_dir(), reason="the producers' files are not on this machine")


def _prepared(name: str, *lines: str, **options: object) -> Import:
    return official_files.prepare({name: building.csv(*lines)}, options)


def _of_reference(name: str) -> Import:
    return official_files.prepare({name: (REFERENCE / name).read_bytes()}, {})


def _said(import_: Import) -> str:
    return "\n".join(
        sentence.replace("\u202f", " ").replace("\u00a0", " ") for _, _, sentence in grouped(import_.remarks)
    )


def _figure(level: str, code: str, indicator: str) -> tuple[float, str]:
    rows = store.read("figures")
    row = rows[(rows["level"] == level) & (rows["code"] == code) & (rows["indicator"] == indicator)].iloc[0]
    return float(row["value"]), str(row["status"])


def test_filosofi_of_a_new_year_takes_the_place_of_the_old_one() -> None:
    """Values, secrets and the vintage follow the file; a commune without a line is absent, never the older value."""
    made = _prepared(
        "cc_filosofi_2022_COM.csv",
        "CODGEO;NBMENFISC22;MED22;TP6022;TP60AGE122",
        "62041;19700;21000;25,3;s",
        "62004;3600;22000;s;s",
        "01001;300;25000;s;s",
    )
    assert made.refused == 0
    assert "1 ligne d’autres territoires, non lues" in _said(made)
    commit.commit(made)
    assert _figure("commune", "62041", "taux_pauvrete") == (25.3, "diffusé")
    value, status = _figure("commune", "62004", "taux_pauvrete")
    assert np.isnan(value)
    assert status == "secret"
    assert _figure("commune", "62007", "revenu_median")[1] == "absent"
    indicators = store.read("indicators").set_index(["level", "id"])
    assert indicators.loc[("commune", "revenu_median"), "vintage"] == "2022"
    assert indicators.loc[("commune", "revenu_median"), "label"] == (catalogue_row("commune", "revenu_median"))
    assert "taux_pauvrete_moins_30" not in set(store.read("figures")["indicator"])


def catalogue_row(level: str, indicator: str) -> str:
    """Return the label of an indicator without any import."""
    table = store.read_file(store.ground("indicators"), "indicators").set_index(["level", "id"])
    return str(table.loc[(level, indicator), "label"])


def test_disposable_income_by_iris_is_not_taken_for_the_declared_one() -> None:
    """The two bases of Insee by IRIS have indicators of their own."""
    made = _prepared("BASE_TD_FILO_DISP_IRIS_2021.csv", "IRIS;DISP_MED21;DISP_TP6021", "620410101;17000;30,0")
    assert set(made.tables["figures"]["indicator"]) == {"revenu_median_disponible", "taux_pauvrete_disponible"}


def test_a_damaged_value_of_an_official_file_is_refused_with_its_place() -> None:
    """What is neither a number nor a mark of the producer is named, and the rest can be kept."""
    made = _prepared("f.csv", "CODGEO;MED21;TP6021", "62041;douze;25,0", "62041;20000;25,0", "62004;22000;17,0")
    assert made.refused == 2
    said = _said(made)
    assert "Ligne 2, colonne « MED21 », valeur « douze »" in said
    assert "ce code est déjà à la ligne 2" in said


def test_a_zip_as_published_is_read_without_its_dictionary() -> None:
    """The table of the zip is found beside its file of metadata."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("meta_cc_filosofi_2021_COM.csv", "COD_VAR;LIB_VAR\nMED21;Médiane\n")
        archive.writestr("cc_filosofi_2021_COM.csv", "CODGEO;MED21\n62041;20230\n")
    made = official_files.prepare({"base.zip": buffer.getvalue()}, {})
    assert (made.accepted, made.dataset) == (1, "filosofi-communes")


def test_an_unknown_file_says_which_ones_are_read() -> None:
    """The refusal lists the files that are recognised, and the headers of this one."""
    with pytest.raises(ColumnsMissing, match="Filosofi") as error:
        _prepared("autre.csv", "a;b", "1;2")
    assert "« a »" in str(error.value).replace("\u202f", " ")


def test_caf_zeros_are_masked_and_only_the_newest_date_is_read() -> None:
    """0 in the Caf's file means too few to be shown: never a number."""
    made = _prepared(
        "ben_com.csv",
        "Date référence;Numéro commune;Nom commune;Nombre foyers NDUR;Nombre personnes NDUR;Nombre foyers RSA",
        "2022-12-01;62041;ARRAS;11000;23000;2900",
        "2023-12-01;62041;ARRAS;11890;24000;3000",
        "2023-12-01;62085;BASSEUX;20;60;0",
    )
    assert made.refused == 0
    commit.commit(made)
    assert _figure("commune", "62041", "allocataires_caf") == (11890.0, "diffusé")
    assert _figure("commune", "62085", "foyers_rsa")[1] == "masqué"
    assert store.read("indicators").set_index(["level", "id"]).loc[("commune", "foyers_rsa"), "vintage"] == "2023"


def _grid_lines() -> list[str]:
    cells = store.read("grid").head(40)
    columns = [
        "ind",
        "men",
        "men_pauv",
        "men_1ind",
        "men_fmp",
        "ind_18_24",
        "ind_65_79",
        "ind_80p",
        "log_soc",
        "ind_snv",
    ]
    lines = [",".join(["idcar_200m", "idcar_1km", "i_est_200", "lcog_geo", *columns])]
    for row in cells.to_dict("records"):
        counts = [f"{row[column]}" for column in columns]
        imputed = "1" if row["imputed"] else "0"
        lines.append(",".join([f"FR_{row['id']}", "x", imputed, f'"{row["commune_published"]},62000"', *counts]))
    return lines


def test_published_cells_give_the_embedded_ones_back() -> None:
    """Name, square, centre, commune and counts of the cells are those that the project's own build gives."""
    elsewhere = "FR_CRS3035RES200mN2000000E4000000,x,0,13055," + ",".join(["1"] * 10)
    made = _prepared("carreaux_200m_met_2019.csv", *_grid_lines(), elsewhere)
    assert (made.accepted, made.refused) == (40, 0)
    assert "1 carreau hors du territoire" in _said(made)
    got, known = made.tables["grid"], store.read("grid").head(40)
    assert list(got["id"]) == list(known["id"])
    for column in ("commune", "commune_published", "imputed", "x", "y", "ind", "ind_snv"):
        assert got[column].to_list() == known[column].to_list(), column
    assert got.geometry.geom_equals_exact(known.geometry, 1e-7).all()
    assert made.entries["grid"].vintage == "2019"
    commit.commit(made)
    assert len(store.read("grid")) == 40


def test_a_national_file_of_too_many_lines_is_read_for_the_territory_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """Beyond the rows that one import may have, only the lines of the territory are parsed, and it is said."""
    monkeypatch.setattr(safety, "MAX_ROWS", 50)
    elsewhere = [
        f"FR_CRS3035RES200mN2000000E{4000000 + 200 * rank},x,0,13055,{62041 * 10 + rank},1" for rank in range(60)
    ]
    padded = [line + "," * 8 for line in elsewhere]
    made = _prepared("carreaux_2019.csv", *_grid_lines(), *padded)
    assert (made.accepted, made.refused) == (40, 0)
    assert "Fichier national de 101 lignes : seules les 40 qui nomment" in _said(made)


def test_a_cell_with_an_impossible_count_is_refused() -> None:
    """A count that is not a number leaves the whole cell out, with its line and column."""
    lines = _grid_lines()[:3]
    lines[1] = lines[1].replace(",2.0,", ",beaucoup,", 1)
    made = _prepared("carreaux.csv", *lines)
    assert (made.accepted, made.refused) == (1, 1)
    assert "Ligne 2, colonne « ind », valeur « beaucoup »" in _said(made)


def _service(identifier: str, name: str, code: str, lon: float, lat: float, **more: str) -> dict[str, object]:
    properties = {"id_fs": identifier, "lib_fs": name, "adresse": "2 Rue de Douai", "insee_com": code, "h_lundi": None}
    point = {"type": "Point", "coordinates": [lon, lat]}
    return {"type": "Feature", "properties": properties | more, "geometry": point}


def test_a_position_of_the_national_list_gives_way_to_the_known_one_when_it_is_far() -> None:
    """Two kilometres from the place that the tables have under the same identifier, a position is reported."""
    features = [
        _service("1940", "France services Pimms", "62041", 2.76, 50.30),
        _service("9", "Autre", "59350", 3.06, 50.63),
    ]
    content = json.dumps({"type": "FeatureCollection", "features": features}).encode()
    made = official_files.prepare({"liste.geojson": content}, {"vintage": "2025"})
    row = made.tables["places"].iloc[0]
    assert (row["id"], row["lon"], row["vintage"]) == ("fs-1940", 2.78429, "2025")
    assert "position incohérente avec l’adresse" in _said(made)
    assert "1 lieu hors du territoire" in _said(made)


def test_the_template_lists_the_files_that_are_recognised() -> None:
    """There is nothing to fill in: the workbook says what is read."""
    kind = kinds.get("officiel")
    assert kind.template()[:2] == b"PK"


@reference
@pytest.mark.reference
def test_reference_filosofi_of_communes_is_what_is_embedded() -> None:
    """Insee's raw file gives, without a manual step, the same values and statuses as the embedded table."""
    made = _of_reference("insee_filosofi_2021_communes.csv")
    assert made.refused == 0
    got = made.tables["figures"].set_index(["code", "indicator"]).sort_index()
    known = store.read("figures")
    known = known[
        (known["level"] == "commune") & known["indicator"].isin(["menages_fiscaux", "revenu_median", "taux_pauvrete"])
    ]
    for row in known.to_dict("records"):
        other = got.loc[(row["code"], row["indicator"])]
        assert other["status"] == row["status"], row
        assert other["value"] == row["value"] or row["status"] != "diffusé", row
    commit.commit(made)
    assert catalogue.read("figures").producer.startswith("Insee")


@reference
@pytest.mark.reference
def test_reference_filosofi_of_iris_is_what_is_embedded() -> None:
    """The 25 IRIS of the raw file have the embedded values; the 41 others are absent."""
    made = _of_reference("insee_filosofi_2021_iris_declare.csv")
    assert made.refused == 0
    got = made.tables["figures"].set_index(["code", "indicator"]).sort_index()
    assert (got["status"].xs("revenu_median", level=1) == "diffusé").sum() == 25
    known = store.read("figures")
    known = known[(known["level"] == "iris") & known["indicator"].isin(["revenu_median", "taux_pauvrete"])]
    for row in known.to_dict("records"):
        other = got.loc[(row["code"], row["indicator"])]
        assert (other["status"], row["status"] != "diffusé" or other["value"] == row["value"]) == (
            row["status"],
            True,
        ), row
    commit.commit(made)


@reference
@pytest.mark.reference
def test_reference_national_list_finds_the_four_and_reports_the_position() -> None:
    """Of the five France services, four are the territory's, with their hours, and one position does not fit."""
    made = _of_reference("anct_france_services_2024.geojson")
    assert (made.accepted, made.refused) == (4, 0)
    known = store.read("places").set_index("id")
    got = made.tables["places"].set_index("id")
    assert set(got.index) == {"fs-1940", "fs-2231", "fs-2457", "fs-2458"}
    assert got["opening_hours"].to_dict() == known.loc[got.index, "opening_hours"].to_dict()
    said = _said(made)
    assert (
        "Ligne 2, valeur « 2,76827 ; 50,28768 » : position incohérente avec l’adresse « 1 Rue Charles Péguy »" in said
    )
    assert said.count("incohérente") == 1
    assert "1 lieu hors du territoire" in said
    before = len(known)
    commit.commit(made)
    assert len(store.read("places")) == before


@reference
@pytest.mark.reference
def test_reference_mediation_places_give_the_duplicates_and_those_outside() -> None:
    """Of the 64 places, 7 are outside, the rows of one place are listed, and nothing is refused."""
    made = _of_reference("lieux_mediation_2023.geojson")
    assert made.refused == 0
    said = _said(made)
    assert "7 lieux hors du territoire" in said
    assert "5 lieux décrits plusieurs fois dans le fichier : lignes 3 et 25 (Centre Social Arras Ouest)" in said
    assert "lignes 47 et 63" in said
    assert said.count("position incohérente avec l’adresse") == 1
    assert "capitales mises en minuscules" in said
    assert "le lieu a fermé ou déménagé" in said
    commit.commit(made)
