"""Lists of old codes, once imported, are followed by every other import."""

from data.importers import abse, commit, geography, official_files
from data.importers.outcome import Import
from data.importers.remark import grouped


def _prepared(*lines: str, name: str = "modifications_2024.csv") -> Import:
    return official_files.prepare({name: ("\n".join(lines) + "\n").encode()}, {})


def _said(made: Import) -> str:
    return "\n".join(text.replace("\u202f", " ").replace("\u00a0", " ") for _, _, text in grouped(made.remarks))


IRIS = (
    "IRIS_INI;LIBIRIS_INI;IRIS_FIN;LIBIRIS_FIN;NATURE_MODIF;ANNEE_MODIF",
    "620419901;Ancien nord;620410101;;fusion;2016",
    "620419902;Ancien sud;620410102;;découpe;2016",
    "620419902;Ancien sud;620410103;;découpe;2016",
    "620410104;Inchangé;620410104;;;2016",
)


def test_an_iris_of_an_older_vintage_is_followed_to_the_one_in_use() -> None:
    """Unknown before the list is imported, it is read after, and said; one that was cut is refused with its parts."""
    assert geography.match("620419901", "iris").code is None
    made = _prepared(*IRIS)
    assert (made.accepted, made.refused) == (3, 0)
    commit.commit(made)
    found = geography.match("620419901", "iris")
    assert found.code == "620410101"
    assert "ancien code" in found.repaired
    assert "partagé depuis" in geography.match("620419902", "iris").refused
    commit.forget("modifications-iris")
    assert geography.match("620419901", "iris").code is None


def test_a_table_of_old_iris_is_imported_on_those_in_use() -> None:
    """A table by IRIS of 2015 lands on the IRIS of today; what cannot be told is refused by its line."""
    commit.commit(_prepared(*IRIS))
    lines = "IRIS;Part de locataires (%)\n620419901;41,5\n620419902;50\n620410201;12\n620410301;13\n"
    made = abse.prepare({"t.csv": lines.encode()}, {})
    assert made.refused == 1
    assert "Ligne 3" in _said(made)
    assert "ancien code, lu comme" in _said(made)
    raw = next(table for name, table in made.tables.items() if name.startswith("raw-"))
    values = raw[raw["status"] == "diffusé"].set_index("code")["value"]
    assert values.to_dict() == {"620410101": 41.5, "620410201": 12.0, "620410301": 13.0}


def test_insee_s_events_on_communes_are_read_as_published() -> None:
    """A merged commune is found by its old code and by its old name."""
    made = _prepared(
        "MOD,DATE_EFF,TYPECOM_AV,COM_AV,TNCC_AV,NCC_AV,NCCENR_AV,LIBELLE_AV,TYPECOM_AP,COM_AP,TNCC_AP,NCC_AP,"
        "NCCENR_AP,LIBELLE_AP",
        "32,2026-01-01,COM,62998,0,AUTREFOIS,Autrefois,Autrefois,COM,62041,1,ARRAS,Arras,Arras",
        "32,2026-01-01,COM,62041,1,ARRAS,Arras,Arras,COM,62041,1,ARRAS,Arras,Arras",
        name="v_mvtcommune_2026.csv",
    )
    assert (made.accepted, made.dataset) == (1, "modifications-communes")
    commit.commit(made)
    assert geography.match("62998", "commune").code == "62041"
    assert geography.match("Autrefois", "commune").code == "62041"


def test_a_line_without_two_codes_is_refused() -> None:
    """Its place and what is expected are said, and the others are kept."""
    made = _prepared(IRIS[0], "nord;;620410101;;;", IRIS[1])
    assert (made.accepted, made.refused) == (1, 1)
    assert "Ligne 2, colonne « IRIS_INI », valeur « nord »" in _said(made)
