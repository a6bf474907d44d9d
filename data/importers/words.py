"""Texts made comparable: without case, accents, ligatures, or the spaces and apostrophes of each keyboard."""

import re
import unicodedata
from collections.abc import Iterable

_LIGATURES = {"œ": "oe", "Œ": "OE", "æ": "ae", "Æ": "AE", "ß": "ss"}
_ACCENTS = re.compile("[\u0300-\u034e\u0350-\u036f]")  # all combine; the one left out does not
_WORDS = re.compile("[a-z0-9]+")
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
    return " ".join(_WORDS.findall(_plain(text)))


def _plain(text: str) -> str:
    """Return a text in lower case without accents or ligatures."""
    if text.isascii():
        return text.lower()
    for one, letters in _LIGATURES.items():  # on a long text, several times faster than one table
        text = text.replace(one, letters)
    plain = _ACCENTS.sub("", unicodedata.normalize("NFKD", text))
    if not plain.isascii():
        plain = "".join(character for character in plain if not unicodedata.combining(character))
    return plain.casefold()


# No text has it, and no character combines with it: it parts the texts that are folded together.
_BETWEEN = "\x00"
_NOT_WORDS = re.compile("[^a-z0-9\x00]+")


def folded_all(texts: Iterable[str]) -> list[str]:
    """Return `folded` of each text, many times faster for many of them.

    Examples
    --------
    >>> folded_all(["12, Rue Neuve", "", "RŒUX"])
    ['12 rue neuve', '', 'roeux']
    """
    parts = [text.replace(_BETWEEN, " ") for text in texts]
    if not parts:
        return []
    return [words.strip() for words in _NOT_WORDS.sub(" ", _plain(_BETWEEN.join(parts))).split(_BETWEEN)]


def slug(text: str) -> str:
    """Return a text as a name for a dataset: lower case, digits and single hyphens, at most 60 characters.

    Examples
    --------
    >>> slug("ABSE logement – 2024 (v2).xlsx")
    'abse-logement-2024-v2-xlsx'
    """
    return "-".join(folded(text).split())[:60].strip("-")
