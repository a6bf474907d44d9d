"""Whatever the file, an import ends in tables or in a sentence: never a traceback, a half-written table, a wrong code.

Two thousand files are made up, in three ways: bytes of nothing, files of every kind that are damaged, and tables of
cells as offices write them. Every code that comes out is judged by a reading of its row that shares no code with the
importer's.
"""

import io
import json
import unicodedata
import zipfile
from collections.abc import Callable
from datetime import date
from functools import cache

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from data import store
from data.errors import DataError
from data.importers import commit, kinds
from data.importers.abse import prepare
from data.importers.outcome import Import
from data.importers.reading import read_table
from data.paths import user_folder
from tests.data.importers.building import csv, simple

TODAY = {"today": date(2026, 11, 24)}
COMMUNES = {str(code): str(name) for code, name in store.read_plain("communes", ["code", "name"]).to_numpy()}
CASES_OF_CELLS = 1_000
CASES_OF_BYTES = 500
CASES_OF_DAMAGE = 600  # shared between the kinds
quick = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])


def _judged(make: Callable[[], Import]) -> Import | None:
    """Return what a file becomes, None when it is refused by a sentence; anything else is a fault."""
    try:
        made = make()
    except DataError as error:
        sentence = str(error)
    else:
        return _sound(made)
    assert sentence.strip()
    return None


def _sound(made: Import) -> Import:
    assert made.accepted >= 0
    assert made.refused >= 0
    assert all(remark.sentence for remark in made.remarks)
    assert bool(made.tables) or made.accepted == 0
    return made


# --- bytes of nothing

MAGIC = (b"", b"PK\x03\x04", b"PAR1", b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff", b"code;v\n62041;", b"{",
         b"SQLite format 3\x00", b"<?xml version='1.0'?>",
         b'{"type": "FeatureCollection", "features": [', b"sep=;\n")  # fmt: skip


@settings(quick, max_examples=CASES_OF_BYTES)
@given(st.sampled_from(MAGIC), st.binary(max_size=300))
def test_bytes_of_nothing_are_refused_by_a_sentence(magic: bytes, content: bytes) -> None:
    """A file of any bytes is a table of texts or is refused."""
    try:
        table = read_table(magic + content, "fichier")
    except DataError:
        return
    assert len(set(table.columns)) == len(table.columns)
    assert table.rows.map(lambda cell: isinstance(cell, str)).all(axis=None)
    assert table.rows.index.is_unique


# --- files of every kind, damaged


def _geojson() -> bytes:
    frame = store.read_geometry("iris")[["code", "name", "geometry"]].head(4)
    return json.dumps(json.loads(frame.rename(columns={"code": "CODE_IRIS", "name": "NOM_IRIS"}).to_json())).encode()


# Shapes of files that no template has: the producers' own, and a register of people.
SHAPES = {
    "officiel": (
        ("IRIS;COM;P23_POP;P23_POP0019;P23_POP65P", "620410101;62041;1600.4;400;300", "620410102;62041;0;0;0"),
        ('"GEO";"GEO_OBJECT";"FILOSOFI_MEASURE";"UNIT_MULT";"CONF_STATUS";"OBS_STATUS";"TIME_PERIOD";"OBS_VALUE"',
         '"62041";"COM";"MED_SL";"0";"F";"A";"2023";"21900"', '"62004";"COM";"MED_SL";"0";"C";"A";"2023";""'),
        ("GEO;GEO_OBJECT;FACILITY_TYPE;BPE_MEASURE;TIME_PERIOD;OBS_VALUE", "62041;COM;D307;FACILITIES;2025;15"),
        ("DEPCOM,TYPEQU,NB_EQUIP", "62041,D307,4", "62041,F307,2"),
        ("IRIS_INI;IRIS_FIN", "620419901;620410101"),
    ),
    "actions": (
        ("Nom;Date;Opérateur;Commune;Âge;Droit ouvert;Montant annuel",
         "DURAND;24/11/2024;PIMMS;Arras;75;ASPA;2400", "PETIT;24/11/2024;PIMMS;Arras;21;;"),
    ),
}  # fmt: skip


@cache
def _seeds(key: str) -> tuple[tuple[str, bytes], ...]:
    """Return honest files of a kind, to be damaged."""
    kind = kinds.get(key)
    found = [("modèle.xlsx", kind.template())]
    example = kind.example()
    if example is not None:
        found.append(("exemple" + (".xlsx" if example.startswith(b"PK") else kind.accepts[0]), example))
    found.append(("texte.csv", csv("Commune;Nom;Valeur;Date", "62041;Arras;12,5;24/11/2024", "Aras;;s;")))
    found += [(f"publié-{rank}.csv", csv(*lines)) for rank, lines in enumerate(SHAPES.get(key, ()))]
    if {".geojson", ".parquet"} & set(kind.accepts):
        buffer = io.BytesIO()
        store.read_geometry("qpv").to_parquet(buffer)
        found += [("contours.geojson", _geojson()), ("contours.parquet", buffer.getvalue())]
    return tuple(found)


def _inside(content: bytes, at: int, damage: Callable[[bytes], bytes]) -> bytes:
    """Damage one part of an archive, so that the archive itself still opens."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            members = {name: archive.read(name) for name in archive.namelist()}
    except zipfile.BadZipFile:
        return damage(content)
    name = sorted(members)[at % len(members)]
    members[name] = damage(members[name])
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for one, part in members.items():
            archive.writestr(one, part)
    return buffer.getvalue()


@st.composite
def _damages(draw: st.DrawFn) -> Callable[[bytes], bytes]:
    where = draw(st.floats(0, 1))
    how = draw(st.sampled_from(["cut", "flip", "drop", "double", "insert"]))
    inserted = draw(st.one_of(st.binary(min_size=1, max_size=8), st.sampled_from(SPITEFUL)))
    length = draw(st.integers(1, 40))

    def damage(content: bytes) -> bytes:
        at = int(where * len(content))
        match how:
            case "cut":
                return content[:at]
            case "flip":
                return content[:at] + bytes(one ^ 0x15 for one in content[at : at + length]) + content[at + length :]
            case "drop":
                return content[:at] + content[at + length :]
            case "double":
                return content[: at + length] + content[at:]
            case _:
                return content[:at] + inserted + content[at:]

    return damage


SPITEFUL = [b"\x00", b"\n", b'"', b";", b"</row>", b"<f>1+1</f>", b"1e999", b"-1", b"99999999999999999999", b"null",
            b"NaN", b"&#0;", b"&a;", b"\xed\xa0\x80", b"[[", b"}", "œ\u202f".encode()]  # fmt: skip


# The library that reads outlines raises, while it is torn down, what it met in a damaged file.
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
@pytest.mark.parametrize("key", sorted(kinds.KINDS))
def test_damaged_files_of_every_kind_are_read_or_refused(key: str) -> None:
    """A template, an example or a file of outlines with a part cut, changed or added never ends in a traceback."""

    @settings(quick, max_examples=CASES_OF_DAMAGE // len(kinds.KINDS) + 1)
    @given(st.sampled_from(_seeds(key)), _damages(), st.booleans(), st.integers(0, 40))
    def run(seed: tuple[str, bytes], damage: Callable[[bytes], bytes], inside: bool, part: int) -> None:
        name, content = seed
        spoiled = _inside(content, part, damage) if inside else damage(content)
        made = _judged(lambda: kinds.get(key).prepare({name: spoiled}, TODAY))
        if made is not None and made.accepted:
            before = _pointer()
            try:
                commit.commit(made, partial=True)
            except DataError:
                assert _pointer() == before
                return
            _whole()

    run()


def _pointer() -> bytes:
    path = user_folder() / "current.json"
    return path.read_bytes() if path.is_file() else b""


def _whole() -> None:
    """Every table that pages read is there, with the rows that its sidecar says."""
    from data import catalogue, current

    for name in current.tables():
        if not current.is_confidential(name):
            assert len(store.read(name)) == catalogue.read(name).rows


# --- tables of cells as offices write them


def _bare(text: str) -> str:
    letters = unicodedata.normalize("NFD", text.replace("œ", "oe").replace("Œ", "OE"))
    return "".join(one.lower() for one in letters if one.isascii() and one.isalnum())


BARE = {_bare(name): code for code, name in COMMUNES.items()}
BARE |= {_bare(name.replace("Saint-", "St-").replace("Sainte-", "Ste-")): code for code, name in COMMUNES.items()}

_AREAS = st.one_of(
    st.sampled_from(sorted(COMMUNES)),
    st.sampled_from(sorted(COMMUNES.values())),
    st.sampled_from(sorted(COMMUNES.values())).map(str.upper),
    st.sampled_from(["Saint Nicolas", "St-Laurent-Blangy", "ROEUX", "MAROEUIL", "Ecurie", "Etrun"]),
    st.sampled_from(
        ["Aras", "Lille", "59350", "62217", "62000", "Total", "", "France", "6204", "62041.0", "=A1", "Boiry"]
    ),
    st.text(max_size=6),
)
_NUMBERS = st.one_of(
    st.integers(0, 10**7).map(str),
    st.floats(0, 1e6).map(lambda value: f"{value:.2f}".replace(".", ",")),
    st.integers(1000, 10**6).map(lambda value: f"{value:,}".replace(",", "\u202f")),
    st.sampled_from(["s", "nd", "", "-", "12,5 %", "1 200 €", "n.d.", "abc", "1,2,3", "#N/A", "=1+1", "1e999", "−3"]),
)
_HEADERS = st.sampled_from(
    [("Code", "Valeur du tableau"), ("Commune", "Part (%)"), ("Nom", "Nombre"), ("CODGEO", "MED21")]
)


def _expected(text: str) -> str | None:
    """Read an area without the importer: a code, or a name stripped of everything but its letters."""
    if text.strip() in COMMUNES:
        return text.strip()
    if text.strip().endswith(".0") and text.strip()[:-2] in COMMUNES:
        return text.strip()[:-2]
    return BARE.get(_bare(text))


def _number(text: str) -> float | None:
    """Read a number without the importer."""
    kept = text.strip(" %€").replace("\u202f", "").replace(" ", "").replace(",", ".").replace("−", "-")
    try:
        return float(kept)
    except ValueError:
        return None


@settings(quick, max_examples=CASES_OF_CELLS)
@given(
    _HEADERS,
    st.lists(st.tuples(_AREAS, _NUMBERS), min_size=1, max_size=8),
    st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "cp1252", "xlsx"]),
    st.sampled_from([";", ",", "\t", "|"]),
)
def test_no_value_is_ever_given_to_another_area(
    headers: tuple[str, str], rows: list[tuple[str, str]], written: str, separator: str
) -> None:
    """Each value published by an import is that of a row whose area is the one that the row names."""
    if written == "xlsx":
        content = simple([list(headers), *[[_shown(cell) for cell in row] for row in rows]])
    else:
        lines = [
            separator.join('"' + _shown(cell).replace('"', '""') + '"' for cell in row) for row in (headers, *rows)
        ]
        content = "\n".join(lines).encode(written, errors="replace")
    made = _judged(lambda: prepare({f"t.{written}": content}, TODAY))
    if made is None or not made.tables:
        return
    figures = made.tables["figures"]
    published = figures[figures["status"] == "diffusé"]
    assert set(figures["code"]) <= set(COMMUNES)
    assert not figures.duplicated(["level", "code", "indicator"]).any()
    said = {(_expected(area), _number(number)) for area, number in rows}
    for code, value in zip(published["code"], published["value"], strict=True):
        assert any(
            code == area and number is not None and abs(value - number) <= 1e-6 * (1 + abs(value))
            for area, number in said
        )


def _shown(cell: str) -> str:
    """Keep what a cell of XML can hold."""
    return "".join(one for one in cell if one >= " " and one.isprintable() and not 0xD800 <= ord(one) <= 0xDFFF)
