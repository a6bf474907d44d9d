"""From what people write to the codes in use: one area or none, never a wrong one."""

import unicodedata

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from data import store
from data.importers import areas, changes, geography
from data.importers.changes import Changes
from data.importers.gazetteer import Gazetteer
from data.importers.geography import match
from data.importers.spelling import key

COMMUNES = {str(code): str(name) for code, name in store.read_plain("communes", ["code", "name"]).to_numpy()}
IRIS = {str(code): str(name) for code, name in store.read_plain("iris", ["code", "name"]).to_numpy()}


@pytest.mark.parametrize(
    ("text", "level", "code"),
    [
        ("62041", "commune", "62041"),
        ("62041.0", "commune", "62041"),
        ("62 041", "commune", "62041"),
        ("ARRAS CEDEX", "commune", "62041"),
        ("Ville d’Arras", "commune", "62041"),
        ("Commune de Beaurains", "commune", "62099"),
        ("62000 Arras", "commune", "62041"),
        ("Arras (62041)", "commune", "62041"),
        ("St-Nicolas-lez-Arras", "commune", "62764"),
        ("Ste Catherine les Arras", "commune", "62744"),
        ("Mont St Eloi", "commune", "62589"),
        ("ROEUX", "commune", "62718"),
        ("R?ux", "commune", "62718"),
        ("Hénin s/ Cojeul", "commune", "62428"),
        ("Tilloy lez Mofflaines", "commune", "62817"),
        ("620410101", "iris", "620410101"),
        ("62007", "iris", "620070000"),
        ("St Pol 1", "iris", "620410201"),
        ("Achicourt - Est", "iris", "620040103"),
        ("Centre (Saint-Laurent-Blangy)", "iris", "627530101"),
        ("Hochettes - Blancs Monts", "qpv", "qpv-hochettes"),
        ("Baudimont", "qpv", "qpv-baudimont"),
        ("QPV-Hochettes", "qpv", "qpv-hochettes"),
        ("Vauban", "quartier", "620410501"),
        ("Chanteclair - Cévennes", "quartier", "qpv-chanteclair"),
    ],
)
def test_what_people_write_leads_to_the_code(text: str, level: geography.Level, code: str) -> None:
    """Accents, hyphens, « St », « lez », addresses and codes put together are understood."""
    assert match(text, level).code == code


@pytest.mark.parametrize(
    ("text", "level", "why"),
    [
        ("", "commune", "vide"),
        ("Aras", "commune", "vouliez-vous dire Arras (62041)"),
        ("62041 Beaurains", "commune", "ne disent pas la même chose"),
        ("Beaumetz-lès-Cambrai", "commune", "inconnue"),
        ("Saint-Laurent", "commune", "vouliez-vous dire Saint-Laurent-Blangy"),
        ("62217", "commune", "appelez-la « Code postal »"),
        ("62217", "postcode", "sert 7 communes"),
        ("620410101", "commune", "c’est un code d’IRIS"),
        ("6,2041E+04", "commune", "notation scientifique"),
        ("62041", "iris", "16 IRIS"),
        ("620410000", "iris", "découpage plus ancien"),
        ("Est", "iris", "plusieurs territoires"),
        ("Centre", "iris", "donnez aussi la commune"),
        ("QP062019", "qpv", "génération de 2015"),
        ("Hochettes", "quartier", "d’un quartier prioritaire et d’un IRIS"),
    ],
)
def test_what_could_be_two_places_is_refused_with_what_would_be_right(
    text: str, level: geography.Level, why: str
) -> None:
    """No code, and a sentence that names the candidates."""
    found = match(text, level)
    assert found.code is None
    assert why in found.refused
    remark = found.remark(12, "Commune")
    assert remark is not None
    assert remark.severity == "refusé"
    assert "igne 12" in remark.sentence


@pytest.mark.parametrize("text", ["59350", "62110", "Berguette", "Pas-de-Calais", "590000101"])
def test_a_place_outside_the_territory_is_no_mistake(text: str) -> None:
    """A national file has rows of elsewhere: they are left out, not refused."""
    found = match(text, "iris" if text == "590000101" else "commune")
    assert found.code is None
    assert found.outside
    remark = found.remark(2, "Commune")
    assert remark is not None
    assert remark.severity == "à savoir"


def _stripped(text: str) -> str:
    return "".join(one for one in unicodedata.normalize("NFD", text) if not unicodedata.combining(one))


WAYS = [str.upper, str.lower, _stripped, lambda text: text.replace("-", " "), lambda text: text.replace("œ", "oe"),
        lambda text: text.replace("Saint-", "St ").replace("Sainte-", "Ste "), lambda text: f"  {text}\u00a0",
        lambda text: text.replace("lès", "lez"), lambda text: text.replace("-", "\u2011")]  # fmt: skip


@given(st.sampled_from(sorted(COMMUNES)), st.lists(st.sampled_from(WAYS), max_size=4))
def test_every_commune_is_found_in_every_way_of_writing_it(code: str, ways: list[object]) -> None:
    """A name without its accents, hyphens or case still leads to its commune."""
    text = COMMUNES[code]
    for way in ways:
        assert callable(way)
        text = way(text)
    assert match(text, "commune").code == code


@given(st.sampled_from(sorted(COMMUNES)), st.integers(0, 30), st.sampled_from("abelst -?"), st.sampled_from("xdr"))
def test_a_misspelt_name_is_never_another_commune(code: str, at: int, letter: str, how: str) -> None:
    """A letter added, lost or changed leads to the commune itself or to none."""
    name = COMMUNES[code]
    at %= len(name)
    text = {
        "x": name[:at] + letter + name[at:],
        "d": name[:at] + name[at + 1 :],
        "r": name[:at] + letter + name[at + 1 :],
    }
    assert match(text[how], "commune").code in {None, code}


@given(st.sampled_from(sorted(IRIS)), st.integers(0, 8), st.sampled_from("0123456789"))
def test_a_mistyped_code_is_never_silently_another(code: str, at: int, figure: str) -> None:
    """A code with one wrong figure is refused, unless it is a code in use."""
    text = code[:at] + figure + code[at + 1 :]
    found = match(text, "iris")
    assert found.code is None or (found.code == text and text in IRIS)


@given(st.text(max_size=20), st.sampled_from(["commune", "iris", "qpv", "quartier", "postcode"]))
def test_any_text_gives_a_code_in_use_or_a_reason(text: str, level: geography.Level) -> None:
    """Whatever the text, there is a code of the tables or a sentence, never an error."""
    found = match(text, level)
    assert (found.code is None) == bool(found.refused)
    if found.code is not None:
        assert found.code in {*COMMUNES, *IRIS, *geography.gazetteer().names["qpv"]}


def test_a_lost_zero_is_put_back() -> None:
    """In a department of which the number begins with 0, a spreadsheet's 1004 is 01004."""
    known = Gazetteer({"commune": {"01004": "Ambérieu"}, "iris": {}, "qpv": {}}, {}, {}, {}, {"commune": Changes()})
    found = match("1004", "commune", known=known)
    assert (found.code, "zéro de tête" in found.repaired) == ("01004", True)


def test_the_commune_of_the_row_settles_a_name_that_several_use() -> None:
    """« Est » is one IRIS in Achicourt, another in Saint-Laurent-Blangy, none in Arras."""
    assert match("Est", "iris", commune="62004").code == "620040103"
    assert match("Est", "iris", commune="62753").code == "627530102"
    assert match("Est", "iris", commune="62041").code is None


MOVES = pd.DataFrame(
    [("62900", "Ancienne", "62901", "Entre-deux"), ("62901", "Entre-deux", "62041", "Arras"),
     ("62910", "Partagée", "62041", "Arras"), ("62910", "Partagée", "62099", "Beaurains")],
    columns=list(changes.COLUMNS),
)  # fmt: skip


@pytest.fixture
def merged() -> Gazetteer:
    """The areas in use, with an imaginary list of mergers."""
    known = geography.gazetteer()
    return Gazetteer(
        known.names,
        known.commune_of,
        known.postcodes,
        known.sirens,
        {"commune": changes.of_table(MOVES), "iris": Changes()},
    )


def test_a_merged_commune_is_followed_to_the_one_in_use(merged: Gazetteer) -> None:
    """Two events one after the other lead to the commune of today, by code and by name."""
    for text in ("62900", "Ancienne", "62901"):
        found = match(text, "commune", known=merged)
        assert found.code == "62041"
        assert "ancien code" in found.repaired


def test_a_commune_cut_in_two_is_refused(merged: Gazetteer) -> None:
    """A code that two communes share since is given to neither."""
    found = match("62910", "commune", known=merged)
    assert found.code is None
    assert "Arras (62041)" in found.refused
    assert "Beaurains (62099)" in found.refused


def test_insee_s_list_of_events_becomes_a_table_of_changes() -> None:
    """Only events of communes proper are kept, and those that change something."""
    rows = pd.DataFrame(
        [("COM", "62900", "Ancienne", "COM", "62041", "Arras"), ("COM", "62041", "Arras", "COM", "62041", "Arras"),
         ("COMD", "62902", "Déléguée", "COM", "62041", "Arras")],
        columns=["TYPECOM_AV", "COM_AV", "LIBELLE_AV", "TYPECOM_AP", "COM_AP", "LIBELLE_AP"],
    )  # fmt: skip
    assert changes.of_insee(rows).to_numpy().tolist() == [["62900", "Ancienne", "62041", "Arras"]]


def test_the_embedded_changes_touch_no_commune_of_the_territory() -> None:
    """None of the department's merged communes became one of the 46."""
    former = changes.read("commune")
    assert former.after
    assert not [code for code in former.after if former.now(code, COMMUNES) & COMMUNES.keys()]


@pytest.mark.parametrize(
    ("header", "texts", "level"),
    [
        ("code", ["62041", "62004"], "commune"),
        ("code", ["62217", "62000", "62223"], "postcode"),
        ("CP", ["62000"], "postcode"),
        ("CODGEO", ["59350", "75056", "62041"], "commune"),
        ("DCOMIRIS", ["620410101", "590000101"], "iris"),
        ("zone", ["Arras", "Beaurains"], "commune"),
        ("où", ["Chanteclair - Cevennes", "Hochettes"], "qpv"),
        ("population", ["120", "4500", "62041"], None),
        ("RSA", ["Oui", "Non"], None),
    ],
)
def test_a_column_of_areas_is_recognised(header: str, texts: list[str], level: str | None) -> None:
    """What a column holds is told from its texts and its header; postcodes are never commune codes."""
    assert geography.level_of(header, texts) == level


@pytest.mark.parametrize("code", sorted(COMMUNES))
def test_every_saint_is_found_however_it_is_shortened(code: str) -> None:
    """« St », « St. », « ST- », « Ste » and « Saint » without its hyphen are the same commune."""
    name = COMMUNES[code]
    if "Saint" not in name:
        return
    short = name.replace("Sainte-", "Ste-").replace("Saint-", "St-")
    for text in (short, short.replace("-", " "), short.replace("St-", "St. ").replace("Ste-", "Ste. "), short.upper(),
                 name.replace("-", " ")):  # fmt: skip
        assert match(text, "commune").code == code


def test_a_shared_postcode_is_settled_by_the_name_beside_it() -> None:
    """62217 serves seven communes and 62000 two: alone they are refused, in a table the name of the row decides."""
    rows = pd.DataFrame(
        {"Code postal": ["62217", "62217", "62000"], "Commune": ["Beaurains", "Achicourt", "Arras"]}, index=[2, 3, 4]
    )
    placed = areas.place(rows)
    assert placed.codes.to_dict() == {2: "62099", 3: "62004", 4: "62041"}
    alone = areas.place(rows[["Code postal"]])
    assert alone.codes.empty
    assert alone.refused == 3
    assert "sert 2 communes (Arras (62041) et Dainville (62263))" in alone.remarks[-1].message


def test_no_two_communes_share_a_spelling() -> None:
    """The key on which names are compared tells the 46 communes apart."""
    assert len({key(name) for name in COMMUNES.values()}) == len(COMMUNES)
