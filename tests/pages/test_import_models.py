"""What the page Données offers to start from: a model, and a fictitious example where there is one."""

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from data.importers import commit, kinds


@pytest.fixture(autouse=True)
def own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An empty folder that stands for what the user imports."""
    monkeypatch.setenv("ATLAS_DATA_DIR", str(tmp_path))


def _page() -> None:
    from ui.views import imports

    imports.bring()


def _labels(key: str) -> list[str]:
    app = AppTest.from_function(_page, default_timeout=60)
    app.query_params["apport"] = key
    app.run()
    assert not app.exception
    return [one.proto.label for one in app.get("download_button")]


@pytest.mark.parametrize(
    ("key", "said"),
    [
        ("outlines", "Exemple fictif (GeoJSON)"),
        ("qpv", "Exemple fictif (GeoJSON)"),
        ("officiel", "Exemple fictif (CSV)"),
        ("abse", "Exemple fictif (XLSX)"),
    ],
)
def test_the_button_says_the_format_of_the_example(key: str, said: str) -> None:
    """The model is a workbook; the example is what its kind is published in."""
    assert _labels(key) == ["Modèle à remplir (XLSX)", said]


def test_a_kind_without_example_has_no_button(monkeypatch: pytest.MonkeyPatch) -> None:
    """A territory without a priority neighbourhood has no example of their outlines."""
    from data.importers import qpv
    from ui.views import imports

    imports._has_example.clear()
    monkeypatch.setattr(qpv, "example", lambda: None)
    assert _labels("qpv") == ["Modèle à remplir (XLSX)"]
    imports._has_example.clear()


def _mention() -> None:
    import streamlit as st

    from ui import maps, page

    page.title("Une question ?")
    st.caption(maps.approximate_mention("iris", "qpv"))


def test_pages_say_fictitious_and_no_longer_approximate() -> None:
    """Invented outlines bring the banner, and a mention that calls them neither official nor approximate."""
    app = AppTest.from_function(_mention, default_timeout=60).run()
    assert "approchés" in app.caption[-1].value
    assert not app.warning
    for key in ("outlines", "qpv"):
        kind = kinds.get(key)
        content = kind.example()
        assert content is not None
        commit.commit(kind.prepare({"exemple.geojson": content}, {}))
    app.run()
    assert app.caption[-1].value == "Contours des IRIS et des quartiers prioritaires fictifs."
    assert "EXEMPLE FICTIF" in app.warning[0].value


def _warned(imported: str = "") -> None:
    from ui import page

    page.title("Une question ?", imported=imported)


def test_the_banner_names_the_dataset_and_the_way_to_it() -> None:
    """An example under real data is named on every page, with a link; once it is forgotten nothing is said."""
    kind = kinds.get("outlines")
    content = kind.example()
    assert content is not None
    commit.commit(kind.prepare({"exemple.geojson": content}, {}))
    app = AppTest.from_function(_warned, default_timeout=60).run()
    said = app.warning[0].value.replace("\u202f", " ")
    assert "Cet exemple vient de l’import « Contours inventés des IRIS ». La mention reste sur toutes" in said
    assert [one.proto.label for one in app.get("page_link")] == ["Voir les données importées et oublier l’exemple"]
    here = AppTest.from_function(_warned, default_timeout=60, args=("importees",)).run()
    assert "](#importees)" in here.warning[0].value
    assert not here.get("page_link")
    commit.forget("contours-iris-fictifs")
    assert not app.run().warning
    assert not app.get("page_link")


def test_several_examples_are_named_once_in_the_banner() -> None:
    """Two examples are each named once, by their table: the page below comes soon, on a phone too."""
    for key in ("outlines", "qpv"):
        kind = kinds.get(key)
        content = kind.example()
        assert content is not None
        commit.commit(kind.prepare({"exemple.geojson": content}, {}))
    said = AppTest.from_function(_warned, default_timeout=60).run().warning[0].value.replace("\u202f", " ")
    assert said == (
        "EXEMPLE FICTIF. Ces données ne décrivent personne : IRIS ; Quartiers prioritaires de la politique de la "
        "ville. La mention reste sur toutes les pages tant que ces exemples ne sont pas oubliés."
    )


def test_the_list_of_imports_says_which_one_is_invented(tmp_path: Path) -> None:
    """Beside the real dataset, the invented one says that it marks every page, and how to end it."""
    for key in ("places", "actions"):
        kind = kinds.get(key)
        content = kind.example()
        assert content is not None
        commit.commit(kind.prepare({"exemple.xlsx": content}, {}))
    real = b"Nom;Type de lieu;Commune\nSalle du Test;Salle communale;Acq\n"
    commit.commit(kinds.get("places").prepare({"vrai.csv": real}, {}))

    def listed() -> None:
        from ui.views import import_done

        import_done.show()

    app = AppTest.from_function(listed, default_timeout=60).run()
    assert sum("Exemple fictif en usage" in one.value for one in app.caption) == 2
    assert set(commit.invented()) == set(commit.datasets()) - {"lieux-vrai"}


def test_every_remark_can_be_taken_away_line_by_line() -> None:
    """The screen names five lines of a fault that comes back; the file names them all, and runs no formula."""
    from reports import import_remarks, tables

    rows = [f"{column};Salle communale;=1+{column}" for column in "abcdefgh"]
    content = "\n".join(["Nom;Type de lieu;Commune", *rows]).encode()
    app = AppTest.from_function(_page, default_timeout=60)
    app.query_params["apport"] = "places"
    app.run()
    app.file_uploader[0].upload("lieux.csv", content).run()
    assert "Toutes les remarques, ligne par ligne (CSV)" in [one.proto.label for one in app.get("download_button")]
    made = kinds.get("places").prepare({"lieux.csv": content}, {})
    lines = tables.to_csv(import_remarks.table(made)).decode("utf-8-sig").split("\r\n")
    refused = [line for line in lines if line.startswith("refusé")]
    assert [line.split(";")[1] for line in refused] == [str(line) for line in range(2, 10)]
    assert refused[0].split(";")[3] == "'=1+a"


def test_the_button_says_whether_there_is_a_version_to_go_back_to() -> None:
    """One delivery is put aside and taken up again; after a second one, the first is the version before."""

    def listed() -> None:
        from ui.views import import_done

        import_done.show()

    register = "Nom;Type de lieu;Commune\nSalle du Test;Salle communale;Acq\n"
    commit.commit(kinds.get("places").prepare({"lieux.csv": register.encode()}, {}))
    app = AppTest.from_function(listed, default_timeout=60).run()
    app.button(key="retour-lieux-lieux").click().run()
    assert app.button(key="reprise-lieux-lieux").label == "Reprendre cette version"
    app.button(key="reprise-lieux-lieux").click().run()
    assert app.button(key="retour-lieux-lieux").label == "Mettre de côté"
    more = register + "Salle de l’Essai;Salle communale;Acq\n"
    commit.commit(kinds.get("places").prepare({"lieux.csv": more.encode()}, {}))
    assert app.run().button(key="retour-lieux-lieux").label == "Revenir à la version précédente"
