"""`atlas.toml` is read, checked and turned into words."""

import re
from pathlib import Path

import pytest

from data import settings
from data.errors import SettingsInvalid
from data.nouns import Noun, article_of
from data.paths import ROOT
from data.settings import Settings

TOML = (ROOT.parent / settings.FILE).read_text(encoding="utf-8")


def _changed(tmp_path: Path, before: str, after: str) -> Path:
    assert before in TOML
    path = tmp_path / "atlas.toml"
    path.write_text(TOML.replace(before, after), encoding="utf-8")
    return path


def _named(name: str, **others: str) -> Settings:
    epci = {"siren": "200000000", "nom": name, "communes": ["59350"], **others}
    return Settings.model_validate({"epci": epci, "region": "R", "departements": [{"code": "59", "nom": "Nord"}]})


def test_the_embedded_territory_is_read_with_its_forms() -> None:
    """The names of the embedded territory come with the articles that sentences need."""
    of = settings.embedded()
    assert of.full.of == "de la Communauté urbaine d’Arras"
    assert (of.common.within, of.short.the) == ("dans la Communauté urbaine", "la CUA")
    assert len(of.codes) == 46
    assert of.default_commune in of.codes


@pytest.mark.parametrize(
    ("name", "the", "of", "within", "common"),
    [
        (
            "Communauté de communes des Campagnes de l’Artois",
            "la Communauté de communes des Campagnes de l’Artois",
            "de la Communauté de communes des Campagnes de l’Artois",
            "dans la Communauté de communes des Campagnes de l’Artois",
            "Communauté de communes",
        ),
        (
            "Métropole européenne de Lille",
            "la Métropole européenne de Lille",
            "de la Métropole européenne de Lille",
            "dans la Métropole européenne de Lille",
            "Métropole",
        ),
        (
            "Eurométropole de Strasbourg",
            "l’Eurométropole de Strasbourg",
            "de l’Eurométropole de Strasbourg",
            "dans l’Eurométropole de Strasbourg",
            "Eurométropole",
        ),
        ("Grand Reims", "le Grand Reims", "du Grand Reims", "dans le Grand Reims", "Grand Reims"),
        (
            "Orléans Métropole",
            "Orléans Métropole",
            "d’Orléans Métropole",
            "dans Orléans Métropole",
            "Orléans Métropole",
        ),
        ("Rennes Métropole", "Rennes Métropole", "de Rennes Métropole", "dans Rennes Métropole", "Rennes Métropole"),
    ],
)
def test_sentences_stay_grammatical_for_another_territory(
    name: str, the: str, of: str, within: str, common: str
) -> None:
    """The article and its contractions follow from the first word of the name."""
    found = _named(name)
    assert (found.full.the, found.full.of, found.full.within) == (the, of, within)
    assert found.common.name == common
    assert found.full.starting == the[0].upper() + the[1:]


def test_a_given_article_wins() -> None:
    """What atlas.toml says of the article is kept, for the whole name, the short one and the letters."""
    found = _named("Creuse Confluence", article="la", nom_court="Syndicat", sigle="CC", article_sigle="")
    assert found.full.of == "de la Creuse Confluence"
    assert (found.common.of, found.short.of) == ("du Syndicat", "de CC")


def test_without_letters_the_short_name_serves() -> None:
    """A territory without letters is called by its short name in the heads of columns."""
    assert _named("Métropole européenne de Lille").short.of == "de la Métropole"


def test_an_elided_article_has_its_own_with_letters() -> None:
    """« l’Agglomération » becomes « la CA », not « l’CA »."""
    assert _named("Agglomération du Grand Longwy", sigle="CA").short.the == "la CA"
    assert article_of("Agglomération") == "l’"
    assert Noun(name="Agglomération", article="l’").of == "de l’Agglomération"


@pytest.mark.parametrize(
    ("before", "after", "key", "why"),
    [
        ('siren = "200033579"', 'siren = "2000"', "epci.siren", "9 chiffres"),
        ('siren = "200033579"', "", "epci.siren", "manque"),
        ('sigle = "CUA"', 'sigle = "CUA"\nsigles = "x"', "epci.sigles", "pas connue"),
        ('sigle = "CUA"', 'article = "les"', "epci.article", "la, le, l’ ou rien"),
        ('  "62004",', '  "62004", "62004",', "epci.communes", "deux fois"),
        ('  "62004",', '  "6204",', "epci.communes[1]", "5 caractères"),
        ('commune_par_defaut = "62041"', 'commune_par_defaut = "75056"', "epci.commune_par_defaut", "n’est pas dans"),
        ('cle = "dainville"', 'cle = "beaurains"', "operateurs[3].cle", "deux fois"),
        ('commune = "62764"', 'commune = "59350"', "operateurs[2].commune", "n’est pas dans"),
        ("equipe = 1", 'equipe = "un"', "operateurs[1].equipe", "nombre entier"),
        ('region = "Hauts-de-France"', 'region = ""', "region", "vide"),
        ('adresse = "https://download', 'adresse = "ftp://download', "routes.adresse", "https"),
    ],
)
def test_a_fault_names_the_file_the_key_and_what_is_expected(
    tmp_path: Path, before: str, after: str, key: str, why: str
) -> None:
    """Every fault is a French sentence that names the key at fault."""
    path = _changed(tmp_path, before, after)
    with pytest.raises(SettingsInvalid, match=re.escape(f"clé « {key} »")) as raised:
        settings.read(path)
    assert why in str(raised.value)
    assert str(path) in str(raised.value)


def test_a_file_that_is_no_toml_or_is_not_there_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that cannot be read is named, never a traceback."""
    path = tmp_path / "atlas.toml"
    monkeypatch.setenv("ATLAS_TOML", str(path))
    with pytest.raises(SettingsInvalid, match="introuvable"):
        settings.settings()
    path.write_text("epci = [", encoding="utf-8")
    with pytest.raises(SettingsInvalid, match="TOML"):
        settings.settings()


def test_a_changed_file_is_read_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The settings are kept until the file changes."""
    path = _changed(tmp_path, "Communauté urbaine d’Arras", "Communauté urbaine d’Essai")
    monkeypatch.setenv("ATLAS_TOML", str(path))
    first = settings.settings()
    assert first is settings.settings()
    path.write_text(TOML, encoding="utf-8")
    assert settings.settings().epci.nom == "Communauté urbaine d’Arras"
