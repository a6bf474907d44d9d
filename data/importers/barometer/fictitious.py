"""An invented barometer, drawn with a fixed seed from the real profile of the IRIS: to try the screens with.

Who is asked follows the census (ages, households, unemployment, cars, digital index of each IRIS); what they
answer follows published rates where there are some, and is otherwise invented. Nobody answered any of it.
"""

from collections.abc import Sequence

from data.importers.barometer import form, living
from data.importers.barometer.apply import FICTITIOUS
from data.importers.barometer.choices import BENEFITS, FORMS, OBSTACLES, STATUSES, Choice
from data.importers.barometer.people import Draw, Iris, Person, drawn, plain, profiles, shared_out, sum_by

SEED = 1
# Homes are drawn apart: what was already drawn of everybody stays as it was.
HOMES_SEED = 2
WAVE = "2024"
TITLE = f"{FICTITIOUS} – Baromètre du non-recours"

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


def example() -> bytes:
    """Return the invented barometer as a filled template: about 1 200 respondents, always the same bytes."""
    notes = (
        "Données inventées, tirées au sort avec une graine fixe d’après le profil des IRIS au recensement : "
        "elles ne décrivent personne et ne disent rien du non-recours réel.",
    )
    return form.workbook(lines(), TITLE, notes)


def lines() -> list[dict[str, str]]:
    """Return the invented respondents: header of the template to text."""
    draw, homes = Draw(SEED), Draw(HOMES_SEED)
    iris = profiles()
    asked = shared_out(iris)
    communes = sum_by(iris, [one.adults for one in iris])
    counts = sum_by(iris, [float(number) for number in asked])
    names = dict(zip(*plain("communes", ["code", "name"]), strict=True))
    sizes = sum_by(iris, [one.profile["population"] for one in iris])
    total = sum(communes.values())
    found = []
    for one, number in zip(iris, asked, strict=True):
        weight = communes[one.commune] / total * sum(asked) / counts[one.commune]
        for _ in range(number):
            line = _respondent(draw, homes, one, rural=sizes[one.commune] < 2_500)
            line.update({"Commune": names[one.commune], "Poids": f"{weight:.4f}"})
            found.append(line)
    return found


def _respondent(draw: Draw, homes: Draw, iris: Iris, *, rural: bool) -> dict[str, str]:
    person = drawn(draw, iris, rural)
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
        "household": _label(living.HOUSEHOLDS, person.household),
        "tenure": _label(living.TENURES, _tenure(homes, person, iris)),
        "situation": _label(living.SITUATIONS, person.situation),
        **{f"benefit_{code}": _label(STATUSES, status) for code, status in statuses.items()},
        "first_contact": _label(living.FIRST_CONTACTS, draw.among({key: float(n) for key, n in _CONTACTS.items()})),
        "mobility": _label(living.MOBILITIES, mobility),
        "digital": _label(living.DIGITAL, digital),
        "mode": _label(living.MODES, draw.among({"face_to_face": 55, "telephone": 20, "online": 20, "paper": 5})),
    }
    ticked = _reasons(draw, person, mobility, digital) if missing else {}
    line = {}
    for one in form.COLUMNS:
        if one.part:
            line[one.header] = ("oui" if one.part in ticked[one.field] else "non") if missing else ""
        else:
            line[one.header] = found.get(one.field, "")
    return line


def _label(listed: Sequence[Choice], code: str) -> str:
    return next((one.label for one in listed if one.code == code), "")


def _entitled(person: Person) -> dict[str, float]:
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


def _status(draw: Draw, benefit: str, person: Person) -> str:
    if not draw.happens(_entitled(person)[benefit]):
        return "does_not_know" if draw.happens(0.04) else "not_concerned"
    if not draw.happens(_MISSED[benefit]):
        return "receives"
    if draw.happens(_AWARE):
        return "non_take_up"
    return draw.among({"does_not_know": 0.5, "not_concerned": 0.5})


def _tenure(draw: Draw, person: Person, iris: Iris) -> str:
    """Draw a home: HLM as often as in the IRIS, more often for poor people; the others are invented."""
    social = min(0.95, iris.profile["part_hlm"] / 100 * (1.5 if person.poor else 0.9))
    if draw.happens(social):
        return "social"
    owner = 0.3 if person.poor or person.age < 26 else 0.8 if person.age >= 65 else 0.7
    return draw.among({"owner": owner, "private": 0.95 - owner, "other": 0.05})


def _digital(draw: Draw, person: Person, iris: Iris) -> str:
    frail = iris.profile["fragilite_numerique"] / 100 * (2.2 if person.age >= 75 else 1.3 if person.age >= 65 else 0.8)
    return draw.among(
        {"autonomous": 0.7, "with_help": 0.17 * frail, "unable": 0.07 * frail, "no_equipment": 0.04 * frail}
    )


def _mobility(draw: Draw, person: Person, iris: Iris) -> str:
    carless = min(0.7, iris.profile["part_sans_voiture"] / 100 * (1.6 if person.poor else 0.9))
    if not draw.happens(carless):
        return "car"
    chances = {"public_transport": 0.15 if person.rural else 0.5, "active": 0.25, "lift": 0.35 if person.rural else 0.1}
    return draw.among({**chances, "limited": 0.3 if person.age >= 75 else 0.12})


def _reasons(draw: Draw, person: Person, mobility: str, digital: str) -> dict[str, set[str]]:
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
