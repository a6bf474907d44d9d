"""A file is fetched whole or not at all, whatever the server does."""

import hashlib
import io
import json
import random
import tempfile
import threading
import zipfile
from http.server import BaseHTTPRequestHandler
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from data.official import receipts, transfer, web
from data.official.errors import DiskFull, NotTheFile, OfficialError, TooLarge, TransferBusy, TransferFailed
from tests.data.official.server import Patience, Site, send, serve


def _zip(size: int = 900_000, seed: int = 0) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr("données.csv", random.Random(seed).randbytes(size))
    return target.getvalue()


ZIP = _zip()
GEOJSON = json.dumps(
    {
        "type": "FeatureCollection",
        "features": [{"type": "Feature", "properties": {}, "geometry": {"type": "Point", "coordinates": [2.8, 50.3]}}],
    }
).encode()
CSV = b"code;valeur\n62041;12\n62004;8\n" * 200


def _fetch(url: str, folder: Path, patience: Patience, **changed: object) -> transfer.Received:
    settings: dict[str, object] = {"what": "Carreaux", "expected": "zip", "most_bytes": 10_000_000}
    conduct = changed.pop("conduct", None) or patience.conduct()
    return transfer.fetch(url, folder / "fichier", conduct=conduct, **(settings | changed))  # type: ignore[arg-type]


def _left(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir() if not path.name.endswith(".lock")} if folder.is_dir() else set()


def test_file_arrives_whole_with_its_receipt(site: Site, folder: Path, patience: Patience) -> None:
    """A plain answer becomes the file, its digest and its validator, and nothing else is left."""
    site.pages["/a.zip"] = serve(ZIP)
    seen: list[tuple[int, int]] = []
    received = _fetch(site.url("/a.zip"), folder, patience, progress=lambda done, total: seen.append((done, total)))
    assert received.path.read_bytes() == ZIP
    assert received.receipt.sha256 == hashlib.sha256(ZIP).hexdigest()
    assert received.receipt.etag == '"v1"'
    assert seen[-1] == (len(ZIP), len(ZIP))
    assert [done for done, _ in seen] == sorted(done for done, _ in seen)
    assert _left(folder) == {"fichier", "fichier.json"}
    assert patience.pauses == []


def test_cut_transfer_goes_on_where_it_stopped(site: Site, folder: Path, patience: Patience) -> None:
    """After two cuts only the missing bytes are asked, and the file is the same byte for byte."""
    site.pages["/a.zip"] = serve(ZIP, cut_at=(100_001, 700_003))
    received = _fetch(site.url("/a.zip"), folder, patience)
    assert received.path.read_bytes() == ZIP
    assert site.ranges() == ["", "bytes=100001-", "bytes=700003-"]
    assert [one.headers.get("If-Range") for one in site.asked] == [None, '"v1"', '"v1"']
    assert received.resumed == 700_003
    assert len(patience.pauses) == 2


def test_second_run_resumes_what_the_first_left(site: Site, folder: Path, patience: Patience) -> None:
    """A transfer that was given up goes on at the next run, from the bytes that it had."""
    site.pages["/a.zip"] = serve(ZIP, cut_at=(300_000,))
    with pytest.raises(TransferFailed, match="coupée"):
        _fetch(site.url("/a.zip"), folder, patience, conduct=patience.conduct(tries=1))
    assert "fichier" not in _left(folder)
    received = _fetch(site.url("/a.zip"), folder, patience)
    assert received.resumed == 300_000
    assert received.path.read_bytes() == ZIP


@pytest.mark.parametrize("heeds", [True, False])
def test_file_changed_between_two_halves_starts_over(site: Site, folder: Path, patience: Patience, heeds: bool) -> None:
    """A new version behind the same address is fetched from its first byte, even where If-Range is not heeded."""
    old, new = ZIP, _zip(seed=1)
    assert len(old) == len(new)

    def answer(request: BaseHTTPRequestHandler, times: int) -> None:
        if times == 1:
            send(request, old[:500_000], length=len(old), etag='"v1"')
        elif request.headers.get("Range") and not heeds:
            where = f"bytes 500000-{len(new) - 1}/{len(new)}"
            send(request, new[500_000:], status=206, etag='"v2"', Content_Range=where)
        else:
            send(request, new, etag='"v2"')

    site.pages["/a.zip"] = answer
    received = _fetch(site.url("/a.zip"), folder, patience)
    assert received.path.read_bytes() == new
    assert received.receipt.etag == '"v2"'
    assert received.resumed == 0


def test_without_validator_nothing_is_resumed(site: Site, folder: Path, patience: Patience) -> None:
    """Half a file that could be another one's is not built upon."""

    def answer(request: BaseHTTPRequestHandler, times: int) -> None:
        send(request, ZIP[:400_000] if times == 1 else ZIP, length=len(ZIP))

    site.pages["/a.zip"] = answer
    assert _fetch(site.url("/a.zip"), folder, patience).path.read_bytes() == ZIP
    assert site.ranges() == ["", ""]


def test_server_without_ranges_sends_all_again(site: Site, folder: Path, patience: Patience) -> None:
    """A 200 to a request for the rest replaces what was there."""

    def answer(request: BaseHTTPRequestHandler, times: int) -> None:
        send(request, ZIP[:400_000] if times == 1 else ZIP, length=len(ZIP), etag='"v1"')

    site.pages["/a.zip"] = answer
    assert _fetch(site.url("/a.zip"), folder, patience).path.read_bytes() == ZIP
    assert site.ranges() == ["", "bytes=400000-"]


def test_wrong_position_of_the_rest_starts_over(site: Site, folder: Path, patience: Patience) -> None:
    """A rest that does not begin where it should is never glued on."""

    def answer(request: BaseHTTPRequestHandler, times: int) -> None:
        if times == 1:
            send(request, ZIP[:400_000], length=len(ZIP), etag='"v1"')
        elif times == 2:
            where = f"bytes 399000-{len(ZIP) - 1}/{len(ZIP)}"
            send(request, ZIP[399_000:], status=206, etag='"v1"', Content_Range=where)
        else:
            send(request, ZIP, etag='"v1"')

    site.pages["/a.zip"] = answer
    assert _fetch(site.url("/a.zip"), folder, patience).path.read_bytes() == ZIP
    assert site.ranges()[-1] == ""


def test_range_that_does_not_exist_starts_over(site: Site, folder: Path, patience: Patience) -> None:
    """A part longer than the file has become (416) is thrown away."""

    def answer(request: BaseHTTPRequestHandler, times: int) -> None:
        if times == 1:
            send(request, ZIP[:400_000], length=len(ZIP), etag='"v1"')
        elif request.headers.get("Range"):
            send(request, b"", status=416)
        else:
            send(request, ZIP, etag='"v1"')

    site.pages["/a.zip"] = answer
    assert _fetch(site.url("/a.zip"), folder, patience).path.read_bytes() == ZIP


def test_unchanged_file_is_not_sent_again(site: Site, folder: Path, patience: Patience) -> None:
    """A second request brings nothing when the producer's file is the same, all of it when the copy was damaged."""
    site.pages["/a.zip"] = serve(ZIP)
    _fetch(site.url("/a.zip"), folder, patience)
    again = _fetch(site.url("/a.zip"), folder, patience)
    assert again.unchanged
    assert again.receipt.sha256 == hashlib.sha256(ZIP).hexdigest()
    (folder / "fichier").write_bytes(b"PK")
    mended = _fetch(site.url("/a.zip"), folder, patience)
    assert not mended.unchanged
    assert mended.path.read_bytes() == ZIP


def test_unavailable_server_is_asked_again_and_more_and_more_slowly(
    site: Site, folder: Path, patience: Patience
) -> None:
    """503 then 200 succeeds; each pause is longer, and what the server asks is heeded."""

    def answer(request: BaseHTTPRequestHandler, times: int) -> None:
        if times <= 2:
            send(request, b"", status=503)
        elif times == 3:
            send(request, b"", status=429, Retry_After="17")
        else:
            send(request, ZIP)

    site.pages["/a.zip"] = answer
    assert _fetch(site.url("/a.zip"), folder, patience).path.read_bytes() == ZIP
    assert patience.pauses == [2.0, 4.0, 17.0]


def test_pauses_are_drawn_at_random(patience: Patience) -> None:
    """Two machines that fail together do not come back together, and no pause is without bound."""
    short, long_ = patience.conduct(chance=lambda: 0.0), patience.conduct(chance=lambda: 1.0)
    short.wait(3)
    long_.wait(3)
    long_.wait(30)
    long_.wait(1, asked=100_000)
    assert patience.pauses == [4.0, 8.0, 60.0, 60.0]


def test_server_that_stays_down_is_given_up(site: Site, folder: Path, patience: Patience) -> None:
    """After the last try the error says how many, and nothing is left."""
    site.pages["/a.zip"] = lambda request, times: send(request, b"", status=502)
    with pytest.raises(TransferFailed, match=r"erreur 502.*4 essais") as error:
        _fetch(site.url("/a.zip"), folder, patience)
    assert error.value.reachable
    assert len(site.asked) == 4
    assert _left(folder) == set()


def test_server_that_gives_a_byte_at_a_time_is_given_up(site: Site, folder: Path, patience: Patience) -> None:
    """Progress starts the count again, but not for ever."""
    site.pages["/a.zip"] = serve(ZIP, cut_at=tuple(range(1, 2000)))
    with pytest.raises(TransferFailed, match="sans cesse"):
        _fetch(site.url("/a.zip"), folder, patience)
    assert len(site.asked) == transfer.MOST_ATTEMPTS


def test_nobody_at_the_address(folder: Path, patience: Patience) -> None:
    """Without an answer the error says that the server cannot be reached."""
    with pytest.raises(TransferFailed, match="ne répond pas") as error:
        _fetch("http://127.0.0.1:9/a.zip", folder, patience)
    assert not error.value.reachable


@pytest.mark.parametrize(("status", "said"), [(404, "introuvable"), (403, "refusé"), (410, "retiré"), (400, "400")])
def test_final_answers_are_not_asked_again(
    site: Site, folder: Path, patience: Patience, status: int, said: str
) -> None:
    """What will not pass is said at once."""
    site.pages["/a.zip"] = lambda request, times: send(request, b"", status=status)
    with pytest.raises(TransferFailed, match=said):
        _fetch(site.url("/a.zip"), folder, patience)
    assert len(site.asked) == 1


PAGE = b"\n <!DOCTYPE html><html><body>Maintenance</body></html>"


@pytest.mark.parametrize("expected", ["zip", "csv", "geojson", "pbf"])
@pytest.mark.parametrize("body", [PAGE, PAGE + b" " * 900_000, b'<?xml version="1.0"?><ows:ExceptionReport/>', b""])
def test_page_with_status_200_is_not_the_file(
    site: Site, folder: Path, patience: Patience, expected: str, body: bytes
) -> None:
    """A page of maintenance, an XML error or nothing never takes the place of a file."""
    folder.mkdir()
    (folder / "fichier").write_bytes(ZIP)
    site.pages["/a"] = lambda request, times: send(request, body, Content_Type="application/zip")
    with pytest.raises(NotTheFile):
        _fetch(site.url("/a"), folder, patience, expected=expected)
    assert _left(folder) == {"fichier"}
    assert (folder / "fichier").read_bytes() == ZIP


@pytest.mark.parametrize(("expected", "body"), [("zip", ZIP), ("geojson", GEOJSON), ("csv", CSV)])
def test_each_kind_is_taken(site: Site, folder: Path, patience: Patience, expected: str, body: bytes) -> None:
    """Real-shaped files pass the look at their bytes, and none passes for another kind."""
    site.pages["/a"] = lambda request, times: send(request, body)
    assert _fetch(site.url("/a"), folder, patience, expected=expected).path.read_bytes() == body
    for other in {"zip", "geojson", "csv", "pbf"} - {expected}:
        with pytest.raises(NotTheFile):
            _fetch(site.url("/a"), folder, patience, expected=other)


def test_map_extract_is_told_by_its_header(site: Site, folder: Path, patience: Patience) -> None:
    """An extract begins with the length and the name of its first block."""
    body = b"\x00\x00\x00\x0d\x0a\x09OSMHeader\x18\x10" + bytes(3000)
    site.pages["/a"] = lambda request, times: send(request, body)
    assert _fetch(site.url("/a"), folder, patience, expected="pbf").receipt.size == len(body)


@pytest.mark.parametrize(("expected", "body"), [("zip", ZIP), ("geojson", GEOJSON)])
def test_announced_shorter_than_it_is(site: Site, folder: Path, patience: Patience, expected: str, body: bytes) -> None:
    """A size that cuts the file is found by looking at its end."""
    site.pages["/a"] = lambda request, times: send(request, body, length=len(body) - 20)
    with pytest.raises(NotTheFile, match="fin manque"):
        _fetch(site.url("/a"), folder, patience, expected=expected)
    assert _left(folder) == set()


def test_announced_longer_than_it_is(site: Site, folder: Path, patience: Patience) -> None:
    """Bytes that never come are waited for as after a cut, then given up."""
    site.pages["/a"] = lambda request, times: send(request, CSV, length=len(CSV) + 5)
    with pytest.raises(TransferFailed, match="coupée"):
        _fetch(site.url("/a"), folder, patience, expected="csv")
    assert "fichier" not in _left(folder)


def test_size_not_announced(site: Site, folder: Path, patience: Patience) -> None:
    """Without a size the file ends with the connection, and its content is looked at."""
    site.pages["/a"] = lambda request, times: send(request, ZIP, length=-1)
    assert _fetch(site.url("/a"), folder, patience).path.read_bytes() == ZIP


@pytest.mark.parametrize("length", [None, -1])
def test_more_than_the_source_may_take(site: Site, folder: Path, patience: Patience, length: int | None) -> None:
    """A file too large is stopped before it begins, or as soon as it goes beyond."""
    site.pages["/a"] = lambda request, times: send(request, ZIP, length=length)
    with pytest.raises(TooLarge):
        _fetch(site.url("/a"), folder, patience, most_bytes=500_000)
    assert _left(folder) == set()


def test_disk_is_looked_at_before(site: Site, folder: Path, patience: Patience) -> None:
    """A file that would fill the disk is not begun."""
    site.pages["/a"] = lambda request, times: send(request, ZIP)
    with pytest.raises(DiskFull, match="place"):
        _fetch(site.url("/a"), folder, patience, conduct=patience.conduct(free=lambda _: transfer.SPARE))
    assert _left(folder) == set()


def test_disk_is_looked_at_meanwhile(
    site: Site, folder: Path, patience: Patience, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A disk that others fill stops the transfer, and what was written is given back."""
    monkeypatch.setattr(transfer, "CHECKED_EVERY", 1)
    room = iter([10**12, 10**12, 0])
    site.pages["/a"] = lambda request, times: send(request, ZIP)
    with pytest.raises(DiskFull):
        _fetch(site.url("/a"), folder, patience, conduct=patience.conduct(free=lambda _: next(room)))
    assert _left(folder) == set()


def test_checksum_of_the_producer(site: Site, folder: Path, patience: Patience) -> None:
    """The right checksum passes, in any case; the wrong one keeps nothing."""
    site.pages["/a"] = serve(ZIP)
    wrong = "md5:" + "0" * 32
    with pytest.raises(NotTheFile, match="somme de contrôle"):
        _fetch(site.url("/a"), folder, patience, checksum=wrong)
    assert _left(folder) == set()
    right = "sha1:" + hashlib.sha1(ZIP).hexdigest().upper()
    assert _fetch(site.url("/a"), folder, patience, checksum=right).path.read_bytes() == ZIP


def test_redirections_are_followed_on_the_web_alone(site: Site, folder: Path, patience: Patience) -> None:
    """A moved file is found; a loop, or a way to a file of this machine, is refused."""
    secret = folder.parent / "secret"
    secret.write_bytes(ZIP)
    moved = {"/moved": "/a", "/loop": "/loop", "/file": f"file://{secret}", "/ftp": "ftp://127.0.0.1/a"}
    for path, to in moved.items():
        site.pages[path] = lambda request, times, to=to: send(request, b"", status=302, Location=to)
    site.pages["/a"] = serve(ZIP)
    assert _fetch(site.url("/moved"), folder, patience).path.read_bytes() == ZIP
    for path, said in (("/loop", "sans fin"), ("/file", "ailleurs"), ("/ftp", "ailleurs")):
        with pytest.raises(TransferFailed, match=said):
            _fetch(site.url(path), folder / path[1:], patience)
        assert _left(folder / path[1:]) == set()
    with pytest.raises(TransferFailed, match="adresse web"):
        _fetch(f"file://{secret}", folder / "direct", patience)


def test_compressed_answer_is_refused(site: Site, folder: Path, patience: Patience) -> None:
    """Bytes in a form that was not asked for are not written as if they were the file."""
    site.pages["/a"] = lambda request, times: send(request, ZIP, Content_Encoding="gzip")
    with pytest.raises(TransferFailed, match="compressée"):
        _fetch(site.url("/a"), folder, patience)


def test_transfer_that_lasts_too_long_is_kept_for_later(site: Site, folder: Path, patience: Patience) -> None:
    """Beyond its time a transfer stops; the next one resumes it."""
    ticks = iter([0.0, *[99.0] * 50])
    site.pages["/a"] = serve(ZIP)
    with pytest.raises(TransferFailed, match="trop longtemps"):
        _fetch(site.url("/a"), folder, patience, conduct=web.Conduct(longest=10, clock=lambda: next(ticks)))
    received = _fetch(site.url("/a"), folder, patience)
    assert received.resumed > 0
    assert received.path.read_bytes() == ZIP


def test_same_file_is_not_fetched_twice_at_once(site: Site, folder: Path, patience: Patience) -> None:
    """A second transfer of the same file says that one is under way."""
    held, said = threading.Event(), threading.Event()

    def answer(request: BaseHTTPRequestHandler, times: int) -> None:
        held.set()
        said.wait(10)
        send(request, ZIP)

    site.pages["/a"] = answer
    first = threading.Thread(target=lambda: _fetch(site.url("/a"), folder, patience))
    first.start()
    assert held.wait(10)
    with pytest.raises(TransferBusy):
        _fetch(site.url("/a"), folder, patience)
    said.set()
    first.join()
    assert (folder / "fichier").read_bytes() == ZIP


def test_killed_transfer_leaves_the_old_file_whole(site: Site, folder: Path, patience: Patience) -> None:
    """Stopped in the middle, the file of the last time is the one there; the next run goes on from the middle."""
    new = _zip(seed=1)
    site.pages["/a"] = serve(ZIP)
    _fetch(site.url("/a"), folder, patience)
    site.pages["/a"] = serve(new, etag='"v2"')

    def stop(done: int, total: int) -> None:
        if done > total // 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        _fetch(site.url("/a"), folder, patience, progress=stop)
    assert (folder / "fichier").read_bytes() == ZIP
    received = _fetch(site.url("/a"), folder, patience)
    assert received.resumed > 0
    assert received.path.read_bytes() == new


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@example(cuts=[2000], heeds=False, changes_at=2)
@example(cuts=[2000, 1000], heeds=True, changes_at=3)
@given(cuts=st.lists(st.integers(0, 5000), max_size=6), heeds=st.booleans(), changes_at=st.integers(0, 8))
def test_whatever_is_cut_the_file_is_one_version_whole(
    site: Site, tmp_path: Path, cuts: list[int], heeds: bool, changes_at: int
) -> None:
    """Any cuts, and a new version at any request, give all the bytes of one version, or an error and no file."""
    versions = [_zip(4000, seed=seed) for seed in (0, 1)]

    def answer(request: BaseHTTPRequestHandler, times: int) -> None:
        now = versions[times >= changes_at]
        tag = f'"v{times >= changes_at}"'
        asked = request.headers.get("Range", "")
        start = int(asked.removeprefix("bytes=").rstrip("-")) if asked else 0
        if asked and (request.headers.get("If-Range") == tag or not heeds) and start < len(now):
            where = f"bytes {start}-{len(now) - 1}/{len(now)}"
            part = now[start:][: cuts[times - 1] if times <= len(cuts) else None]
            send(request, part, status=206, length=len(now) - start, etag=tag, Content_Range=where)
        else:
            send(request, now[: cuts[times - 1] if times <= len(cuts) else None], length=len(now), etag=tag)

    site.asked.clear()
    site.pages["/a"] = answer
    folder = Path(tempfile.mkdtemp(dir=tmp_path))
    try:
        received = _fetch(site.url("/a"), folder, Patience())
    except OfficialError:
        assert "fichier" not in _left(folder)
        return
    assert received.path.read_bytes() in versions
    assert _left(folder) == {"fichier", "fichier.json"}


def test_address_with_spaces_and_accents_is_found(site: Site, folder: Path, patience: Patience) -> None:
    """An address as a producer writes it is escaped, and one already escaped stays as it is."""
    site.pages["/mes%20donn%C3%A9es.zip"] = serve(ZIP)
    for path in ("/mes données.zip", "/mes%20donn%C3%A9es.zip"):
        assert _fetch(site.url(path), folder, patience).path.read_bytes() == ZIP


def test_damaged_receipt_only_costs_a_transfer(site: Site, folder: Path, patience: Patience) -> None:
    """A receipt that cannot be read is as if there were none."""
    site.pages["/a"] = serve(ZIP)
    _fetch(site.url("/a"), folder, patience)
    for damaged in ("{", "[]", '{"url": 3}', '{"other": "x"}'):
        (folder / "fichier.json").write_text(damaged, encoding="utf-8")
        assert receipts.read(folder / "fichier") is None
        assert not _fetch(site.url("/a"), folder, patience).unchanged


def test_short_text_is_read_with_the_same_patience(site: Site, patience: Patience) -> None:
    """A description is asked again after a fault; one that never comes, or is not text, is said."""

    def answer(request: BaseHTTPRequestHandler, times: int) -> None:
        send(request, b"", status=503) if times == 1 else send(request, b"a" * 10, length=10 if times > 2 else 20)

    site.pages["/d"] = answer
    assert web.text(site.url("/d"), "Description", patience.conduct()) == "a" * 10
    site.pages["/binary"] = lambda request, times: send(request, b"\xff\xfe\x00")
    for path in ("/binary", "/nowhere"):
        with pytest.raises(OfficialError):
            web.text(site.url(path), "Description", patience.conduct())
