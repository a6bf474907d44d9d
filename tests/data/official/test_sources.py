"""The declared sources, and finding the newest file of each."""

import json
import re
from urllib.parse import parse_qs, urlsplit

import pytest

from data import store
from data.importers import kinds
from data.official import locating, sources
from data.official.entry import Entry, Resource
from data.official.errors import NotTheFile, OfficialError, SourceUnknown, TransferFailed
from tests.data.official.server import Patience, Site, send


def test_each_group_of_the_command_has_its_sources() -> None:
    """Every group names at least one source, every source is in a group, and keys and files are never shared."""
    assert {entry.group for entry in sources.entries()} == set(sources.GROUPS)
    for field in ("key", "file_name"):
        named = [getattr(entry, field) for entry in sources.entries()]
        assert len(named) == len(set(named))


@pytest.mark.parametrize("entry", sources.entries(), ids=lambda entry: entry.key)
def test_each_source_is_complete(entry: Entry) -> None:
    """A source has a web address, a page, a licence, a note, a bound, and an importer where it becomes a table."""
    for address in (entry.url, entry.page, entry.opened):
        assert urlsplit(address).scheme == "https"
        assert "$" not in address
    assert "" not in {entry.title, entry.producer, entry.licence, entry.note}
    assert 0 < entry.most_bytes < 1_000_000_000
    assert re.fullmatch(r"[a-z0-9.-]+\.(geojson|zip|csv|pbf)", entry.file_name)
    assert entry.becomes in {"file", *kinds.KINDS}


def test_requests_are_cut_to_the_communes_of_the_territory() -> None:
    """The outlines and the Caf figures are asked for the 46 communes, each code quoted."""
    codes = store.read("communes")["code"]
    for key, field, mark in (("outlines-iris", "CQL_FILTER", "'"), ("caf", "where", '"')):
        (entry,) = sources.choose((key,))
        (asked,) = parse_qs(urlsplit(entry.url).query)[field]
        assert set(re.findall(rf"{mark}(\w{{5}}){mark}", asked)) == set(codes)


def test_choice_takes_groups_and_keys() -> None:
    """A group gives all its files, a key one, nothing all of them; an unknown name is said."""
    assert [entry.key for entry in sources.choose(("filosofi",))] == ["filosofi-communes", "filosofi-iris"]
    assert [entry.key for entry in sources.choose(("transit", "qpv"))] == ["qpv", "transit"]
    assert sources.choose() == sources.entries()
    with pytest.raises(SourceUnknown, match="chats"):
        sources.choose(("chats",))


def _entry(site: Site, **changed: object) -> Entry:
    settings: dict[str, object] = {
        "key": "a", "group": "a", "title": "Quartiers", "producer": "P", "becomes": "file",
        "address": site.url("/jeu/"), "page": "https://exemple.fr/", "file_name": "a.zip", "licence": "L",
        "expected": "zip", "most_bytes": 1000, "note": "N",
    }  # fmt: skip
    return Entry(**(settings | changed))  # type: ignore[arg-type]


def _described(site: Site, *resources: dict[str, object]) -> None:
    body = json.dumps({"title": "Jeu", "resources": resources}).encode()
    site.pages["/jeu/"] = lambda request, times: send(request, body)


def test_newest_fitting_resource_is_taken_with_its_checksum(site: Site, patience: Patience) -> None:
    """Among the files of a dataset, formats and words choose, then the date."""
    digest = "a" * 40
    _described(
        site,
        {"title": "QP 2024 (shp)", "format": "zip", "url": "https://x/shp.zip", "last_modified": "2026"},
        {"title": "QP (GeoJSON)", "format": "zip", "url": "https://x/old.zip", "last_modified": "2024-01-01"},
        {
            "title": "QP (GeoJSON)",
            "format": "ZIP",
            "url": "https://x/new.zip",
            "last_modified": "2025-01-01",
            "checksum": {"type": "sha1", "value": digest.upper()},
        },
        {"title": "GeoJSON, sans adresse", "format": "zip", "last_modified": "2027"},
        {"title": "GeoJSON", "format": "pdf", "url": "https://x/a.pdf", "last_modified": "2027"},
    )
    entry = _entry(site, resource=Resource(("zip",), words=("geojson",), without=("shp",)))
    found = locating.locate(entry, patience.conduct())
    assert found == locating.Location("https://x/new.zip", f"sha1:{digest}")


def test_preferred_format_comes_before_the_date(site: Site, patience: Patience) -> None:
    """The first format wins even where another file is newer; a strange checksum is left aside."""
    _described(
        site,
        {"title": "gtfs", "format": "zip", "url": "https://x/b.zip", "last_modified": "2027"},
        {"title": "gtfs", "format": "gtfs", "url": "https://x/a.zip", "checksum": {"type": "crc", "value": "1"}},
    )
    entry = _entry(site, resource=Resource(("gtfs", "zip"), words=("gtfs",)))
    assert locating.locate(entry, patience.conduct()) == locating.Location("https://x/a.zip")


@pytest.mark.parametrize("body", [b"<html>", b"[]", b'{"resources": 3}', b"\xff"])
def test_description_of_another_form_is_said(site: Site, patience: Patience, body: bytes) -> None:
    """An answer that is not a dataset is refused in French, and a dataset without the file too."""
    site.pages["/jeu/"] = lambda request, times: send(request, body)
    entry = _entry(site, resource=Resource(("zip",)))
    with pytest.raises(OfficialError):
        locating.locate(entry, patience.conduct())
    assert isinstance(NotTheFile("a", "b"), OfficialError)
    _described(site)
    with pytest.raises(TransferFailed, match="aucun fichier"):
        locating.locate(entry, patience.conduct())


def test_checksum_published_beside_the_file(site: Site, patience: Patience) -> None:
    """The MD5 of the producer is read; a page in its place is not a checksum."""
    entry = _entry(site, checksum_address=site.url("/a.md5"))
    site.pages["/a.md5"] = lambda request, times: send(request, b"0CC175B9C0F1B6A831C399E269772661  a.pbf\n")
    assert locating.locate(entry, patience.conduct()).checksum == "md5:0cc175b9c0f1b6a831c399e269772661"
    site.pages["/a.md5"] = lambda request, times: send(request, b"<html>")
    assert locating.locate(entry, patience.conduct()).checksum == ""
