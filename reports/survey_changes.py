"""The table of two waves of the barometer: the rate of everybody and of each public, before, after, and the test."""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from data.formats import typography
from indicators import barometer
from indicators.barometer import Change
from indicators.barometer.topics import BENEFIT_LABELS, EVERYBODY, PUBLIC_LABELS
from indicators.survey.contrast import SIGNIFICANT
from reports.survey_tables import ESTIMATED, source
from reports.tables import Column, Table

UNNAMED = "Vague sans nom"
Listed = Sequence[tuple[str, Change]]


def changes(first: str, second: str, benefit: str) -> Listed:
    """Return, of a benefit, the change of everybody, then of each public, with its key."""
    return [(public, barometer.change(first, second, public, benefit)) for public in PUBLIC_LABELS]


def table(listed: Listed, benefit: str) -> Table:
    """Return one row a public: both rates and respondents, the difference, its interval, p and what to read.

    The publics are tested together: the threshold of each is 5 % over how many they are (Bonferroni).
    """
    first, second = next((one.first or UNNAMED, one.second or UNNAMED) for _, one in listed)
    waves = next((one.first, one.second) for _, one in listed)
    tested = sum(one.p_value is not None for key, one in listed if key != EVERYBODY)
    rows = [
        {
            "public": PUBLIC_LABELS[key],
            "avant": _number(one.before.share),
            "n_avant": _number(one.before.n),
            "apres": _number(one.after.share),
            "n_apres": _number(one.after.n),
            "ecart": _number(one.difference),
            "bas": _number(one.low),
            "haut": _number(one.high),
            "p": _number(one.p_value),
            "lecture": _read(one, 1 if key == EVERYBODY else max(tested, 1)),
        }
        for key, one in listed
    ]
    return Table(
        title=typography(f"Baromètre – D’une vague à l’autre, {first} et {second} – {BENEFIT_LABELS[benefit]}"),
        frame=pd.DataFrame(rows),
        columns=(
            Column("public", "Public", text=True),
            Column("avant", first, "%", 1),
            Column("n_avant", f"Répondants {first}"),
            Column("apres", second, "%", 1),
            Column("n_apres", f"Répondants {second}"),
            Column("ecart", "Écart", "points", 1),
            Column("bas", "De", "points", 1),
            Column("haut", "À", "points", 1),
            Column("p", "p", decimals=3),
            Column("lecture", "Changement", text=True),
        ),
        sources=tuple(dict.fromkeys(line for line in map(source, waves) if line)),
        mentions=(typography(ESTIMATED), typography(tests(tested))),
        file_name="barometre-vagues",
    )


def tests(count: int) -> str:
    """Say how the differences were tested, the publics together."""
    said = "Test de Student de l’écart entre deux échantillons indépendants, au seuil de 5 %"
    if count < 2:
        return said + "."
    return f"{said} ; pour les {count} publics comparés ensemble, ce seuil est divisé par {count} (Bonferroni)."


def _read(one: Change, together: int) -> str:
    if one.difference is None:
        return "non publiable"
    if one.p_value is None:
        return "non testé"
    if one.p_value * together >= SIGNIFICANT:
        return "pas assuré"
    return "hausse" if one.difference > 0 else "baisse"


def _number(value: float | None) -> float:
    return np.nan if value is None else float(value)
