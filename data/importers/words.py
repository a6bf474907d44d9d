"""Texts made comparable: without case, accents, ligatures, or the spaces and apostrophes of each keyboard."""

import re
import unicodedata

_LIGATURES = str.maketrans({"œ": "oe", "Œ": "OE", "æ": "ae", "Æ": "AE", "ß": "ss"})
_SPACES = re.compile(r"\s+")
# Zero-width characters, soft hyphens and byte-order marks: no keyboard shows them, every copy and paste brings them.
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2028-\u202e\u2060\ufeff]")


def visible(text: str) -> str:
    """Return a text as one line: invisible characters dropped, every run of spaces made a single one.

    The narrow no-break space is U+202F, just after the invisible ones.

    Examples
    --------
    >>> visible("  Arras\u00a0\u200b Ouest\\n")
    'Arras Ouest'
    """
    if text.isascii() and text.isalnum():
        return text
    return _SPACES.sub(" ", _INVISIBLE.sub("", text)).strip()


def folded(text: str) -> str:
    """Return a text as lower-case ASCII letters and digits parted by single spaces.

    Examples
    --------
    >>> folded("Sainte-Catherine"), folded("RŒUX"), folded("L’Écluse  d'Arras")
    ('sainte catherine', 'roeux', 'l ecluse d arras')
    """
    plain = unicodedata.normalize("NFKD", text.translate(_LIGATURES))
    ascii_only = "".join(character for character in plain if not unicodedata.combining(character))
    return " ".join(re.findall(r"[a-z0-9]+", ascii_only.casefold()))


def slug(text: str) -> str:
    """Return a text as a name for a dataset: lower case, digits and single hyphens, at most 60 characters.

    Examples
    --------
    >>> slug("ABSE logement – 2024 (v2).xlsx")
    'abse-logement-2024-v2-xlsx'
    """
    return "-".join(folded(text).split())[:60].strip("-")
