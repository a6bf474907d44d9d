"""From a server, or from a file dropped by hand, to the tables in use and back."""

import dataclasses
import json
import socket
from pathlib import Path

import pytest

from data import store
from data.__main__ import main
from data.importers import commit
from data.official import changes, run, sources, unpacking, wording
from data.official.entry import Entry
from data.official.errors import NotTheFile, TooLarge, TransferFailed
from tests.data.official import published
from tests.data.official.server import Patience, Site, send, serve

REFERENCE = Path(__file__).resolve().parents[4] / "shared" / "reference"


def _at(site: Site, key: str, path: str) -> Entry:
    """Return a declared source whose file is on the test's server."""
    entry = sources.choose((key,))[0]
    return dataclasses.replace(entry, address=site.url(path), resource=None, checksum_address="")


@pytest.fixture
def declared(site: Site, monkeypatch: pytest.MonkeyPatch, patience: Patience) -> dict[str, Entry]:
    """Three sources on the test's server, in the place of the declared ones."""
    found = {
        "outlines-iris": _at(site, "outlines-iris", "/iris"),
        "qpv": _at(site, "qpv", "/qpv"),
        "roads": _at(site, "roads", "/roads"),
    }
    site.pages["/iris"] = serve(published.iris_geojson())
    archive = {
        "GEOJSON/QP2024_Guyane.geojson": b"{}",
        "GEOJSON/QP2024_France_Hexagonale_Outre_Mer_WGS84.geojson": json.dumps(published.qpv_geojson()).encode(),
    }
    site.pages["/qpv"] = serve(published.zipped(archive))
    site.pages["/roads"] = serve(b"\x00\x00\x00\x0d\x0a\x09OSMHeader\x18\x10" + bytes(3000))
    served = tuple(found.values())
    monkeypatch.setattr(sources, "entries", lambda: served)
    monkeypatch.setattr(run, "Conduct", patience.conduct)
    return found


def test_outlines_are_fetched_compared_switched_and_rolled_back(declared: dict[str, Entry]) -> None:
    """The file comes, what changes is known before anything does, and the vintage before is one step away."""
    obtained = run.obtain(declared["outlines-iris"])
    assert obtained.how == "téléchargé"
    proposal = run.propose(obtained)
    assert not proposal.nothing
    assert commit.datasets() == []
    run.switch(proposal)
    assert set(store.read("iris")["outline"]) == {"officiel"}
    commit.rollback("contours-iris")
    assert "approché" in set(store.read("iris")["outline"])
    commit.restore("contours-iris", commit.versions("contours-iris")[0].version)
    again = run.obtain(declared["outlines-iris"])
    assert again.how == "inchangé"
    assert all(one.nothing for one in run.propose(again).changes)


def test_neighbourhoods_come_out_of_their_archive(declared: dict[str, Entry]) -> None:
    """The national file of the archive is taken, and what lies overseas is left out before it is projected."""
    proposal = run.propose(run.obtain(declared["qpv"]))
    assert proposal.import_ is not None
    assert len(proposal.import_.tables["qpv"]) == len(store.read("qpv"))
    assert proposal.refused == 0


def _figure(indicator: str, code: str) -> tuple[float, str]:
    figures = store.read("figures").set_index(["level", "code", "indicator"])
    row = figures.loc[("commune", code, indicator)]
    return row["value"], row["status"]


def test_income_comes_out_of_its_archive_and_takes_the_place_of_the_old(site: Site, patience: Patience) -> None:
    """Insee's communal file is the one taken, its secrecy is kept, and the largest move is said by its name."""
    table = published.filosofi_communes({"62041": ("20000", "22110", "17,5"), "62004": ("3606", "s", "s")})
    wrong = table.replace(b"62041;20000;22110", b"62041;1;1")
    site.pages["/f"] = serve(published.zipped({"cc_filosofi_2021_ARR.csv": wrong, "cc_filosofi_2021_COM.csv": table}))
    proposal = run.propose(run.obtain(_at(site, "filosofi-communes", "/f"), conduct=patience.conduct()))
    said = " ".join(sentence for one in proposal.changes for sentence in changes.sentences(one))
    assert "Arras" in said
    run.switch(proposal, partial=True)
    assert _figure("revenu_median", "62041") == (22110, "diffusé")
    assert _figure("revenu_median", "62004")[1] == "secret"


def test_newest_figures_of_the_caf_are_taken(site: Site, patience: Patience) -> None:
    """The last December is read, and 0 stays masked."""
    site.pages["/caf"] = serve(
        published.caf([("2023-12", "62041", 1, 1), ("2024-12", "62041", 8000, 0), ("2024-12", "62004", 1600, 250)])
    )
    run.switch(run.propose(run.obtain(_at(site, "caf", "/caf"), conduct=patience.conduct())), partial=True)
    assert _figure("allocataires_caf", "62041") == (8000, "diffusé")
    assert _figure("foyers_rsa", "62041")[1] == "masqué"


def test_list_of_france_services_is_cut_to_the_territory(site: Site, patience: Patience) -> None:
    """The national list brings what lies in the territory, with the day it was obtained."""
    site.pages["/fs"] = serve(published.france_services())
    proposal = run.propose(run.obtain(_at(site, "france-services", "/fs"), conduct=patience.conduct()))
    assert proposal.import_ is not None
    names = set(proposal.import_.tables["places"]["name"])
    assert any("Arras" in name for name in names)
    assert not any("ailleurs" in name for name in names)
    assert proposal.import_.entries["places"].vintage.startswith("liste du ")


@pytest.mark.reference
@pytest.mark.skipif(not REFERENCE.is_dir(), reason="the producers' files are not on this machine")
def test_reference_files_dropped_by_hand_are_taken() -> None:
    """The producers' own files, dropped, replace the approximate outlines and confirm the embedded incomes."""
    run.drop_folder().mkdir(parents=True)
    outlines = (REFERENCE / "iris_contours_2020.geojson").read_bytes()
    incomes = (REFERENCE / "insee_filosofi_2021_communes.csv").read_bytes()
    (run.drop_folder() / "contours-iris.geojson").write_bytes(outlines)
    (run.drop_folder() / "filosofi-communes-2021.zip").write_bytes(
        published.zipped({"cc_filosofi_2021_COM.csv": incomes})
    )
    before = store.read("figures")
    assert main(["official", "--only", "outlines-iris,filosofi-communes", "--yes"]) == 0
    assert set(store.read("iris")["outline"]) == {"officiel"}
    keys = ["level", "code", "indicator"]
    both = store.read("figures").merge(before, on=keys, suffixes=("", "_before"))
    incomes_now = both[both["indicator"].eq("revenu_median") & both["level"].eq("commune")]
    assert len(incomes_now) == 46
    assert incomes_now["value"].sub(incomes_now["value_before"]).abs().max() == 0


def test_file_for_later_is_kept_as_it_is(declared: dict[str, Entry]) -> None:
    """A file that no importer takes is kept with its receipt, and no table changes."""
    proposal = run.propose(run.obtain(declared["roads"]))
    assert proposal.import_ is None
    run.switch(proposal)
    assert (run.kept_folder() / declared["roads"].file_name).stat().st_size > 3000
    assert commit.datasets() == []


@pytest.mark.parametrize("name", ["contours-iris.geojson", "iris"])
def test_dropped_file_is_taken_without_any_request(declared: dict[str, Entry], site: Site, name: str) -> None:
    """A file dropped under its own name or the producer's is used, and moved only once it is in use."""
    run.drop_folder().mkdir(parents=True)
    path = run.drop_folder() / name
    path.write_bytes(published.iris_geojson())
    obtained = run.obtain(declared["outlines-iris"])
    assert obtained.how == "déposé"
    assert site.asked == []
    proposal = run.propose(obtained)
    assert path.is_file()
    run.switch(proposal)
    assert not path.exists()
    assert (run.kept_folder() / "contours-iris.geojson").is_file()
    assert set(store.read("iris")["outline"]) == {"officiel"}


def test_dropped_page_or_giant_is_refused(declared: dict[str, Entry]) -> None:
    """What was dropped is looked at as closely as what is fetched."""
    run.drop_folder().mkdir(parents=True)
    path = run.drop_folder() / "contours-iris.geojson"
    path.write_bytes(b"<!DOCTYPE html><html></html>")
    with pytest.raises(NotTheFile):
        run.obtain(declared["outlines-iris"])
    path.write_bytes(published.iris_geojson())
    with pytest.raises(TooLarge):
        run.obtain(dataclasses.replace(declared["outlines-iris"], most_bytes=1000))
    assert path.is_file()


def test_archive_without_its_file_or_damaged_is_said(tmp_path: Path) -> None:
    """An archive that is not the one expected names what it lacks; a damaged or an exploding one is refused."""
    entry = sources.choose(("filosofi-communes",))[0]
    path = tmp_path / "a.zip"
    path.write_bytes(published.zipped({"autre.csv": b"a;b"}))
    with pytest.raises(NotTheFile, match="ne contient pas"):
        unpacking.files(entry, path)
    whole = published.zipped({"cc_filosofi_2021_COM.csv": b"CODGEO;MED21\n" * 5000})
    path.write_bytes(whole[:60] + b"\x00\x01" * 20 + whole[100:])
    with pytest.raises(NotTheFile, match="endommagée"):
        unpacking.files(entry, path)
    path.write_bytes(whole)
    assert list(unpacking.files(entry, path)) == ["cc_filosofi_2021_COM.csv"]


def test_unfolded_size_is_bounded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A small archive does not unfold without end."""
    monkeypatch.setattr(unpacking, "MOST_UNFOLDED", 1000)
    path = tmp_path / "a.zip"
    path.write_bytes(published.zipped({"cc_filosofi_2021_COM.csv": bytes(100_000)}))
    with pytest.raises(TooLarge):
        unpacking.files(sources.choose(("filosofi-communes",))[0], path)


@pytest.mark.parametrize(
    "content", [b"{", b"[]", b"\xff", b'{"features": 3}', b'{"features": [{"geometry": {"coordinates": [[]]}}]}']
)
def test_what_is_not_geojson_is_left_to_the_importer(content: bytes) -> None:
    """A file that cannot be cut around the territory is handed on as it is."""
    assert unpacking.around(content) == content


def test_only_far_shapes_are_cut() -> None:
    """Shapes of the territory stay, those overseas go, and nothing is cut from a file in metres or all far away."""
    found = published.qpv_geojson()
    assert isinstance(found["features"], list)
    kept = json.loads(unpacking.around(json.dumps(found).encode()))["features"]
    assert len(kept) == len(found["features"]) - 1
    far = json.dumps({**found, "features": found["features"][-1:]}).encode()
    assert json.loads(unpacking.around(far))["features"] == found["features"][-1:]
    metres = json.dumps({"features": [{"geometry": {"coordinates": [680000, 7020000]}}]}).encode()
    assert unpacking.around(metres) == metres


def test_terminal_shows_then_switches(declared: dict[str, Entry], capsys: pytest.CaptureFixture[str]) -> None:
    """Without --yes nothing is in use; with it, all is, and how to go back is said."""
    assert main(["official", "--only", "outlines"]) == 0
    assert "ajoutez --yes" in capsys.readouterr().out
    assert commit.datasets() == []
    assert main(["official", "--only", "outlines,roads", "--yes"]) == 0
    said = capsys.readouterr().out
    assert "inchangé chez le producteur" in said
    assert "rollback contours-iris" in said
    assert "Gardé dans" in said
    assert commit.datasets() == ["contours-iris"]
    assert main(["official", "--only", "outlines", "--yes"]) == 0
    assert "Rien à mettre en usage" in capsys.readouterr().out


def test_terminal_lists_without_asking_anything(
    declared: dict[str, Entry], site: Site, capsys: pytest.CaptureFixture[str]
) -> None:
    """--list names each source, its page and its address, and sends nothing."""
    assert main(["official", "--list"]) == 0
    said = capsys.readouterr().out
    for entry in declared.values():
        assert entry.page in said
        assert entry.url in said
    assert site.asked == []


def test_one_failure_does_not_stop_the_others(
    declared: dict[str, Entry], site: Site, capsys: pytest.CaptureFixture[str]
) -> None:
    """A source that answers by a page is said, the next ones are fetched, and the code says that one failed."""
    site.pages["/iris"] = lambda request, times: send(request, b"<html>Maintenance</html>")
    assert main(["official", "--only", "outlines,roads", "--yes"]) == 1
    shown = capsys.readouterr()
    assert "page web" in shown.err
    assert "Internet n’est pas" not in shown.err
    assert "Gardé dans" in shown.out


def test_without_internet_one_message_says_what_to_open_and_where_to_drop(
    declared: dict[str, Entry], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Every unreachable source is in one message, with its page, its file name and the folder."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    away = tuple(dataclasses.replace(one, address=f"http://127.0.0.1:{port}/") for one in declared.values())
    monkeypatch.setattr(sources, "entries", lambda: away)
    assert main(["official"]) == 1
    said = capsys.readouterr().err
    assert said.count("Internet n’est pas accessible") == 1
    for entry in away:
        assert entry.opened in said
        assert entry.file_name in said
    assert str(run.drop_folder()) in said


def test_without_internet_few_servers_are_asked(declared: dict[str, Entry], site: Site, patience: Patience) -> None:
    """After two silent servers the others are not waited for; what was dropped is taken all the same."""
    nobody = [
        dataclasses.replace(
            declared["roads"], key=f"k{rank}", file_name=f"{rank}.pbf", address=f"http://127.0.0.{rank}:9/"
        )
        for rank in range(2, 8)
    ]
    run.drop_folder().mkdir(parents=True)
    (run.drop_folder() / "7.pbf").write_bytes(b"\x00\x00\x00\x0d\x0a\x09OSMHeader" + bytes(100))
    found = dict(run.obtain_each(nobody, progress=lambda _: lambda done, total: None, conduct=patience.conduct()))
    *away, last = found.values()
    assert all(isinstance(one, TransferFailed) and not one.reachable for one in away)
    assert isinstance(last, run.Obtained)
    assert len(patience.pauses) == 2
    one_silent = [nobody[0], nobody[1], declared["roads"]]
    assert isinstance(
        list(run.obtain_each([declared["roads"], *one_silent], progress=lambda _: lambda done, total: None))[-1][1],
        run.Obtained,
    )


def test_address_opened_by_hand_gives_the_file_of_the_territory() -> None:
    """Where the producer's page gives all of France, the address of the territory's own file is given."""
    outlines, grid = sources.choose(("outlines-iris", "grid"))
    assert outlines.opened == outlines.url
    assert grid.opened == grid.page
    assert outlines.url in wording.by_hand([outlines])


def test_unknown_source_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    """A name that is no source stops the command with those that are."""
    assert main(["official", "--only", "chats"]) == 2
    assert "france-services" in capsys.readouterr().err


def test_refused_elements_need_consent(
    declared: dict[str, Entry], site: Site, capsys: pytest.CaptureFixture[str]
) -> None:
    """A file with a shape that is refused is put in use only when leaving it out is accepted."""
    found = json.loads(published.iris_geojson())
    west, north = found["features"][0]["geometry"]["coordinates"][0][0][:2]
    point = {"type": "Point", "coordinates": [west, north]}
    found["features"].append({"type": "Feature", "properties": {"code_iris": "x"}, "geometry": point})
    site.pages["/iris"] = serve(json.dumps(found).encode(), etag='"v2"')
    assert main(["official", "--only", "outlines", "--yes"]) == 1
    assert "--partial" in capsys.readouterr().out
    assert commit.datasets() == []
    assert main(["official", "--only", "outlines", "--yes", "--partial"]) == 0
    assert commit.datasets() == ["contours-iris"]
