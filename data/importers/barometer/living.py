"""The closed lists on a respondent's life: household, tenure, situation, publics, contact, mobility, digital, mode."""

from data.importers.barometer.choices import Choice

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

# « Locataire » alone does not say of whom: it is asked, not guessed.
TENURES = (
    Choice("social", "Locataire HLM", r"\bhlm\b|\bsocial(?:e|aux)?\b|bailleur public|\bopac\b|\boph\b"),
    Choice("owner", "Propriétaire", r"propriet|\baccedante?\b|accession"),
    Choice("private", "Locataire du privé", r"\bprivee?\b|particulier|\bagence\b|\bmeublee?\b"),
    Choice(
        "other",
        "Logé gratuitement, autre",
        r"gratui|\bheberge|^autres?\b|\bfoyer\b|residence|chez\b|sans (?:domicile|logement|abri)|caravane",
    ),
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
