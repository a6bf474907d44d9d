"""The closed lists on rights: each answer's code, its French label, and the words that it is known by."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from data.importers.words import folded


@dataclass(frozen=True)
class Choice:
    """One answer of a closed list.

    Attributes
    ----------
    code : str
        What is stored.
    label : str
        French words of the template and of the screens.
    words : str
        Pattern searched in the folded text of an answer; the first choice of a list that fits is taken.
    """

    code: str
    label: str
    words: str
    pattern: "re.Pattern[str]" = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Compile the pattern once."""
        object.__setattr__(self, "pattern", re.compile(self.words))


def read(text: str, choices: Sequence[Choice]) -> str | None:
    """Return the code of the choice that a text means, None when none fits.

    A code or a label is itself; then the words are searched in the order of the list.

    Examples
    --------
    >>> read("Je pense y avoir droit mais je ne la touche pas", STATUSES), read("Oui, je la touche", STATUSES)
    ('non_take_up', 'receives')
    >>> read("peut-être", STATUSES) is None
    True
    """
    return _read(folded(text), tuple(choices)) if text.strip() else None


@lru_cache(maxsize=20_000)
def _read(words: str, choices: tuple[Choice, ...]) -> str | None:
    exact = next((one.code for one in choices if words in {folded(one.label), folded(one.code)}), None)
    return exact or next((one.code for one in choices if one.pattern.search(words)), None)


# The benefits that the programme follows, with the keys of the table of national rates.
BENEFITS = (
    Choice("rsa", "RSA", r"\brsa\b|revenu de solidarite"),
    Choice("ppa", "Prime d’activité", r"\bppa\b|prime (?:d ?)?activite"),
    Choice("aspa", "ASPA (minimum vieillesse)", r"\baspa\b|minimum vieillesse|solidarite aux personnes agees"),
    Choice("c2s", "Complémentaire santé solidaire (C2S)", r"\bc2s\b|\bcss\b|complementaire sante|\bcmu|\bacs\b"),
    Choice("aah", "AAH", r"\baah\b|adultes? handicapes?"),
    Choice(
        "aides_logement",
        "Aides au logement (APL, ALF, ALS)",
        r"\bapl\b|\balf\b|\bals\b|aides? (?:au |personnalisees? au )?logement|allocations? (?:de )?logement",
    ),
    Choice("asf", "Allocation de soutien familial (ASF)", r"\basf\b|soutien familial"),
    Choice(
        "assurance_chomage",
        "Assurance chômage",
        r"assurance chomage|allocations? (?:de )?(?:retour a l emploi|chomage)|indemni\w+ (?:de )?chomage|\bare\b"
        r"|^chomage$",
    ),
    Choice("cheque_energie", "Chèque énergie", r"cheques? energie"),
    Choice(
        "aides_locales",
        "Aides locales (commune, CCAS, département)",
        r"aides? (?:locales?|municipales?|communales?|departementales?|facultatives?|extra legales?"
        r"|(?:du|d un) ccas|de (?:la|ma|votre) (?:commune|mairie|ville))",
    ),
)

# What a respondent says of a benefit. Doubt and denial first: « n’y ai pas droit » holds « droit », « ne la
# reçois pas » holds « reçois ».
STATUSES = (
    Choice(
        "does_not_know",
        "Ne sait pas",
        r"\b(?:sais|sait) pas\b(?! (?:comment|ou|a qui|vers qui))|\bnsp\b|\bne se prononce|\bincertain|aucune idee"
        r"|pas (?:sure?|certaine?)\b",
    ),
    Choice(
        "not_concerned",
        "Non concerné",
        r"\b(?:non|pas|peu) concern|sans objet|(?:non|pas) eligible|\bpas (?:y )?(?:avoir )?(?:le )?droit\b",
    ),
    Choice(
        "non_take_up",
        "Pense y avoir droit et ne reçoit pas",
        r"non recours|(?:droit|eligible|beneficier)\b.*\b(?:pas|jamais|sans|rien|non demandee?)\b"
        r"|\b(?:pas|sans)\b.*\bdroit\b|^(?:oui )?(?:je )?(?:pense|crois) (?:y )?avoir droit",
    ),
    Choice(
        "receives",
        "Reçoit",
        r"^oui$|^(?:oui )?(?:(?:je|j en|j) )?(?:(?:la|le|les|l|en) )?(?:ai |a )?"
        r"(?:recois|recoit|recue?s?|touche|touchee?s?|percois|percoit|percue?s?|beneficie|beneficiaire|y suis)\b"
        r"(?!.*\bpas\b)|^deja (?:beneficiaire|recue?|percue?)",
    ),
)

# Odenore's four forms of non-take-up (Warin, 2010; the fourth added in 2013).
FORMS = (
    Choice(
        "unoffered",
        "Non-proposition (personne ne l’a proposée)",
        r"non propos|\b(?:pas|jamais|personne|aucun\w*)\b.*\b(?:propos|orient)",
    ),
    Choice(
        "unaware",
        "Non-connaissance (ne connaissait pas le droit)",
        r"non connaissance|(?:connai\w+|savai\w+|connu) pas|pas (?:connu|informee?|au courant)|jamais entendu|ignor",
    ),
    Choice(
        "unclaimed",
        "Non-demande (n’a pas demandé)",
        r"non demande|\b(?:pas|jamais|rien)\b (?:fait )?(?:de |la )?(?:demand|demarche)|(?:veux|souhait\w+|voulu) pas"
        r"|renonc|abandonn",
    ),
    Choice(
        "unreceived",
        "Non-réception (a demandé et n’a pas reçu)",
        r"non reception|(?:demand|demarche).*\b(?:pas|sans|attente|rejet\w*|refus\w*|en cours|rien)\b"
        r"|(?:rien|pas encore|jamais) recu|(?:ai|a) rien eu",
    ),
)

OBSTACLES = (
    Choice(
        "none", "Aucun obstacle", r"^(?:aucune?|rien|non)\b(?!.*\binformation)|pas de (?:difficulte|frein|obstacle)"
    ),
    Choice(
        "information",
        "Manque d’information",
        r"information|\bsavai\w* pas\b|\bsa[ivs]\w* pas (?:ou|a qui|comment|vers qui|.*\bdroit)|connai\w+ pas"
        r"|meconnaiss|pas au courant",
    ),
    Choice("opening_hours", "Horaires d’ouverture", r"horaire|heures d ouverture|\bferme|pas ouvert"),
    Choice("distance", "Distance", r"distance|eloign|\bloin\b"),
    Choice("mobility", "Mobilité, transport", r"mobilite|deplac|transport|vehicule|voiture|\bpermis\b|\bbus\b"),
    Choice(
        "digital", "Numérique", r"numerique|internet|en ligne|ordinateur|informatique|dematerialis|\bsite\b|\bweb\b"
    ),
    Choice(
        "stigma",
        "Crainte du jugement, honte",
        r"honte|regard|stigm|\bgene\b|\bjuge|assiste|fierte|\bpudeur",
    ),
    Choice("refusal", "Refus ou échec déjà subi", r"refus|rejet|deja (?:essaye|demande)|echec"),
    Choice("waiting", "Délais, attente", r"delai|attente|trop long|lenteur"),
    Choice("language", "Langue, lecture ou écriture", r"\blangue|francais|\blire\b|\becrire\b|lecture|illettr"),
    Choice("health", "Santé, handicap", r"\bsante\b|handicap|maladie|fatigue"),
    Choice("control", "Crainte d’un contrôle ou d’un remboursement", r"rembours|\bindus?\b|controle|perdre"),
    Choice(
        "contact",
        "Pas d’interlocuteur",
        r"interlocut|joindre|rendez vous|personne (?:a qui|pour)|telephon|accompagn|aide humaine",
    ),
    Choice("principle", "Ne veut pas d’aide", r"principe|pas besoin|(?:veux|souhait\w+) pas|choix"),
    Choice(
        "complexity",
        "Complexité des démarches",
        r"complex|complique|paperass|papiers|justificatif|dossier|demarches?|administrat|compren",
    ),
    Choice("other", "Autre obstacle", r"^autres?\b"),
)
