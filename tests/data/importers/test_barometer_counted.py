"""Barometers that come already counted: places, publics and benefits, and numbers of respondents."""

import pandas as pd
import pytest

from data import confidential
from data.importers import commit
from data.importers.barometer import propose
from data.importers.barometer.errors import MappingInvalid
from tests.data.importers import barometers as files


def _counts(text: str) -> pd.DataFrame:
    table = files.prepared(text).tables["barometer_aggregates"]
    return table.set_index(["code", "public", "benefit"]).sort_index()


def test_counts_are_recognised_and_kept_out_of_sight() -> None:
    """A file of counts is told from one of respondents, and is confidential until it is protected."""
    made = files.prepared(files.COUNTED)
    assert (made.accepted, made.refused, made.dataset) == (6, 0, "barometre-agrege")
    entry = made.entries["barometer_aggregates"]
    assert entry.confidential
    assert {one.threshold for one in entry.columns if one.nature == "effectif"} == {11}
    commit.commit(made)
    assert confidential.names() == ["barometer_aggregates"]


def test_shares_become_counts_and_secrets_stay_unknown() -> None:
    """A share is applied to the respondents of its row; a mark of secrecy is never 0."""
    table = _counts(files.COUNTED)
    assert table.loc[("62041", "ensemble", "ensemble"), ["respondents", "missed"]].tolist() == [400, 70]
    assert table.loc[("62041", "ensemble", "rsa"), ["respondents", "missed"]].tolist() == [400, 50]
    assert table.loc[("62041", "jeunes", "rsa"), "missed"] is pd.NA
    assert table.loc[("62099", "ensemble", "rsa"), "missed"] == 4


def test_benefits_in_rows_and_wholes_by_their_names() -> None:
    """Publics and benefits may be rows; « Total » is the whole, and a QPV or the territory are places."""
    text = """
Quartier prioritaire;Prestation;Nombre de répondants;Nombre en non-recours;Vague
Baudimont;RSA;30;6;2024
Baudimont;Total;30;9;2024
;Toutes prestations;900;140;2024
"""
    made = files.prepared(text)
    table = made.tables["barometer_aggregates"]
    assert table["level"].tolist() == ["qpv", "qpv", "epci"]
    assert table["benefit"].tolist() == ["rsa", "ensemble", "ensemble"]
    assert set(table["wave"]) == {"2024"}
    assert made.entries["barometer_aggregates"].vintage == "2024"


@pytest.mark.parametrize(
    ("line", "match"),
    [
        ("Aras;Ensemble;40;5", "« Commune », valeur « Aras »"),
        ("Acq;Martiens;40;5", "« Public », valeur « Martiens »"),
        ("Acq;Ensemble;quarante;5", "« Répondants », valeur « quarante »"),
        ("Acq;Ensemble;-4;5", "« Répondants », valeur « -4 »"),
        ("Acq;Ensemble;4;4,5", "« En non-recours », valeur « 4,5 »"),
        ("Acq;Ensemble;4;5", "plus que de répondants (4)"),
        ("Arras;Jeunes;60;12", "déjà dit à la ligne 3"),
    ],
)
def test_what_cannot_be_counted_is_named(line: str, match: str) -> None:
    """Each refusal names the line, the column, the value and what would be right."""
    text = "\n".join(one.rpartition(";")[0] for one in files.COUNTED.strip().splitlines())
    made = files.prepared(f"{text}\n{line}")
    refused = files.sentences(made, "refusé")
    assert refused
    assert match in refused[0]
    assert refused[0].startswith("Ligne 5")
    assert made.refused == len(refused)


def test_a_share_of_nobody_is_refused() -> None:
    """A share without a number of respondents, or beyond 100 %, is not turned into a count."""
    text = """
Commune;Répondants;En non-recours;Taux de non-recours RSA (%)
Arras;s;12;10
Acq;20;2;130
"""
    refused = files.sentences(files.prepared(text), "refusé")
    assert [one for one in refused if "pas de nombre de répondants" in one]
    assert [one for one in refused if "de 0 à 100 %" in one]


def test_a_mapping_of_respondents_does_not_count() -> None:
    """Each shape of mapping reads its own shape of file, and says so."""
    from data.importers.barometer import aggregates, apply

    raw = files.raw(files.COUNTED)
    with pytest.raises(MappingInvalid, match="agrégé"):
        apply.apply(raw, propose.propose(raw))
    with pytest.raises(MappingInvalid, match="une ligne par répondant"):
        aggregates.count(raw, propose.propose(raw, shape="respondents"))
    forced = files.prepared(files.SPHINX, {"shape": "respondents"})
    assert forced.accepted == 3
