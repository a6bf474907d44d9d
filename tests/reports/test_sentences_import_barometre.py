"""Sentences on a barometer before its import, in every state."""

from datetime import date

import pytest

from data.importers.barometer.mapping import ColumnMapping, Mapping
from data.importers.barometer.preview import Preview
from reports.sentences import import_barometre as sentences
from reports.sentences import imports


def _plain(sentence: str) -> str:
    return sentence.replace("\u202f", " ").replace("\u00a0", " ")


def _preview(respondents: int | None, communes: int, *, counted: bool = False) -> Preview:
    return Preview(respondents, (), (), (), communes, counted)


@pytest.mark.parametrize(
    ("counts", "said"),
    [
        ((0, 0, 0, 0), "**0 colonne reconnue**."),
        ((1, 0, 1, 1), "**1 colonne reconnue**, 1 laissée de côté, 1 qui identifie des personnes."),
        (
            (9, 2, 3, 2),
            "**9 colonnes reconnues**, **2 à vérifier**, 3 laissées de côté, 2 qui identifient des personnes.",
        ),
    ],
)
def test_columns_are_counted(counts: tuple[int, int, int, int], said: str) -> None:
    """Each state is counted once, in the singular or the plural."""
    assert _plain(sentences.columns(*counts)) == said


def test_what_is_found_never_says_a_small_number() -> None:
    """Fewer than eleven respondents are « moins de 11 », and nothing found is said without a commune."""
    assert _plain(sentences.found(_preview(None, 2), 46, 0)).startswith(
        "**moins de 11 répondants prêts**, dans **2 com"
    )
    assert "sans commune" in sentences.found(_preview(40, 0), 46, 0)
    assert "**1 élément refusé**" in _plain(sentences.found(_preview(40, 1), 46, 1))
    assert "aucun élément refusé" in sentences.found(_preview(40, 1), 46, 0)
    assert "effectifs prêts" in sentences.found(_preview(9, 2, counted=True), 46, 0)


def test_what_is_lacking_is_asked_for() -> None:
    """Nothing lacking says nothing; an address is offered for the commune and for nothing else."""
    place = "le lieu de résidence (commune, IRIS, quartier prioritaire ou code postal)"
    assert sentences.lacking([], ["Adresse"]) == ""
    assert "« Adresse »" in sentences.lacking([place], ["Adresse"])
    assert "Adresse" not in sentences.lacking(["au moins une prestation"], ["Adresse"])
    assert _plain(sentences.lacking([place, "au moins une prestation"], [])).count(" et ") == 1


@pytest.mark.parametrize(("texts", "said"), [(0, ""), (1, "1 réponse n’est pas comprise"), (3, "3 réponses")])
def test_answers_to_tell_are_counted(texts: int, said: str) -> None:
    """One answer, several, and none."""
    assert said in _plain(sentences.unread(texts, min(texts, 2)))


def test_persons_are_dropped_coarsened_or_already_known() -> None:
    """What becomes of a column that identifies persons is said whichever way it goes."""
    assert "écartée." in sentences.person("Nom", "nom ou prénom", "", "")
    assert "seule la commune" in sentences.person("Adresse", "adresse exacte", "commune", "")
    assert "« Âge » dit déjà" in sentences.person("Né le", "date de naissance complète", "", "Âge")


def test_an_older_questionnaire_is_said() -> None:
    """A saved mapping says its version and day, and an older list of questions only where it is older."""
    kept = Mapping(
        name="enquete", version=2, saved="2026-03-01T10:00:00+00:00", columns=(ColumnMapping(column="a", field="age"),)
    )
    said = _plain(sentences.profile(kept, kept.questionnaire))
    assert said == "Version 2, enregistrée le 1er mars 2026 : 1 colonne lue."
    older = kept.model_copy(update={"questionnaire": 1})
    assert "n° 1" in _plain(sentences.profile(older, kept.questionnaire))
    assert "vérifiez" in sentences.profile(older, kept.questionnaire)


def test_how_long_rows_are_kept_and_what_forgetting_does() -> None:
    """The last day is written in full, and forgetting says that nothing brings the data back."""
    assert "24 novembre 2028 (24" in _plain(sentences.kept(date(2028, 11, 24), 24))
    assert "24 novembre 2028" in imports.retained(date(2028, 11, 24))
    assert "ses 3 versions" in _plain(imports.forgetting("Baromètre", 3))
    assert "versions" not in imports.forgetting("Baromètre", 1)
