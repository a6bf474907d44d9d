"""The barometer's publics and benefits as French sentences need them: articles, pronouns, agreements."""

from dataclasses import dataclass

from indicators.barometer.topics import EVERYBODY


@dataclass(frozen=True)
class Right:
    """A benefit in a sentence.

    Attributes
    ----------
    the : str
        With its article: « la prime d’activité ».
    pronoun : str
        « le », « la » or « les ».
    """

    the: str
    pronoun: str


RIGHTS = {
    "rsa": Right("le RSA", "le"),
    "ppa": Right("la prime d’activité", "la"),
    "aspa": Right("l’ASPA (minimum vieillesse)", "la"),
    "c2s": Right("la complémentaire santé solidaire", "la"),
    "aah": Right("l’AAH", "la"),
    "aides_logement": Right("les aides au logement", "les"),
    "asf": Right("l’allocation de soutien familial", "la"),
    "assurance_chomage": Right("l’assurance chômage", "la"),
    "cheque_energie": Right("le chèque énergie", "le"),
    "aides_locales": Right("les aides locales", "les"),
}

_PEOPLE = {
    "jeunes": "les jeunes de 16 à 25 ans",
    "monoparents": "les personnes de familles monoparentales",
    "rsa_ppa_de": "les bénéficiaires du RSA ou de la prime d’activité et les demandeurs d’emploi",
    "seniors": "les personnes de 65 ans ou plus",
}
_OBSTACLES = {
    "information": "le manque d’information",
    "opening_hours": "les horaires d’ouverture",
    "distance": "la distance",
    "mobility": "la mobilité ou le transport",
    "digital": "le numérique",
    "stigma": "la crainte du jugement ou la honte",
    "refusal": "un refus ou un échec déjà subi",
    "waiting": "les délais ou l’attente",
    "language": "la langue, la lecture ou l’écriture",
    "health": "la santé ou le handicap",
    "control": "la crainte d’un contrôle ou d’un remboursement",
    "contact": "l’absence d’interlocuteur",
    "principle": "le refus d’être aidé",
    "complexity": "la complexité des démarches",
    "other": "un autre obstacle",
}
_FORMS = {
    "unoffered": "que personne ne leur a proposé le droit",
    "unaware": "qu’elles ne connaissaient pas le droit",
    "unclaimed": "qu’elles ne l’ont pas demandé",
    "unreceived": "qu’elles l’ont demandé sans le recevoir",
}
_CONTACTS = {
    "france_services": "France services",
    "social_security": "la Caf, la CPAM, la Carsat ou la MSA",
    "employment": "France Travail ou la mission locale",
    "town_hall": "la mairie ou le CCAS",
    "department": "le Département ou une assistante sociale",
    "association": "une association ou un centre social",
    "health": "un professionnel de santé",
    "relatives": "la famille ou les proches",
    "internet": "internet",
    "nobody": "personne",
    "other": "un autre contact",
}


def people(public: str, *, weighted: bool) -> str:
    """Return whose share it is, with its article: the residents, or the respondents where nothing is weighed."""
    if public == EVERYBODY:
        return "les habitants de 16 ans ou plus" if weighted else "les répondants"
    return _PEOPLE[public]


def of(phrase: str) -> str:
    """Return a phrase that begins with « les » after « de ».

    Examples
    --------
    >>> of("les seniors"), of("la distance"), of("le numérique"), of("l’AAH")
    ('des seniors', 'de la distance', 'du numérique', 'de l’AAH')
    """
    for article, contracted in (("les ", "des "), ("le ", "du ")):
        if phrase.startswith(article):
            return contracted + phrase.removeprefix(article)
    return f"de {phrase}"


def obstacle(key: str) -> str:
    """Return an obstacle with its article."""
    return _OBSTACLES[key]


def form(key: str) -> str:
    """Return a form of non-take-up as what people (« elles ») say: « qu’elles ne l’ont pas demandé »."""
    return _FORMS[key]


def contact(key: str) -> str:
    """Return a contact as it follows « s’adressent d’abord à » without the preposition."""
    return _CONTACTS[key]
