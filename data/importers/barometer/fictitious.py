"""An invented barometer, drawn with a fixed seed from the real profile of the IRIS: to try the screens with.

Who is asked follows the census (ages, households, unemployment, cars, digital index of each IRIS); what they
answer follows published rates where there are some, and is otherwise invented. Nobody answered any of it.
"""

import math
import random
from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd
import pyarrow.parquet as pq

from data.importers.barometer import choices, template
from data.importers.barometer.apply import FICTITIOUS
from data.importers.barometer.choices import BENEFITS, FORMS, OBSTACLES, STATUSES, Choice
from data.paths import BASE

SEED = 1
RESPONDENTS = 1_200
LEAST_A_COMMUNE = 6
WAVE = "2024"
TITLE = f"{FICTITIOUS} – Baromètre du non-recours"

# Where an IRIS has no value (secret, or not published): the territory's usual one.
_USUAL = {
    "pop_20_64": 800.0, "pop_65_plus": 300.0, "part_15_24": 11.0, "part_75_plus": 10.0, "part_monoparents": 10.0,
    "part_personnes_seules": 30.0, "taux_chomage_rp": 11.0, "taux_chomage_rp_15_24": 25.0, "part_sans_voiture": 12.0,
    "fragilite_numerique": 100.0, "taux_pauvrete": 14.0, "population": 1_500.0,
}  # fmt: skip
# Share of the people in an IRIS of a quartier prioritaire that live inside it: invented.
_INSIDE_QPV = 0.6
# Share of the people who are entitled and do not receive that think they are entitled: set so that about 16 % of
# the respondents are in non-take-up, as the barometer of 2024 published.
_AWARE = 0.74
# Non-take-up among those entitled: see the table of national rates (DREES, Cnaf, Dares); invented for the last five.
_MISSED = {
    "rsa": 0.34, "ppa": 0.27, "aspa": 0.50, "c2s": 0.44, "assurance_chomage": 0.30,
    "aah": 0.15, "aides_logement": 0.12, "asf": 0.20, "cheque_energie": 0.20, "aides_locales": 0.45,
}  # fmt: skip
# First contacts: 23 % social security or employment service, 21 % municipal services (barometer of 2024); the
# others are invented.
_CONTACTS = {
    "social_security": 15, "employment": 8, "town_hall": 21, "department": 12, "relatives": 13, "internet": 12,
    "association": 7, "france_services": 5, "health": 3, "nobody": 3, "other": 1,
}  # fmt: skip


@dataclass(frozen=True)
class _Iris:
    code: str
    commune: str
    name: str
    qpv: str
    profile: dict[str, float]

    @property
    def adults(self) -> float:
        """People of 16 and over, roughly: those of 20 and over, and the 16 to 19 among the 15 to 24."""
        return self.profile["pop_20_64"] + self.profile["pop_65_plus"] + 0.4 * self.young

    @property
    def young(self) -> float:
        return self.profile["population"] * self.profile["part_15_24"] / 100

    @property
    def poverty(self) -> float:
        return min(0.6, self.profile["taux_pauvrete"] / 100)


@dataclass(frozen=True)
class _Person:
    age: int
    household: str
    situation: str
    poor: bool
    rural: bool


class _Draw:
    """Chance that is the same everywhere: Python's generator is specified, its `random` at least."""

    def __init__(self, seed: int) -> None:
        self._random = random.Random(seed)

    def happens(self, chance: float) -> bool:
        return self._random.random() < chance

    def among(self, chances: dict[str, float]) -> str:
        left = self._random.random() * sum(chances.values())
        for one, chance in chances.items():
            left -= chance
            if left < 0:
                return one
        return list(chances)[-1]

    def between(self, low: int, high: int) -> int:
        return low + int(self._random.random() * (high - low + 1))


def example() -> bytes:
    """Return the invented barometer as a filled template: about 1 200 respondents, always the same bytes."""
    notes = (
        "Données inventées, tirées au sort avec une graine fixe d’après le profil des IRIS au recensement : "
        "elles ne décrivent personne et ne disent rien du non-recours réel.",
    )
    return template.workbook(lines(), TITLE, notes)


def lines() -> list[dict[str, str]]:
    """Return the invented respondents: header of the template to text."""
    draw = _Draw(SEED)
    iris = _profiles()
    asked = _asked(iris)
    communes = _sum_by(iris, [one.adults for one in iris])
    counts = _sum_by(iris, [float(number) for number in asked])
    names = dict(zip(*_plain("communes", ["code", "name"]), strict=True))
    sizes = _sum_by(iris, [one.profile["population"] for one in iris])
    total = sum(communes.values())
    found = []
    for one, number in zip(iris, asked, strict=True):
        weight = communes[one.commune] / total * sum(asked) / counts[one.commune]
        for _ in range(number):
            line = _respondent(draw, one, rural=sizes[one.commune] < 2_500)
            line.update({"Commune": names[one.commune], "Poids": f"{weight:.4f}"})
            found.append(line)
    return found


def _plain(table: str, columns: list[str]) -> list[list[str]]:
    read = pq.read_table(BASE / f"{table}.parquet", columns=columns)
    return [read.column(column).to_pylist() for column in columns]


def _profiles() -> list[_Iris]:
    """Return the IRIS as they are embedded, whatever was imported over them."""
    level, code, indicator, value = _plain("figures", ["level", "code", "indicator", "value"])
    figures = pd.Series(
        [math.nan if one is None else float(one) for one in value],
        index=pd.MultiIndex.from_arrays([level, code, indicator]),
    ).to_dict()
    inside = {
        part: (name, communes)
        for name, listed, communes in zip(*_plain("qpv", ["name", "iris_inferred", "communes"]), strict=True)
        for part in str(listed).split(";")
    }
    found = []
    for one, name, commune in sorted(zip(*_plain("iris", ["code", "name", "commune"]), strict=True)):
        profile = {}
        for key, usual in _USUAL.items():
            held = figures.get(("iris", one, key), math.nan)
            profile[key] = usual if math.isnan(held) else held
        found.append(_Iris(one, commune, name, inside.get(one, ("", ""))[0], profile))
    return found


def _sum_by(iris: Sequence[_Iris], values: Sequence[float]) -> dict[str, float]:
    found: dict[str, float] = {}
    for one, value in zip(iris, values, strict=True):
        found[one.commune] = found.get(one.commune, 0.0) + value
    return found


def _asked(iris: Sequence[_Iris]) -> list[int]:
    """Return how many are asked in each IRIS: in proportion, but for a floor in each commune."""
    total = sum(one.adults for one in iris)
    within = _sum_by(iris, [one.adults for one in iris])
    floors = {commune: max(LEAST_A_COMMUNE, RESPONDENTS * adults / total) for commune, adults in within.items()}
    scale = RESPONDENTS / sum(floors.values())
    wanted = [max(LEAST_A_COMMUNE, floors[one.commune] * scale) * one.adults / within[one.commune] for one in iris]
    counts = [max(1, math.floor(number)) for number in wanted]
    left = sorted(range(len(iris)), key=lambda place: (math.floor(wanted[place]) - wanted[place], place))
    for place in left[: max(0, RESPONDENTS - sum(counts))]:
        counts[place] += 1
    return counts


def _respondent(draw: _Draw, iris: _Iris, *, rural: bool) -> dict[str, str]:
    person = _person(draw, iris, rural)
    statuses = {one.code: _status(draw, one.code, person) for one in BENEFITS}
    missing = "non_take_up" in statuses.values()
    digital = _digital(draw, person, iris)
    mobility = _mobility(draw, person, iris)
    found = {
        "marker": FICTITIOUS,
        "wave": WAVE,
        "iris": iris.code,
        "qpv": iris.qpv if iris.qpv and draw.happens(_INSIDE_QPV) else "",
        "age": str(person.age),
        "household": _label(choices.HOUSEHOLDS, person.household),
        "situation": _label(choices.SITUATIONS, person.situation),
        **{f"benefit_{code}": _label(STATUSES, status) for code, status in statuses.items()},
        "first_contact": _label(choices.FIRST_CONTACTS, draw.among({key: float(n) for key, n in _CONTACTS.items()})),
        "mobility": _label(choices.MOBILITIES, mobility),
        "digital": _label(choices.DIGITAL, digital),
        "mode": _label(choices.MODES, draw.among({"face_to_face": 55, "telephone": 20, "online": 20, "paper": 5})),
    }
    ticked = _reasons(draw, person, mobility, digital) if missing else {}
    line = {}
    for one in template.COLUMNS:
        if one.part:
            line[one.header] = ("oui" if one.part in ticked[one.field] else "non") if missing else ""
        else:
            line[one.header] = found.get(one.field, "")
    return line


def _label(listed: Sequence[Choice], code: str) -> str:
    return next((one.label for one in listed if one.code == code), "")


def _person(draw: _Draw, iris: _Iris, rural: bool) -> _Person:
    profile = iris.profile
    older = profile["pop_65_plus"]
    oldest = min(older, profile["population"] * profile["part_75_plus"] / 100)
    young = iris.young * 0.95
    middle = max(1.0, iris.adults - young - older)
    group = draw.among({"young": young, "middle": middle, "older": older - oldest, "oldest": oldest})
    low, high = {"young": (16, 25), "middle": (26, 64), "older": (65, 74), "oldest": (75, 94)}[group]
    age = draw.between(low, high)
    single, alone = profile["part_monoparents"] / 100, profile["part_personnes_seules"] / 100
    if age < 26:
        chances = {
            "relatives": 0.55,
            "alone": 0.25,
            "couple": 0.14,
            "single_parent": single * 0.4,
            "couple_children": 0.04,
        }
    elif age < 65:
        chances = {"single_parent": single * 1.4, "alone": alone * 0.7, "couple_children": 0.45, "couple": 0.25}
    else:
        chances = {"alone": alone * 1.3, "couple": 0.6, "relatives": 0.03, "single_parent": single * 0.1}
    household = draw.among(chances)
    situation = _situation(draw, age, profile)
    poor = draw.happens(
        iris.poverty * (2.2 if situation == "jobseeker" else 1.7 if household == "single_parent" else 0.8)
    )
    return _Person(age, household, situation, poor, rural)


def _situation(draw: _Draw, age: int, profile: dict[str, float]) -> str:
    jobless = profile["taux_chomage_rp_15_24" if age < 26 else "taux_chomage_rp"] / 100
    if age < 26:
        return draw.among({"student": 0.5, "jobseeker": 0.45 * jobless, "employed": 0.5 * (1 - jobless), "other": 0.02})
    if age < 62:
        return draw.among(
            {
                "jobseeker": 0.85 * jobless,
                "employed": 0.85 * (1 - jobless),
                "homemaker": 0.06,
                "disabled": 0.06,
                "other": 0.02,
            }
        )
    return draw.among({"retired": 0.7 if age < 65 else 0.98, "employed": 0.2 if age < 65 else 0.01, "other": 0.01})


def _entitled(person: _Person) -> dict[str, float]:
    """Return the chance of being entitled to each benefit: invented, in the order of magnitude of the Caf's figures."""
    adult = 25 <= person.age < 65
    working = person.situation == "employed"
    return {
        "rsa": 0.55 if adult and person.poor and not working else 0.0,
        "ppa": 0.65 if working and person.poor else 0.14 if working else 0.0,
        "aspa": 0.25 if person.age >= 65 and person.poor else 0.0,
        "c2s": 0.6 if person.poor else 0.03,
        "aah": 0.6 if person.situation == "disabled" else 0.0,
        "aides_logement": 0.65 if person.poor else 0.08,
        "asf": 0.4 if person.household == "single_parent" else 0.0,
        "assurance_chomage": 0.55 if person.situation == "jobseeker" else 0.0,
        "cheque_energie": 0.7 if person.poor else 0.04,
        "aides_locales": 0.3 if person.poor else 0.03,
    }


def _status(draw: _Draw, benefit: str, person: _Person) -> str:
    if not draw.happens(_entitled(person)[benefit]):
        return "does_not_know" if draw.happens(0.04) else "not_concerned"
    if not draw.happens(_MISSED[benefit]):
        return "receives"
    if draw.happens(_AWARE):
        return "non_take_up"
    return draw.among({"does_not_know": 0.5, "not_concerned": 0.5})


def _digital(draw: _Draw, person: _Person, iris: _Iris) -> str:
    frail = iris.profile["fragilite_numerique"] / 100 * (2.2 if person.age >= 75 else 1.3 if person.age >= 65 else 0.8)
    return draw.among(
        {"autonomous": 0.7, "with_help": 0.17 * frail, "unable": 0.07 * frail, "no_equipment": 0.04 * frail}
    )


def _mobility(draw: _Draw, person: _Person, iris: _Iris) -> str:
    carless = min(0.7, iris.profile["part_sans_voiture"] / 100 * (1.6 if person.poor else 0.9))
    if not draw.happens(carless):
        return "car"
    chances = {"public_transport": 0.15 if person.rural else 0.5, "active": 0.25, "lift": 0.35 if person.rural else 0.1}
    return draw.among({**chances, "limited": 0.3 if person.age >= 75 else 0.12})


def _reasons(draw: _Draw, person: _Person, mobility: str, digital: str) -> dict[str, set[str]]:
    """Return the forms of non-take-up and the obstacles that somebody in non-take-up names, one at least of each."""
    form = draw.among({"unaware": 0.36, "unclaimed": 0.30, "unreceived": 0.22, "unoffered": 0.12})
    also = {one.code for one in FORMS if draw.happens(0.08)}
    chances = {
        "complexity": 0.45,
        "information": 0.40,
        "digital": 0.55 if digital != "autonomous" else 0.10,
        "mobility": 0.45 if mobility != "car" else 0.06,
        "distance": 0.35 if person.rural else 0.06,
        "opening_hours": 0.30 if person.situation == "employed" else 0.10,
        "stigma": 0.18,
        "refusal": 0.14,
        "waiting": 0.20,
        "contact": 0.16,
        "control": 0.12,
        "principle": 0.07,
        "health": 0.20 if person.situation == "disabled" or person.age >= 75 else 0.04,
        "language": 0.05,
        "other": 0.03,
    }
    named = {one.code for one in OBSTACLES if one.code in chances and draw.happens(chances[one.code])}
    return {"forms": {form} | also, "obstacles": named or {"complexity"}}
