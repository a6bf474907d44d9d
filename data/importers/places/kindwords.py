"""What kind of place a text means: the words of the register, or the name of the place."""

import re

from data.importers.words import folded

# Key to the French words of the template's list, and the role that places of this kind have.
KINDS: dict[str, tuple[str, str]] = {
    "mairie": ("Mairie", "hote"),
    "france_services": ("France services", "service"),
    "ccas": ("CCAS ou CIAS", "service"),
    "centre_social": ("Centre social", "hote"),
    "mediatheque": ("Médiathèque ou bibliothèque", "hote"),
    "salle_communale": ("Salle communale", "hote"),
    "maison_services": ("Maison de services", "hote"),
    "caf": ("Caf", "service"),
    "carsat": ("Carsat", "service"),
    "france_travail": ("France Travail", "service"),
    "emploi": ("Maison de l’emploi ou mission locale", "service"),
    "finances_publiques": ("Finances publiques", "service"),
}
ROLES = {"service": "Service", "hote": "Lieu d’accueil"}

# A house of public services is what became a France services: two records of one are not two places.
_SAME = {"maison_services": "france_services"}

# In order: what says more of the place first (a France services in a town hall is a France services).
_NAMES: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (kind, re.compile(rf"\b(?:{words})\b"))
    for kind, words in (
        ("france_services", "france services?"),
        ("maison_services", "maisons? de services?|msap|pimms|point d accueil"),
        ("caf", "caf|caisse d allocations familiales"),
        ("carsat", "carsat|assurance retraite"),
        ("france_travail", "france travail|pole emploi"),
        ("finances_publiques", "finances publiques|dgfip|ddfip|tresorerie|centre des impots"),
        ("ccas", "ccas|cias|centre (?:inter)?communal d action sociale"),
        ("emploi", "maison de l emploi|mission locale|plie"),
        ("centre_social", "centre social|centre socioculturel|espace de vie sociale|maison de quartier"),
        ("mediatheque", "mediatheques?|bibliotheques?"),
        ("salle_communale", "salle (?:des fetes|communale|polyvalente|municipale)|foyer (?:rural|communal)"
                            "|maison (?:des associations|communale|pour tous)"),
        ("mairie", "mairie|hotel de ville|^commune d|^ville d"),
    )
)  # fmt: skip
_WORDS = {folded(label): kind for kind, (label, _) in KINDS.items()} | {folded(key): key for key in KINDS}
_ROLE_WORDS = {folded(label): role for role, label in ROLES.items()} | {folded(key): key for key in ROLES} | {
    "hote": "hote", "lieu hote": "hote", "accueil": "hote", "lieu d accueil possible": "hote", "services": "service",
}  # fmt: skip


def kind_of(text: str) -> str:
    """Return the kind that a text names, "" when it names none.

    Examples
    --------
    >>> kind_of("Médiathèque Municipale"), kind_of("Caf@Arras"), kind_of("Commune d’Arras"), kind_of("La Fabbaye")
    ('mediatheque', 'caf', 'mairie', '')
    """
    words = folded(text)
    if words in _WORDS:
        return _WORDS[words]
    return next((kind for kind, pattern in _NAMES if pattern.search(words)), "")


def role_of(text: str) -> str:
    """Return the role that a text names, "" when it names none."""
    return _ROLE_WORDS.get(folded(text), "")


def alike(one: str, other: str) -> bool:
    """Tell whether two kinds may be of one place; a kind that is not known may be any."""
    return not one or not other or _SAME.get(one, one) == _SAME.get(other, other)
