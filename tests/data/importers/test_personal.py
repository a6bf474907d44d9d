"""Columns that identify persons are found by their name or by what they hold, and never leave the importer."""

import re
import unicodedata
from datetime import date

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.importers import coarsening, personal
from data.importers.personal import is_nir
from data.importers.words import folded, folded_all

DAY = date(2024, 11, 24)


def _nir(body: str) -> str:
    figures = int(body.replace("2A", "19").replace("2B", "18"))
    return f"{body}{97 - figures % 97:02d}"


@given(
    st.sampled_from("12"),
    st.integers(0, 99),
    st.integers(1, 12),
    st.sampled_from(["62", "01", "2A", "2B"]),
    st.integers(0, 999_999),
)
def test_a_social_security_number_is_known_by_its_key(sex: str, year: int, month: int, where: str, rest: int) -> None:
    """The right key is recognised, with or without spaces; any other key is not."""
    number = _nir(f"{sex}{year:02d}{month:02d}{where}{rest:06d}")
    assert is_nir(number)
    spaced = " ".join((number[0], number[1:3], number[3:5], number[5:7], number[7:10], number[10:13], number[13:]))
    assert is_nir(spaced)
    assert not is_nir(number[:13] + f"{(int(number[13:]) % 97) + 1:02d}")


@pytest.mark.parametrize(
    ("header", "reason"),
    [
        ("Nom", "nom ou prénom"),
        ("Prénom", "nom ou prénom"),
        ("NOM DE FAMILLE", "nom ou prénom"),
        ("Nom du bénéficiaire", "nom ou prénom"),
        ("N° de sécurité sociale", "numéro de sécurité sociale"),
        ("Adresse e-mail", "adresse électronique"),
        ("Votre courriel", "adresse électronique"),
        ("Tél. portable", "numéro de téléphone"),
        ("Date de naissance", "date de naissance complète"),
        ("Adresse", "adresse exacte"),
        ("N° allocataire", "numéro d’allocataire ou de dossier"),
        ("Numéro Caf", "numéro d’allocataire ou de dossier"),
        ("Commentaires", "texte libre"),
        ("Autre, précisez", "texte libre"),
        ("ipaddr", "trace de connexion"),
    ],
)
def test_a_column_is_recognised_by_its_name(header: str, reason: str) -> None:
    """A header says what a column holds, whatever its cells look like."""
    found = personal.detect(pd.DataFrame({header: ["x", "y"]}))
    assert [(one.column, one.reason) for one in found] == [(header, reason)]


@pytest.mark.parametrize(
    ("cells", "reason"),
    [
        (["a@b.fr", "", "rien"], "adresse électronique"),
        (["voir 06 12 34 56 78"], "numéro de téléphone"),
        (["+33 6 12 34 56 78"], "numéro de téléphone"),
        (["12 rue de Douai", "3 bis, avenue Jean Jaurès 62000 Arras"], "adresse exacte"),
        ([_nir("2550862041025"), "x"], "numéro de sécurité sociale"),
        (["12/05/1950", "03/11/1988", "30/01/2004"], "date de naissance complète"),
        ([f"Je n’ai pas osé demander, et puis le guichet {n} était toujours fermé." for n in range(6)], "texte libre"),
    ],
)
def test_a_column_is_recognised_by_what_it_holds(cells: list[str], reason: str) -> None:
    """A harmless header does not hide what the cells say."""
    found = personal.detect(pd.DataFrame({"Q12": cells}))
    assert [one.reason for one in found] == [reason]
    assert found[0].count > 0


@pytest.mark.parametrize(
    ("header", "cells"),
    [
        ("Commune", ["Arras", "Beaurains"]),
        ("Nom de la commune", ["Arras", "Acq"]),
        ("Code IRIS", ["620410101", "620410102"]),
        ("Poids", ["1,2345678901", "0,98765"]),
        ("Date de réponse", ["12/11/2024", "14/11/2024"]),
        ("Âge", ["34", "71"]),
        ("Ménage", ["Personne seule", "Couple avec enfants"]),
        ("Obstacles", ["Distance ; horaires", "Complexité des démarches"]),
        ("Population", ["109884", "1234567890123"]),
        ("Domiciliation", ["oui", "non"]),
        ("Numéro", ["1", "2"]),
        ("Motif", ["Trop compliqué à remplir, ou trop long à lire et à comprendre"] * 9),
    ],
)
def test_answers_of_a_survey_are_not_persons(header: str, cells: list[str]) -> None:
    """Places, ages, weights, dates of a survey and long labels that repeat are kept."""
    assert personal.detect(pd.DataFrame({header: cells})) == ()


class TestCoarsening:
    """A column that identifies persons goes, or becomes less precise if the user confirms it."""

    rows = pd.DataFrame(
        {
            "Né(e) le": ["24/11/2008", "25/11/2008", "01/01/1958", "?"],
            "Adresse": ["3 rue de Douai, 62000 Arras", "1 place Foch 62217 Beaurains", "rue X, 59000 Lille", ""],
            "RSA": ["oui", "non", "oui", "non"],
        }
    )

    def test_nothing_personal_is_kept_unless_confirmed(self) -> None:
        """Without a confirmation, the columns go, and the remarks hold none of their values."""
        found = personal.detect(self.rows)
        kept, remarks = coarsening.apply(self.rows, found, on=DAY)
        assert list(kept.columns) == ["RSA"]
        assert {remark.column for remark in remarks} == {"Né(e) le", "Adresse"}
        assert all(not remark.value for remark in remarks)
        assert list(coarsening.without(self.rows, found).columns) == ["RSA"]

    def test_a_birth_date_becomes_a_class_and_an_address_a_commune(self) -> None:
        """The class is that of the age on the day of the survey; what cannot be read is left empty."""
        found = personal.detect(self.rows)
        kept, _ = coarsening.apply(self.rows, found, confirmed={"Né(e) le": "age_class", "Adresse": "commune"}, on=DAY)
        assert kept["Classe d’âge"].tolist() == ["16-25 ans", "moins de 16 ans", "65-74 ans", ""]
        assert kept["Commune"].tolist() == ["Arras", "Beaurains", "", ""]
        assert personal.detect(kept) == ()

    def test_only_the_coarsening_that_is_offered_is_accepted(self) -> None:
        """A name cannot become a commune because somebody asks."""
        rows = pd.DataFrame({"Nom": ["Arras"]})
        kept, _ = coarsening.apply(rows, personal.detect(rows), confirmed={"Nom": "commune"}, on=DAY)
        assert kept.columns.empty


def _naive_folded(text: str) -> str:
    """Fold a text sign by sign: what the quick ways must give."""
    ligatures = str.maketrans({"œ": "oe", "Œ": "OE", "æ": "ae", "Æ": "AE", "ß": "ss"})
    plain = unicodedata.normalize("NFKD", text.translate(ligatures))
    kept = "".join(character for character in plain if not unicodedata.combining(character))
    return " ".join(re.findall(r"[a-z0-9]+", kept.casefold()))


@given(st.lists(st.text(), max_size=6))
def test_texts_folded_together_are_folded_as_each_alone(texts: list[str]) -> None:
    """No sign of one text reaches the next, whatever the alphabet; and the quick way is the plain one."""
    assert folded_all(texts) == [folded(text) for text in texts] == [_naive_folded(text) for text in texts]


_PIECES = st.sampled_from(
    ["12 rue Neuve", "3 bis, allée des Œillets", "0601020304", "06 01 02 03 04", "2 55 08 14 168 025 38", "a@b.fr",
     "62041", "non", "", "NaN", "12\n34", "rue", "1 255081416802538", "Je ne sais pas comment demander cette aide-là"]
)  # fmt: skip


@given(st.lists(st.one_of(_PIECES, st.text(max_size=12)), max_size=12))
def test_a_column_searched_at_once_gives_what_its_cells_give_one_by_one(cells: list[str]) -> None:
    """Reason and count are those of a look at each cell by itself."""
    filled = [cell.strip() for cell in cells if cell.strip() and cell.strip().lower() not in {"nan", "none"}]
    alone = {
        "numéro de sécurité sociale": sum(personal.is_nir(cell) for cell in filled),
        "adresse électronique": sum(bool(personal._EMAIL.search(cell)) for cell in filled),
        "numéro de téléphone": sum(bool(personal._PHONE.search(cell)) for cell in filled),
        "adresse exacte": sum(bool(personal._STREET.search(f" {_naive_folded(cell)} ")) for cell in filled),
    }
    if alone["adresse exacte"] < 0.5 * len(filled):
        alone["adresse exacte"] = 0
    expected = next(((reason, count) for reason, count in alone.items() if count), None)
    found = personal.detect(pd.DataFrame({"colonne": cells}, dtype=object), births=False)
    if expected is None:
        assert not found or found[0].reason == "texte libre"
    else:
        assert [(one.reason, one.count) for one in found] == [expected]
