"""What the barometer tells: each question of its results, with its answers and the words that go with them."""

from dataclasses import dataclass

from data.importers.barometer.choices import BENEFITS, FORMS, OBSTACLES
from data.importers.barometer.living import FIRST_CONTACTS
from indicators.publics import PUBLICS

EVERYBODY, EVERY_BENEFIT = "tous", "tous"

PUBLIC_LABELS = {EVERYBODY: "Toute la population"} | {one.key: one.label for one in PUBLICS}
BENEFIT_LABELS = {EVERY_BENEFIT: "Tous les droits"} | {one.code: one.label for one in BENEFITS}
FORM_LABELS = {one.code: one.label for one in FORMS}
OBSTACLE_LABELS = {one.code: one.label for one in OBSTACLES if one.code != "none"}
CONTACT_LABELS = {one.code: one.label for one in FIRST_CONTACTS}


@dataclass(frozen=True)
class Wording:
    """A question as it is put, and how its answers are read."""

    label: str
    question: str
    reading: str


WORDINGS = (
    Wording(
        "Non-recours, droit par droit",
        "Pour chaque prestation : la recevez-vous, pensez-vous y avoir droit sans la recevoir, n’êtes-vous pas "
        "concerné, ou ne savez-vous pas ?",
        "Est en non-recours qui pense avoir droit à au moins une prestation et ne la reçoit pas. C’est une "
        "déclaration : elle manque les personnes qui ignorent leur droit. Le taux d’une prestation se lit parmi "
        "celles et ceux qui la reçoivent ou pensent y avoir droit.",
    ),
    Wording(
        "Forme du non-recours",
        "À ceux qui sont en non-recours, plusieurs réponses possibles : le droit n’était pas connu, pas demandé, "
        "demandé mais pas reçu, ou personne ne l’a proposé ?",
        "Les quatre formes de l’Odenore ; leur somme dépasse 100 % car plusieurs réponses sont possibles.",
    ),
    Wording(
        "Obstacles",
        "À ceux qui sont en non-recours, plusieurs réponses possibles : qu’est-ce qui vous a arrêté ?",
        "Part des personnes en non-recours qui citent l’obstacle ; la somme dépasse 100 %.",
    ),
    Wording(
        "Premier contact",
        "À tous, une réponse : à qui vous adressez-vous en premier pour une démarche sociale ?",
        "Part de tous les répondants.",
    ),
)
