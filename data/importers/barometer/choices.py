"""The closed lists of the barometer: each answer's code, its French label, and the words that it is known by."""

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
    Choice("ppa", "Prime d’activité", r"\bppa\b|prime d ?activite"),
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
        r"information|\bsa[ivs]\w* pas (?:ou|a qui|comment|vers qui)|connai\w+ pas|meconnaiss|pas au courant",
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

HOUSEHOLDS = (
    Choice(
        "single_parent",
        "Famille monoparentale",
        r"monoparent|parent (?:isole|solo|seul)|\bseule?\b.*\bavec\b.*\benfants?|(?:mere|pere|femme|homme) seule? avec"
        r"|(?:celibataire|divorcee?|separee?|veu[fv]e?)\b.*\bavec\b.*\benfant",
    ),
    Choice("couple_children", "Couple avec enfant(s)", r"couple\b.*\bavec\b.*\benfants?|parents? en couple"),
    Choice(
        "couple", "Couple sans enfant", r"couple|\bmariee?\b.*sans|\bpacsee?\b.*sans|avec (?:mon|ma|son|sa) conjointe?"
    ),
    Choice(
        "relatives",
        "Chez des parents ou des proches, en colocation",
        r"chez\b|heberg|colocation|avec (?:mes|ses|des) (?:parents|proches|amis)|famille elargie|autres? personnes?",
    ),
    Choice("alone", "Personne seule", r"\bseule?s?\b|isolee?"),
    Choice("other", "Autre ménage", r"^autres?\b|foyer|institution|residence"),
)

SITUATIONS = (
    Choice(
        "jobseeker", "Demandeur d’emploi", r"demandeu|chom(?:age|eu)|sans emploi|recherche|pole emploi|france travail"
    ),
    Choice(
        "student", "En études ou en formation", r"etudian|etudes|lyceen|collegien|apprenti|formation|scolari|alternan"
    ),
    Choice("retired", "Retraité", r"retrait"),
    Choice("disabled", "En invalidité, en situation de handicap", r"invalid|handicap|incapacite|longue maladie"),
    Choice("homemaker", "Au foyer", r"au foyer|conge parental"),
    Choice("other", "Autre situation", r"^autres?\b|inacti|sans (?:activite|profession)"),
    Choice(
        "employed",
        "En emploi",
        r"emploi|salari|travail|activite|\bactifs?\b|\bactive\b|\bcdi\b|\bcdd\b|interim|fonctionn|independant"
        r"|entrepren|artisan|commercant|agricult|profession liberale|temps p(?:lein|artiel)",
    ),
)

FIRST_CONTACTS = (
    Choice("france_services", "France services", r"france services?|maison de services"),
    Choice(
        "social_security",
        "Caf, CPAM, Carsat ou MSA",
        r"\bcaf\b|\bcpam\b|\bcarsat\b|\bmsa\b|securite sociale|assurance maladie|caisse",
    ),
    Choice("employment", "France Travail, mission locale", r"france travail|pole emploi|mission locale|cap emploi"),
    Choice("town_hall", "Mairie, CCAS", r"mairie|\bccas\b|municipa|communa|\bville\b|\belue?s?\b"),
    Choice(
        "department",
        "Département, assistante sociale",
        r"departement|assistante? sociale?|travailleu\w+ socia|maison (?:de la|des) solidarite|\bmds\b|\bmdph\b",
    ),
    Choice("association", "Association, centre social", r"associati|centre social|secours|\bpimms\b|restos|mediat"),
    Choice("health", "Professionnel de santé", r"medecin|sante|pharmaci|infirmi|hopital"),
    Choice("relatives", "Famille, proches", r"famille|proche|amis?\b|voisin|entourage|parents"),
    Choice("internet", "Internet", r"internet|en ligne|\bsite\b|reseaux|moteur|google"),
    Choice("nobody", "Personne", r"^personne\b|aucun|nulle part|^rien"),
    Choice("other", "Autre contact", r"^autres?\b"),
)

MOBILITIES = (
    Choice(
        "limited",
        "Se déplace difficilement",
        r"difficile\w*|ne (?:me |se )?(?:deplac|peu[xt])|aucun (?:moyen|mode|vehicule)|pas (?:de moyen|mobile)",
    ),
    Choice(
        "lift", "Conduit par un proche, covoiturage", r"proche|accompagn|covoitur|conduite? par|famille|taxi|voisin"
    ),
    Choice(
        "public_transport", "Transports en commun", r"commun\b|\bbus\b|\btrain\b|\bter\b|\bcar\b|transports? publics?"
    ),
    Choice("active", "À pied, à vélo", r"\bpied|marche|\bvelo|trottinette"),
    Choice("car", "Voiture, deux-roues", r"voiture|vehicule|automobile|scooter|\bmoto|deux roues|permis"),
    Choice(
        "no_difficulty", "Sans difficulté", r"sans difficulte|aucune difficulte|facile|pas de (?:difficulte|probleme)"
    ),
)

DIGITAL = (
    Choice(
        "no_equipment",
        "Sans équipement ou sans internet",
        r"(?:pas|sans|ni)\b.*\b(?:ordinateur|internet|equipe\w*|connexion|smartphone|acces)|non equipe",
    ),
    Choice(
        "unable",
        "Ne fait pas de démarche en ligne",
        r"\bpas\b|\bnon\b|incapable|impossible|jamais|fait faire|difficile|tres (?:mal|peu) a l aise",
    ),
    Choice("with_help", "Avec de l’aide", r"\baide\b|accompagn|peu\b|parfois|difficulte|moyennement"),
    Choice(
        "autonomous", "Autonome", r"autonom|seule?\b|\ba l aise|facile|sans (?:aide|probleme)|tres bien|^oui$|\bbien\b"
    ),
)

MODES = (
    Choice("face_to_face", "Face à face", r"face|guichet|entretien|presentiel|porte a porte|domicile|\brue\b|terrain"),
    Choice("telephone", "Téléphone", r"telephon|\btel\b|appel"),
    Choice("online", "En ligne", r"ligne|internet|\bweb\b|mail|numerique|\bqr\b|auto administre en ligne"),
    Choice("paper", "Papier", r"papier|courrier|postal|auto administre"),
)

PUBLICS = (
    Choice("jeunes", "Jeunes de 16 à 25 ans", r"jeune|\b16\b.*\b25\b"),
    Choice("monoparents", "Familles monoparentales", r"monoparent|parent (?:isole|solo|seul)"),
    Choice(
        "rsa_ppa_de",
        "Bénéficiaires du RSA ou de la prime d’activité, demandeurs d’emploi",
        r"\brsa\b|\bppa\b|prime d activite|demandeu|chome?u|sans emploi",
    ),
    Choice("seniors", "Personnes de 65 ans ou plus", r"senior|\b65\b|aines|personnes? agee"),
)

# Bounds of the classes kept of an age, in whole years; they part the publics and Insee's 65 and 75.
AGE_CLASSES = {
    "under_16": (0, 15),
    "16_25": (16, 25),
    "26_39": (26, 39),
    "40_54": (40, 54),
    "55_64": (55, 64),
    "65_74": (65, 74),
    "75_plus": (75, 120),
}
AGE_LABELS = {
    "under_16": "Moins de 16 ans",
    "16_25": "16 à 25 ans",
    "26_39": "26 à 39 ans",
    "40_54": "40 à 54 ans",
    "55_64": "55 à 64 ans",
    "65_74": "65 à 74 ans",
    "75_plus": "75 ans et plus",
}
