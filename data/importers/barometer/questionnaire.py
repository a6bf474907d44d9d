"""The questions of the barometer: what each column of a file may hold, and how its header may be worded."""

import re
from dataclasses import dataclass
from typing import Literal

from data.importers.barometer import choices, living
from data.importers.barometer.choices import BENEFITS, Choice
from data.importers.barometer.living import PUBLICS

# Written in every profile: a profile of an older list of questions says so when it is replayed.
VERSION = 2

Kind = Literal[
    "area", "age", "choice", "multiple", "mentions", "flag", "weight", "wave", "day", "children", "marker", "count"
]


@dataclass(frozen=True)
class Field:
    """One thing that is asked, or that the file says of a respondent.

    Attributes
    ----------
    key : str
        Name in mappings; of the stored column too, for those that are stored as such.
    label : str
        French name, and header in the template.
    kind : str
        How its cells are read: "area" (a place), "age", "choice" (one of `choices`), "multiple" (several of
        them), "mentions" (the benefits that a question lists), "flag" (yes or no), "weight", "wave", "day"
        (date of the answer), "children" (a number of them), "marker" (mark of an example line), "count" (of
        aggregated files).
    words : str
        Pattern searched in the folded header.
    choices : tuple of Choice
    several : bool
        Several columns may hold it.
    help : str
        What to write, for the template's dictionary.
    """

    key: str
    label: str
    kind: Kind
    words: str
    choices: tuple[Choice, ...] = ()
    several: bool = False
    help: str = ""

    @property
    def labels(self) -> dict[str, str]:
        """Code of each choice and its French label."""
        return {one.code: one.label for one in self.choices}


_AREAS = (
    Field(
        "commune",
        "Commune",
        "area",
        r"\bcommunes?\b|\bvilles?\b|\binsee\b|\bcodgeo\b|\bdepcom\b|ou (?:habite|reside|vive)|lieu de (?:residence|vie)"
        r"|residez|habitez|^residence$",
        help="Nom ou code Insee (5 caractères) de la commune de résidence.",
    ),
    Field(
        "postcode",
        "Code postal",
        "area",
        r"\bcode postal\b|\bcp\b|\bpostal\b",
        help="Ne suffit pas quand il sert plusieurs communes.",
    ),
    Field("iris", "IRIS", "area", r"\biris\b", help="Code à 9 chiffres ; vide s’il n’est pas connu."),
    Field(
        "qpv",
        "Quartier prioritaire",
        "area",
        r"\bqpv\b|quartiers? prioritaires?",
        help="Code ou nom du quartier prioritaire de résidence ; vide hors de ces quartiers.",
    ),
    Field("quartier", "Quartier", "area", r"\bquartiers?\b", help="Nom d’un quartier prioritaire ou d’un IRIS."),
)

_PERSON = (
    Field(
        "age",
        "Âge",
        "age",
        r"\bage\b|\bages\b|annee de naissance|tranche d ?age|classe d ?age|ne\(?e?\)? en\b",
        help="En années (43) ou en classe (16-25 ans, 65 ans et plus). Seule la classe est gardée.",
    ),
    Field(
        "household",
        "Type de ménage",
        "choice",
        r"menage|situation familiale|composition (?:du|de votre|de la|familiale)|type de (?:foyer|famille)"
        r"|(?:vivez|vis) (?:vous|actuellement|seul)|vous vivez|votre foyer",
        living.HOUSEHOLDS,
    ),
    Field(
        "children",
        "Enfants au foyer",
        "children",
        r"(?:nombre|nb|combien).*enfants?|^enfants?\b|enfants? (?:a charge|au foyer)",
        help="Sert à reconnaître les familles monoparentales ; n’est pas gardé.",
    ),
    Field(
        "partner",
        "Vit en couple",
        "flag",
        r"(?:vit|vivez|vie|etes) (?:vous )?en couple|^(?:en )?couple$|conjointe?",
        help="Sert à reconnaître les familles monoparentales ; n’est pas gardé.",
    ),
    Field(
        "tenure",
        "Logement",
        "choice",
        r"statut d ?occupation|occupation (?:du|de votre) logement|propriet\w*|locataires?\b|\bhlm\b"
        r"|vous (?:logez|etes loge)|^(?:votre )?logement$|votre logement (?:est|actuel)",
        living.TENURES,
        help="Facultatif. Sert au calage sur le recensement : locataire HLM, ou non.",
    ),
    Field(
        "situation",
        "Situation",
        "choice",
        r"situation (?:professionnelle|actuelle|d activite|d emploi|face a l emploi)|^situation$|votre situation\b"
        r"|activite (?:professionnelle|principale)|profession|\bcsp\b|statut (?:d emploi|professionnel)|occupation",
        living.SITUATIONS,
    ),
    Field("publics", "Publics", "multiple", r"\bpublics?\b", PUBLICS, several=True),
    *(
        Field(
            one.code,
            f"Public : {one.label}",
            "flag",
            one.words,
            several=False,
            help="oui ou non ; laissez vide pour que l’Atlas le déduise.",
        )
        for one in PUBLICS
    ),
)

_RIGHTS = (
    *(Field(f"benefit_{one.code}", one.label, "choice", one.words, choices.STATUSES, several=True) for one in BENEFITS),
    Field(
        "benefits_received",
        "Prestations reçues",
        "mentions",
        # « Une aide que vous ne percevez pas » is of those that are missed.
        r"(?<!\bne )(?<!\bn en )(?<!\bn y )(?<!\bnon )(?<!\bpas )(?<!\bjamais )"
        r"\b(?:recevez|percevez|touchez|beneficiez|recois|percois|touche|recues|percues|beneficie|recoit|percoit)",
        BENEFITS,
        several=True,
    ),
    Field(
        "benefits_missed",
        "Prestations auxquelles pense avoir droit sans les recevoir",
        "mentions",
        r"droit.*(?:sans|pas|jamais)|(?:sans|pas).*droit|non recours|non demandees|non recues"
        r"|(?:pourr(?:iez|ais|ait)|pouvoir|pouvez) .*(?:recevoir|percevoir|toucher|beneficier|obtenir|demander)"
        r"|sans (?:la |les |l )?(?:demander|avoir demande|recevoir|percevoir|toucher)",
        BENEFITS,
        several=True,
    ),
    Field(
        "non_take_up",
        "En non-recours",
        "flag",
        r"non recours|(?:pense|croye|estime)\w* (?:vous )?(?:avoir|pouvoir).*(?:droit|beneficier)",
        help="oui ou non ; déduit des prestations si la colonne manque.",
    ),
    Field(
        "forms",
        "Forme du non-recours",
        "multiple",
        r"formes? (?:de|du) non recours|type (?:de|du) non recours|typologie|odenore|^formes?$",
        choices.FORMS,
        several=True,
    ),
    Field(
        "obstacles",
        "Obstacle",
        "multiple",
        r"obstacle|\bfreins?\b|difficultes?|raisons?\b|pourquoi|empech|\bobst",
        choices.OBSTACLES,
        several=True,
    ),
    Field(
        "first_contact",
        "Premier contact",
        "choice",
        r"premiere?s? (?:contact|interlocut|reflexe|lieu|demarche|recours)|(?:a|vers) qui.*(?:adress|tourn)|en premier"
        r"|interlocuteur|point de contact",
        living.FIRST_CONTACTS,
    ),
)

_LIFE = (
    Field("mobility", "Mobilité", "choice", r"mobilite|deplac|transport|locomotion", living.MOBILITIES, several=False),
    Field(
        "digital",
        "Numérique",
        "choice",
        r"numerique|internet|en ligne|ordinateur|informatique|digital",
        living.DIGITAL,
    ),
)

_SURVEY = (
    Field(
        "mode",
        "Mode d’enquête",
        "choice",
        r"mode (?:de |d )?(?:passation|enquete|recueil|administration|collecte)|passation|^mode$|\bcanal\b",
        living.MODES,
    ),
    Field(
        "weight",
        "Poids",
        "weight",
        r"\bpoids\b|ponderation|\bweight\b|\bcoef\w*",
        help="Nombre positif ; 1 pour tous si la colonne manque.",
    ),
    Field("wave", "Vague", "wave", r"\bvague\b|\bedition\b|millesime|campagne|\bwave\b", help="Par exemple 2024."),
    Field(
        "day",
        "Date de réponse",
        "day",
        r"date (?:de |d |du |de la |de l )?(?:saisie|reponse|enquete|passation|soumission|questionnaire)"
        r"|date de la derniere action|submitdate|horodat|timestamp|^date$|datestamp",
        help="Donne l’âge à partir de l’année de naissance et l’année de la vague ; n’est pas gardée.",
    ),
    Field("marker", "Repère", "marker", r"^repere$", help="À laisser vide."),
)

# The measures of a file that is already aggregated: numbers of respondents.
_COUNTS = (
    Field(
        "respondents",
        "Répondants",
        "count",
        r"\b(?:repondant\w*|repondu|enquetees?|interrogee?s?|effectif total|base|total des reponses)\b",
        several=True,
    ),
    Field(
        "missed",
        "En non-recours",
        "count",
        r"non recours|non recourant\w*|sans (?:la |le |les )?recevoir",
        several=True,
    ),
    Field(
        "received", "Reçoivent", "count", r"\b(?:recoivent|recoit|percoivent|touchent|beneficiaires?)\b", several=True
    ),
    Field("not_concerned", "Non concernés", "count", r"non concern", several=True),
    Field("unknowing", "Ne savent pas", "count", r"ne (?:savent|sait|sais) pas|\bnsp\b", several=True),
    Field("public", "Public", "choice", r"\bpublics?\b", PUBLICS),
    Field("benefit", "Prestation", "choice", r"\bprestations?\b|\baides?\b|\bdroits?\b", BENEFITS),
)

AREAS = _AREAS
FIELDS: dict[str, Field] = {one.key: one for one in (*_AREAS, *_PERSON, *_RIGHTS, *_LIFE, *_SURVEY)}
AGGREGATES: dict[str, Field] = {
    one.key: one
    for one in (
        *(one for one in _AREAS if one.key != "postcode"),
        *_COUNTS,
        next(one for one in _SURVEY if one.key == "wave"),
        next(one for one in _SURVEY if one.key == "marker"),
    )
}

_PATTERNS = {one.words: re.compile(one.words) for one in (*FIELDS.values(), *AGGREGATES.values())}


def names(field: Field, header: str) -> bool:
    """Tell whether a folded header is worded as a question on this field."""
    return _PATTERNS[field.words].search(header) is not None
