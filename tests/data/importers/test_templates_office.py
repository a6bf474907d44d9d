"""Every template, opened and saved by LibreOffice, comes back as it was filled in and without a warning."""

from pathlib import Path

import pandas as pd
import pytest

from data.importers import kinds, reading
from data.importers.outcome import Import
from tests.data.importers import office

pytestmark = pytest.mark.skipif(office.SOFFICE is None, reason=office.ABSENT)

PLACES = (
    {
        "Identifiant": "L-001", "Nom": "Salle des fêtes de Thélus", "Type de lieu": "Salle communale",
        "Rôle": "Lieu d’accueil", "Adresse": "1 Grand-Rue", "Code Insee": "62810", "Commune": "Thélus",
        "Longitude": 2.79991, "Latitude": 50.35445, "Lundi": "09:00 - 12:00 / 13:30 - 17:00", "Mardi": "fermé",
        "Mis à jour le": "15/01/2026", "État": "Ouvert",
    },
    {
        "Nom": "Point conseil fictif d’Arras", "Type de lieu": "Centre social", "Rôle": "Lieu d’accueil",
        "Adresse": "300 rue Imaginaire", "Commune": "Arras", "Longitude": 2.7772, "Latitude": 50.2912,
        "Jeudi": "14:00 - 18:30", "Mis à jour le": "20/01/2026", "État": "Ouvert",
    },
)  # fmt: skip
ACTIONS = (
    {
        "Date": "24/11/2025", "Demi-journée": "Matin", "Durée (heures)": 3, "Opérateur": "CCAS d’Arras",
        "Commune": "Thélus", "Personnes rencontrées": 14, "Personnes accompagnées": 6, "RSA – droits ouverts": 2,
        "RSA – euros par an": 11_400.5, "Coût (€)": 420, "Financement (€)": 300,
    },
    {
        "Date": "01/12/2025", "Demi-journée": "Après-midi", "Opérateur": "CCAS d’Arras", "Commune": "Acq",
        "Personnes rencontrées": 20, "Coût (€)": 380,
    },
)  # fmt: skip
ROWS = {"places": PLACES, "actions": ACTIONS}
# Geographic files and those of the producers are not filled in: their workbook explains, and is read as text.
EXPLAINING = ("officiel", "outlines", "qpv")


def _prepared(kind: str, content: bytes, suffix: str = "xlsx") -> Import:
    return kinds.get(kind).prepare({f"rempli.{suffix}": content}, {"today": "2026-11-24"})


def _warnings(made: Import) -> list[str]:
    return [one.sentence for one in made.remarks if one.severity != "à savoir"]


@pytest.mark.parametrize("kind", sorted(ROWS))
def test_a_template_filled_in_and_saved_comes_back_without_a_warning(kind: str, tmp_path: Path) -> None:
    """Saved as a workbook or as text, the rows are the ones that were written, with nothing to say of them."""
    content = office.filled(kinds.get(kind).template(), ROWS[kind])
    made = _prepared(kind, content)
    assert (made.accepted, made.refused, _warnings(made)) == (len(ROWS[kind]), 0, [])
    for into in (office.WORKBOOK, office.TEXT):
        suffix = into.partition(":")[0]
        again = _prepared(kind, office.saved(content, tmp_path, into), suffix)
        assert (again.accepted, again.refused, again.remarks) == (len(ROWS[kind]), 0, made.remarks)
        assert set(again.tables) == set(made.tables)
        for name, table in made.tables.items():
            pd.testing.assert_frame_equal(pd.DataFrame(again.tables[name]), pd.DataFrame(table))


@pytest.mark.parametrize("kind", EXPLAINING)
def test_a_workbook_that_explains_is_read_again_cell_by_cell(kind: str, tmp_path: Path) -> None:
    """What says which attributes and files are read is not changed by another program."""
    content = kinds.get(kind).template()
    before = reading.read_table(content, "avant.xlsx")
    after = reading.read_table(office.saved(content, tmp_path), "apres.xlsx")
    assert after.columns == before.columns
    assert after.remarks == before.remarks
    pd.testing.assert_frame_equal(after.rows, before.rows)


def test_every_kind_is_tested_with_libreoffice() -> None:
    """No kind is forgotten: those filled in here, those that explain, and the two with tests of their own."""
    assert set(kinds.KINDS) == {*ROWS, *EXPLAINING, "abse", "barometer"}
