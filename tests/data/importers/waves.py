"""Files of one wave of the barometer, for what holds several of them."""

import random

from data.importers.barometer import living
from data.importers.outcome import Import
from tests.data.importers.barometers import prepared

TOWNS = ("Arras", "Achicourt", "Acq", "Beaurains", "Dainville")


def text(wave: str, rows: int = 40, *, every: int = 4) -> str:
    """Return the file of a wave: one respondent in so many thinks the RSA is due and does not receive it."""
    lines = [
        f"{TOWNS[row % 5]};{16 + (row * (3 + every)) % 70};"
        f"{'Pense y avoir droit et ne reçoit pas' if row % every == 0 else 'Reçoit'};{wave}"
        for row in range(rows)
    ]
    return "\n".join(["Commune;Âge;RSA;Vague", *lines])


def detailed(wave: str, rows: int = 100, *, seed: int = 0) -> str:
    """Return the file of a wave that tells nearly every respondent apart."""
    draw = random.Random(seed)
    lists = (TOWNS, *(tuple(one.label for one in listed) for listed in (
        living.HOUSEHOLDS, living.SITUATIONS, living.MOBILITIES, living.DIGITAL, living.FIRST_CONTACTS
    )))  # fmt: skip
    lines = [
        ";".join([*(draw.choice(listed) for listed in lists), str(draw.randint(16, 90)), "Reçoit", wave])
        for _ in range(rows)
    ]
    heads = "Commune;Type de ménage;Situation;Mobilité;Numérique;Premier contact;Âge;RSA;Vague"
    return "\n".join([heads, *lines])


def coarse(wave: str, rows: int, *, seed: int) -> str:
    """Return the file of a wave of which many rows are the same: four towns, three ages, two answers."""
    draw = random.Random(seed)
    lines = [
        f"{draw.choice(TOWNS[:4])};{draw.choice(('Reçoit', 'Non concerné'))};{draw.choice((20, 50, 70))};{wave}"
        for _ in range(rows)
    ]
    return "\n".join(["Commune;RSA;Âge;Vague", *lines])


def counted(wave: str, respondents: int = 400, missed: int = 70) -> str:
    """Return the file of a wave already counted."""
    return f"Commune;Répondants;En non-recours;Vague\nArras;{respondents};{missed};{wave}"


def made(wave: str, rows: int = 40, *, every: int = 4, **options: object) -> Import:
    """Return the import of a wave."""
    return prepared(text(wave, rows, every=every), options)
