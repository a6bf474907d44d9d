"""The screen that maps a barometer: proposed, corrected, replayed, imported; and what it shows of nobody."""

from collections.abc import Callable
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from data import catalogue
from data.importers import commit, kinds
from data.importers.barometer import profiles
from tests.data.importers import barometers, surveys, waves


def _page() -> None:
    from data.errors import DataError
    from ui import page
    from ui.views import import_done, imports

    assert issubclass(DataError, page.KNOWN_FAULTS)
    imports.bring()
    import_done.show()


@pytest.fixture
def bring(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str, bytes], AppTest]:
    """Open the screen of the barometer on an empty data folder, and give it a file."""
    monkeypatch.setenv("ATLAS_DATA_DIR", str(tmp_path))

    def give(name: str, content: bytes) -> AppTest:
        app = AppTest.from_function(_page, default_timeout=60)
        app.query_params["apport"] = "barometer"
        app.run()
        app.file_uploader[0].upload(name, content).run()
        assert not app.exception
        return app

    return give


def _said(app: AppTest) -> str:
    """Return every text of the screen, without the no-break spaces."""
    texts = [
        one.value for kind in (app.markdown, app.caption, app.warning, app.error, app.info, app.success) for one in kind
    ]
    texts += [str(one.body) for one in app.get("html")]
    texts += [one.label for kind in (app.selectbox, app.checkbox, app.button, app.expander) for one in kind]
    return "\n".join(texts).replace("\u202f", " ").replace("\u00a0", " ").replace("\\", "")


def _button(app: AppTest, label: str):
    return next(one for one in app.button if one.label.replace("\u202f", " ") == label)


def _select(app: AppTest, part: str):
    return next(one for one in app.selectbox if part in one.label.replace("\u202f", " ").replace("\\", ""))


def _tables(app: AppTest) -> str:
    return "\n".join(one.value.to_string() for one in (*app.dataframe, *app.table))


def _imports(app: AppTest) -> None:
    partial = [one for one in app.checkbox if one.label.startswith("Importer sans")]
    for one in partial:
        one.check()
    if partial:
        app.run()
    _button(app, "Importer").click().run()
    assert not app.exception


def test_the_fictitious_example_is_imported_in_one_click(bring) -> None:
    """The example asks for nothing: every column is recognised, and its rows are put out of sight."""
    content = kinds.get("barometer").example()
    app = bring("exemple.xlsx", content)
    said = _said(app)
    assert "47 colonnes reconnues" in said
    assert "1 200 répondants prêts" in said
    assert "46 communes sur 46" in said
    assert "à vérifier" not in said
    _button(app, "Importer").click().run()
    assert commit.datasets() == ["barometre-fictif-2024"]
    assert "protégés" in app.success[0].value
    assert not app.file_uploader[0].value
    assert "Ce qu’est ce fichier" not in _said(app)
    assert catalogue.fictitious() == ("Baromètre du non-recours, vague 2024 (répondants)",)


@pytest.mark.parametrize(
    ("name", "content", "kept"),
    [
        ("limesurvey.csv", surveys.limesurvey(), 60),
        ("google.csv", surveys.google_forms(), 53),
        ("google-points-virgules.csv", surveys.google_forms(";"), 53),
        ("sphinx.csv", surveys.sphinx(), 60),
    ],
)
def test_exports_of_survey_tools_are_imported_without_a_correction(bring, name: str, content: bytes, kept: int) -> None:
    """What each tool writes is recognised; what no list holds is refused, and the rest may be imported."""
    app = bring(name, content)
    assert f"{kept} répondants prêts" in _said(app)
    assert "Il manque" not in _said(app)
    _imports(app)
    dataset = "barometre" if "sphinx" in name else "barometre-2024"
    assert commit.datasets() == [dataset]
    entry = commit.versions(dataset)[0].entries[0]
    assert (entry.rows, entry.vintage, entry.confidential) == (
        kept,
        "2024" if "sphinx" not in name else "millésime non précisé",
        True,
    )


def test_nothing_of_a_person_is_on_the_screen(bring) -> None:
    """No name, telephone, birth date or small count reaches a text or a table."""
    app = bring("google.csv", surveys.google_forms())
    shown = _said(app) + _tables(app)
    assert "Dupont" not in shown
    assert "06 12" not in shown
    assert "/03/19" not in shown
    assert "« Nom et prénom » (nom ou prénom) : écartée." in shown
    assert "« Lens » – moins de 11 fois" in shown
    assert "moins de 11" in _tables(app)


def test_an_answer_that_is_not_read_is_given_its_meaning(bring) -> None:
    """The text is asked for in sight; once told, nothing is refused any more, and it can still be changed."""
    app = bring("limesurvey.csv", surveys.limesurvey())
    assert "10 éléments refusés" in _said(app)
    _select(app, "« En contrat aidé »").set_value("employed").run()
    assert "aucun élément refusé" in _said(app)
    assert _select(app, "« En contrat aidé »").value == "employed"
    _select(app, "« En contrat aidé »").set_value(None).run()
    assert "10 éléments refusés" in _said(app)


def test_a_place_that_is_not_read_is_told_to_be_elsewhere(bring) -> None:
    """A town outside the territory is said so: its respondents are left aside, not refused."""
    app = bring("google.csv", surveys.google_forms())
    _select(app, "« Lens »").set_value("outside").run()
    said = _said(app)
    assert "aucun élément refusé" in said
    assert "53 répondants prêts" in said


def test_all_other_answers_may_be_told_at_once(bring) -> None:
    """One choice reads all the texts that nothing reads as no answer."""
    lines = [f"Arras;Reçoit;Réponse {letter}" for letter in "abcdefghijklmnop"] * 2
    app = bring("codes.csv", ("Commune;RSA;Situation\n" + "\n".join(lines)).encode())
    assert "32 éléments refusés" in _said(app)
    _select(app, "Toutes les autres réponses").set_value("ignored").run()
    assert "aucun élément refusé" in _said(app)


def test_opaque_codes_block_the_import_until_a_person_says_what_they_are(bring) -> None:
    """The sentence says what is lacking; a confirmed address gives the commune and a birth date the class of age."""
    app = bring("codes.csv", surveys.opaque())
    said = _said(app)
    assert "Il manque le lieu de résidence" in said
    assert "n’en garder que la commune" in said
    assert _button(app, "Importer").disabled
    for part in ("la commune", "la classe d’âge"):
        next(one for one in app.checkbox if part in one.label).check().run()
    app.selectbox(key=next(one.key for one in app.selectbox if one.label == "Colonne")).set_value("Q2").run()
    _select(app, "Que dit « Q2 »").set_value(("benefit_rsa", "")).run()
    for text, code in (("B1", "receives"), ("B2", "non_take_up"), ("B3", "")):
        _select(app, f"« {text} » –").set_value(code).run()
    said = _said(app)
    assert "40 répondants prêts" in said
    assert "seule la commune en sera gardée" in said
    assert "rue de Douai" not in said + _tables(app)
    _imports(app)
    assert commit.versions("barometre")[0].entries[0].rows == 40


def test_a_column_read_twice_is_said_and_blocks(bring) -> None:
    """Two columns that say the same thing are a French sentence, and nothing can be imported."""
    app = bring("deux.csv", b"Commune;RSA;Autre commune\nArras;Re\xc3\xa7oit;Acq\nAgny;Re\xc3\xa7oit;Acq\n")
    app.selectbox(key=next(one.key for one in app.selectbox if one.label == "Colonne")).set_value("Autre commune").run()
    _select(app, "Que dit « Autre commune »").set_value(("commune", "")).run()
    assert "gardez l’une des deux" in app.error[0].value
    assert _button(app, "Importer").disabled


def test_a_mapping_is_saved_replayed_and_deleted(bring) -> None:
    """What was told once reads the next file of the same survey, and says which version it is."""
    app = bring("vague-1.csv", surveys.limesurvey())
    _select(app, "« En contrat aidé »").set_value("employed").run()
    next(one for one in app.text_input if one.label == "Nom de la correspondance").set_value("Baromètre CUA").run()
    _button(app, "Enregistrer").click().run()
    assert profiles.names() == ["barometre-cua"]
    again = bring("vague-2.csv", surveys.limesurvey(48))
    assert "8 éléments refusés" in _said(again)
    _button(again, "Rejouer la correspondance « barometre-cua »").click().run()
    said = _said(again)
    assert "aucun élément refusé" in said
    assert "Lu avec la correspondance « barometre-cua ». Version 1" in said
    _button(again, "Importer").click().run()
    assert "profil « barometre-cua » (version 1)" in commit.versions("barometre-2024")[0].entries[0].obtained.replace(
        "\u202f", " "
    )
    _button(again, "Oui, supprimer").click().run()
    assert profiles.names() == []


def test_a_mapping_of_an_older_questionnaire_says_so(bring, monkeypatch: pytest.MonkeyPatch) -> None:
    """A saved mapping made for another list of questions is replayed with a warning."""
    from data.importers.barometer import propose

    old = propose.propose(barometers.raw(barometers.SPHINX)).model_copy(update={"questionnaire": 0})
    app = bring("enquete.csv", barometers.content(barometers.SPHINX))
    profiles.save(old, "ancienne")
    app.run()
    _button(app, "Rejouer la correspondance « ancienne »").click().run()
    assert "liste de questions n° 0" in _said(app)


def test_a_file_already_counted_is_recognised_and_can_be_switched(bring) -> None:
    """A table of counts is told from respondents, and the person may say otherwise."""
    app = bring("effectifs.csv", barometers.content(barometers.COUNTED))
    assert app.radio[0].value == "aggregates"
    assert "effectifs prêts" in _said(app)
    app.radio[0].set_value("respondents").run()
    assert "effectifs prêts" not in _said(app)
    app.radio[0].set_value("aggregates").run()
    _imports(app)
    assert commit.datasets() == ["barometre-agrege"]


def test_the_retention_is_chosen_with_its_last_day(bring) -> None:
    """The day until which rows are kept follows the number of months, and is said again once imported."""
    app = bring("sphinx.csv", surveys.sphinx())
    assert "(36 mois)" in _said(app)
    app.number_input[0].set_value(6).run()
    assert "(6 mois)" in _said(app)
    _imports(app)
    limit = commit.versions("barometre")[0].entries[0].keep_until
    assert str(int(limit[8:])) in _said(app)
    assert "jamais montrées ligne à ligne" in _said(app)


def test_a_removed_file_is_forgotten(bring) -> None:
    """Once its field is empty or another kind is chosen, the session holds nothing of the file."""
    from ui import in_sight

    app = bring("sphinx.csv", surveys.sphinx())
    assert in_sight.SURVEY in app.session_state
    app.selectbox(key="apport").set_value("places").run()
    assert in_sight.SURVEY not in app.session_state


def test_a_second_wave_says_what_it_takes_the_place_of(bring) -> None:
    """An import over another of the same survey names it first, and leaves it one click away."""
    app = bring("sphinx.csv", surveys.sphinx())
    assert "prend la place" not in _said(app)
    _imports(app)
    again = bring("sphinx-2.csv", surveys.sphinx(48))
    assert "prend la place de la vague sans nom, de « Baromètre du non-recours (répondants) »" in _said(again)
    _imports(again)
    assert [one.entries[0].rows for one in commit.versions("barometre")] == [48, 60]


def test_a_wave_brought_later_stands_beside_the_first(bring) -> None:
    """Two years on, the new file says which wave stays; the page Baromètre then offers both."""
    from indicators import barometer

    for rows, wave in ((60, "2024"), (48, "2026")):
        app = bring(f"vague-{wave}.csv", barometers.content(waves.detailed("", rows, seed=rows)))
        app.text_input[0].set_value(wave).run()
        assert ("La vague 2024 reste en usage" in _said(app)) == (wave == "2026")
        assert "La vague n’a pas de nom" not in _said(app)
        _imports(app)
    assert commit.datasets() == ["barometre-2024", "barometre-2026"]
    assert barometer.waves() == ("2024", "2026")


def test_a_file_of_a_hundred_doubtful_columns_is_no_wall(bring) -> None:
    """However many columns are doubtful, a bounded number of lists is shown, and each can still be changed."""
    heads = [f"Freins : motif {rank}" for rank in range(100)]
    lines = ["Arras;Reçoit;Oui;" + ";".join(["Oui"] * 100)] * 12
    text = ";".join(["Commune", "RSA", "Freins : Distance", *heads]) + "\n" + "\n".join(lines)
    app = bring("large.csv", text.encode())
    assert "101 à vérifier" in _said(app)
    assert len(app.selectbox) < 40
    _select(app, "Colonne").set_value(heads[-1]).run()
    _select(app, "motif 99").set_value(("obstacles", "health")).run()
    assert not app.error


def test_another_page_forgets_the_file(bring) -> None:
    """Leaving the page Données leaves nothing of the file in the session."""

    def elsewhere() -> None:
        import streamlit as st

        from ui import in_sight, shell

        st.session_state[in_sight.SURVEY] = "rows"
        shell._show("method", "Méthode")

    from ui import in_sight

    assert in_sight.SURVEY not in AppTest.from_function(elsewhere, default_timeout=60).run().session_state


def test_a_damaged_file_is_refused_in_one_sentence(bring) -> None:
    """A file that is no table is refused by its name, and nothing else is shown of it."""
    app = bring("enquete.xlsx", b"PK\x03\x04 not a workbook")
    assert "enquete.xlsx" in app.error[0].value
    assert "Quelle colonne" not in _said(app)


def test_the_same_people_under_another_wave_are_said_and_the_user_decides(
    bring: Callable[[str, bytes], AppTest],
) -> None:
    """The button waits for a word when the same rows are in use under another wave."""
    commit.commit(waves.made("2024"))
    app = bring("2026.csv", waves.text("2026").encode())
    assert "40 sur 40 réponses de la vague 2026 se retrouvent à l’identique dans la vague 2024" in _said(app)
    assert _button(app, "Importer").disabled
    next(one for one in app.checkbox if one.label == "Importer quand même").check().run()
    assert not _button(app, "Importer").disabled
    app = bring("autre.csv", waves.text("2026", 60, every=7).encode())
    assert "comptées deux fois" not in _said(app)
    assert not _button(app, "Importer").disabled
