"""Positions asked of the address service: batched, kept, checked; a service that fails costs nothing."""

import csv
import io
import json
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from email.parser import BytesParser
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import numpy as np
import pytest

from data import store
from data.__main__ import main
from data.importers import commit, geocoding, places, placing
from data.importers.geocoding import Address, GeocodingUnavailable, geocode
from data.importers.placing import PositionRefused

KNOWN = {
    "62 rue des Trois-Visages": ("2.7766", "50.2907", "0.97", "62 Rue des Trois Visages 62000 Arras", "62041"),
    "521 rue Médiolanaise": ("2.7911", "50.3062", "0.62", "Rue Médiolanaise 62223 Saint-Nicolas", "62764"),
}


@dataclass
class Service:
    """A stand-in of the service on the loopback, and what it was asked."""

    url: str = ""
    batches: list[list[dict[str, str]]] = field(default_factory=list)
    faults: list[Callable[[BaseHTTPRequestHandler, bytes], None]] = field(default_factory=list)


def _form(handler: BaseHTTPRequestHandler) -> dict[str, str]:
    body = handler.rfile.read(int(handler.headers["Content-Length"]))
    head = f"Content-Type: {handler.headers['Content-Type']}\r\n\r\n".encode()
    message = BytesParser().parsebytes(head + body)
    return {
        str(part.get_param("name", header="content-disposition")): part.get_payload(decode=True).decode()
        for part in message.get_payload()
    }


def _answer(rows: list[dict[str, str]]) -> bytes:
    text = io.StringIO()
    added = ["longitude", "latitude", "result_score", "result_label", "result_citycode"]
    writer = csv.DictWriter(text, [*rows[0], *added])
    writer.writeheader()
    for row in rows:
        writer.writerow(row | dict(zip(added, KNOWN.get(row["adresse"], [""] * 5), strict=True)))
    return text.getvalue().encode()


def _send(handler: BaseHTTPRequestHandler, content: bytes, *, status: int = 200, length: int | None = None) -> None:
    handler.send_response(status)
    handler.send_header("Content-Length", str(len(content) if length is None else length))
    handler.end_headers()
    handler.wfile.write(content)


@pytest.fixture
def service() -> Iterator[Service]:
    """A server on the loopback that answers as the service does, after the faults that it was given."""
    state = Service()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            form = _form(self)
            assert self.path == "/search/csv"
            assert (form["columns"], form["citycode"]) == ("adresse", "code_insee")
            rows = list(csv.DictReader(io.StringIO(form["data"].strip())))
            state.batches.append(rows)
            good = _answer(rows)
            if state.faults:
                state.faults.pop(0)(self, good)
            else:
                _send(self, good)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = HTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    state.url = f"http://127.0.0.1:{server.server_port}"
    yield state
    server.shutdown()
    thread.join()
    server.server_close()


def _no_wait(_: float) -> None:
    """Go on at once."""


def _cut(handler: BaseHTTPRequestHandler, good: bytes) -> None:
    _send(handler, good[: len(good) // 2], length=len(good))
    handler.close_connection = True


def _page(handler: BaseHTTPRequestHandler, _: bytes) -> None:
    _send(handler, b"<!doctype html><html><body>Maintenance</body></html>")


def _busy(handler: BaseHTTPRequestHandler, _: bytes) -> None:
    _send(handler, b"", status=429)


def _shorter(handler: BaseHTTPRequestHandler, good: bytes) -> None:
    _send(handler, good.rsplit(b"\r\n", 2)[0] + b"\r\n")


ARRAS = Address("62 rue des Trois-Visages", "62041")
NOWHERE = Address("1 rue Imaginaire", "62041")


def test_positions_come_back_in_the_order_asked_with_their_confidence(service: Service) -> None:
    """An address that is not found has no position, and the others keep their score and label."""
    table = geocode([NOWHERE, ARRAS, Address("")], base_url=service.url)
    assert list(table.columns) == ["lon", "lat", "score", "label"]
    assert table["lon"].isna().to_list() == [True, False, True]
    assert table.iloc[1].to_dict() == {
        "lon": 2.7766, "lat": 50.2907, "score": 0.97, "label": "62 Rue des Trois Visages 62000 Arras"
    }  # fmt: skip
    assert [row["adresse"] for row in service.batches[0]] == ["1 rue Imaginaire", "62 rue des Trois-Visages"]


def test_what_was_found_is_never_asked_again(service: Service) -> None:
    """The second time, the same address written otherwise is answered from the data folder."""
    geocode([ARRAS], base_url=service.url)
    again = geocode([Address("62, RUE DES TROIS VISAGES", "62041")], base_url="http://127.0.0.1:9")
    assert again["lon"][0] == 2.7766
    assert len(service.batches) == 1


def test_long_lists_are_sent_in_batches(service: Service, monkeypatch: pytest.MonkeyPatch) -> None:
    """Five addresses by twos are three requests, each address once."""
    monkeypatch.setattr(geocoding, "BATCH", 2)
    asked = [Address(f"{rank} rue Neuve", "62041") for rank in range(5)]
    table = geocode([*asked, asked[0]], base_url=service.url)
    assert len(table) == 6
    assert [len(batch) for batch in service.batches] == [2, 2, 1]


@pytest.mark.parametrize("fault", [_cut, _busy, _shorter])
def test_a_passing_fault_is_tried_again(
    service: Service, fault: Callable[[BaseHTTPRequestHandler, bytes], None]
) -> None:
    """A connection cut, a busy service and an answer cut short are followed by another attempt."""
    service.faults.append(fault)
    waited: list[float] = []
    table = geocode([NOWHERE, ARRAS], base_url=service.url, wait=waited.append)
    assert table["lon"].notna().to_list() == [False, True]
    assert (len(service.batches), waited) == (2, [geocoding.WAIT_SECONDS])


def test_a_web_page_in_place_of_positions_is_refused_in_french(service: Service) -> None:
    """A page of maintenance with a status of success is not taken for an answer, nor kept."""
    service.faults.append(_page)
    with pytest.raises(GeocodingUnavailable, match="ce n’est pas une liste de positions"):
        geocode([ARRAS], base_url=service.url, wait=_no_wait)
    assert len(service.batches) == 1
    assert geocode([ARRAS], base_url=service.url)["score"][0] == 0.97


def test_what_the_first_batches_found_survives_a_failure(service: Service, monkeypatch: pytest.MonkeyPatch) -> None:
    """After a failure, only what is missing is asked again."""
    monkeypatch.setattr(geocoding, "BATCH", 1)
    service.faults += [_send, _page]
    with pytest.raises(GeocodingUnavailable, match=r"1 sur 2.adresses"):
        geocode([ARRAS, Address("521 rue Médiolanaise", "62764")], base_url=service.url, wait=_no_wait)
    geocode([ARRAS, Address("521 rue Médiolanaise", "62764")], base_url=service.url)
    assert [batch[0]["adresse"] for batch in service.batches] == [
        "62 rue des Trois-Visages", "521 rue Médiolanaise", "521 rue Médiolanaise"
    ]  # fmt: skip


def test_without_internet_the_sentence_says_what_to_do() -> None:
    """No server at all ends in a French sentence, after the attempts."""
    waited: list[float] = []
    with pytest.raises(GeocodingUnavailable, match="placez les lieux à la main") as error:
        geocode([ARRAS], base_url="http://127.0.0.1:9", wait=waited.append)
    assert "« 127.0.0.1:9 »" in str(error.value).replace("\u202f", " ")
    assert len(waited) == geocoding.ATTEMPTS - 1


def test_an_answer_of_another_commune_is_not_taken(service: Service) -> None:
    """A position in another commune than the one asked is no position."""
    assert np.isnan(geocode([Address("62 rue des Trois-Visages", "62764")], base_url=service.url)["lon"][0])


def test_a_damaged_store_of_positions_is_asked_again(service: Service, imports_of_its_own: Path) -> None:
    """A half-written file of positions is no obstacle."""
    geocode([ARRAS], base_url=service.url)
    path = imports_of_its_own / "geocoding" / "adresses.json"
    assert json.loads(path.read_text(encoding="utf-8"))
    path.write_text('{"62041 62 rue', encoding="utf-8")
    assert geocode([ARRAS], base_url=service.url)["lon"][0] == 2.7766


HEAD = "Nom;Type de lieu;Adresse;Code Insee\n"


def test_a_register_asks_only_when_the_user_does(service: Service) -> None:
    """Without the option nothing is sent; with it, positions come with their confidence in the note."""
    content = (HEAD + "Salle;Salle communale;62 rue des Trois-Visages;62041\n"
               "Foyer;Salle communale;521 rue Médiolanaise;62764\n").encode()  # fmt: skip
    silent = places.prepare({"r.csv": content}, {})
    assert silent.tables["places"]["lon"].isna().all()
    assert service.batches == []
    made = places.prepare({"r.csv": content}, {"geocode": service.url})
    table = made.tables["places"]
    assert table["lon"].to_list() == [2.7766, 2.7911]
    assert "confiance 0,97)" in table["note"][0]
    assert "confiance 0,62, à vérifier)" in table["note"][1]


def test_a_register_is_imported_without_positions_when_the_service_fails(service: Service) -> None:
    """The failure is said; the places are kept, to be placed by hand."""
    service.faults.append(_page)
    made = places.prepare(
        {"r.csv": (HEAD + "Salle;Salle communale;1 rue X;62041\n").encode()}, {"geocode": service.url}
    )
    assert (made.accepted, made.refused) == (1, 0)
    assert any("ne répond pas comme prévu" in remark.message for remark in made.remarks)


def test_the_places_without_position_are_placed_in_one_import_that_can_be_undone(service: Service) -> None:
    """What is sent is their addresses and communes; the confidence is kept; going back takes the positions away."""
    lost = {one.id for one in placing.waiting()}
    assert lost == {"ccas-arras", "ccas-saint-nicolas", "mem-artois"}
    proposals = placing.ask(placing.waiting(), base_url=service.url)
    assert {key for row in service.batches[0] for key in row} == {"rang", "adresse", "code_insee"}
    by_place = {one.place.id: one for one in proposals}
    assert by_place["ccas-arras"].sure
    assert not by_place["ccas-saint-nicolas"].sure
    assert by_place["mem-artois"].position is None
    kept = [one.position for one in proposals if one.position is not None]
    commit.commit(placing.prepare(kept, today=date(2026, 3, 1)))
    table = store.read("places").set_index("id")
    assert table.loc["ccas-arras", ["lon", "lat"]].tolist() == [2.7766, 50.2907]
    assert "confiance 0,97), le 01/03/2026" in table.loc["ccas-arras", "note"]
    assert "confiance 0,62, à vérifier)" in table.loc["ccas-saint-nicolas", "note"]
    assert "position à géocoder" not in table.loc["ccas-arras", "note"]
    assert [one.id for one in placing.waiting()] == ["mem-artois"]
    commit.rollback(placing.DATASET)
    assert {one.id for one in placing.waiting()} == lost


def test_a_place_is_placed_by_hand_after_the_others_without_losing_them(service: Service) -> None:
    """A second import of positions keeps those of the first, and says « placé à la main »."""
    asked = [one.position for one in placing.ask(placing.waiting(), base_url=service.url) if one.position]
    commit.commit(placing.prepare(asked, today=date(2026, 3, 1)))
    (left,) = placing.waiting()
    commit.commit(placing.prepare([placing.by_hand(left, 2.77, 50.29)], today=date(2026, 3, 2)))
    table = store.read("places").set_index("id")
    assert table.loc["mem-artois", "note"].endswith("placé à la main, le 02/03/2026")
    assert table.loc["ccas-arras", "lon"] == 2.7766
    assert placing.waiting() == []
    assert len(commit.versions(placing.DATASET)) == 2


@pytest.mark.parametrize(
    ("first", "second", "words"),
    [
        ("2,7766", "50,2907", ""),
        ("50.2907", "2.7766", "latitude et longitude inversées"),
        ("684084", "7021234", "Lambert-93"),
        ("7021234", "684084", "Lambert-93, inversées"),
    ],
)
def test_typed_coordinates_are_understood(first: str, second: str, words: str) -> None:
    """Degrees or Lambert-93 metres, in either order, are the same place within 3 km."""
    lon, lat, said = placing.read(first, second)
    assert (abs(lon - 2.7766) < 0.04, abs(lat - 50.2907) < 0.03) == (True, True)
    assert words in said


@pytest.mark.parametrize(("first", "second"), [("ici", "50,29"), ("", ""), ("120", "95"), ("0", "0")])
def test_typed_nonsense_is_refused(first: str, second: str) -> None:
    """The sentence says what is expected."""
    with pytest.raises(PositionRefused, match="degrés"):
        placing.read(first, second)


def test_a_position_far_from_the_commune_is_refused() -> None:
    """Calais is no place for a service of another town."""
    place = placing.waiting()[0]
    with pytest.raises(PositionRefused, match=r"km de Saint-Nicolas \(62764\)"):
        placing.by_hand(place, 1.858, 50.951)


def test_the_terminal_asks_then_places_by_hand(service: Service, capsys: pytest.CaptureFixture[str]) -> None:
    """`geocode` keeps what is sure and says what is left; `place` places it; then there is nothing to ask."""
    assert main(["geocode", "--service", service.url, "--dry-run"]) == 1
    assert "Rien n’a été écrit" in capsys.readouterr().out
    assert main(["geocode", "--service", service.url]) == 1
    said = capsys.readouterr().out
    assert "[à vérifier]" in said
    assert "[introuvable]" in said
    assert main(["geocode", "--service", service.url, "--all"]) == 1
    assert main(["place", "mem-artois", "684084", "7021234"]) == 0
    assert "placé à la main" in capsys.readouterr().out
    assert main(["geocode", "--service", service.url]) == 0
    assert main(["place", "nulle-part", "2", "50"]) == 2


def test_the_terminal_says_that_the_service_does_not_answer(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Offline, a sentence and no file."""
    monkeypatch.setattr(geocoding, "ATTEMPTS", 1)
    assert main(["geocode", "--service", "http://127.0.0.1:9"]) == 2
    assert "placez les lieux à la main" in capsys.readouterr().err
    assert commit.datasets() == []
