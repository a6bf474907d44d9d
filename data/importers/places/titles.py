"""Names and addresses as a person would write them: capitals put back to title case, apostrophes curled."""

import re

from data.importers.words import visible

# Left in capitals: what is spelt out, or read as one word.
ACRONYMS = frozenset({
    "AAH", "ADIL", "AFPA", "ANCT", "APF", "ARS", "ASF", "ASPA", "CAF", "CARM", "CAJ", "CCAS", "CD", "CDAD", "CFA",
    "CIAS", "CIDFF", "CIO", "CMP", "CMS", "CMU", "CNAM", "CNAV", "CNFS", "CPAM", "CPE", "CROUS", "CUA",
    "DDFIP", "DGFIP", "EHPAD", "EPCI", "EPN", "ESAT", "ESCC", "FJT", "FLE", "FSL", "GRETA", "HLM", "JOB",
    "MDADT", "MDS", "MEM", "MDPH", "MECS", "MFR", "MJC", "MJD", "MPT", "MSA", "MSAP", "OPH", "PCB", "PIMMS",
    "PLIE", "PMI", "POSTE", "QPV", "RAM", "RPE", "RSA", "SAMU", "SIAO", "SPF", "SSIAD", "TISF", "UDAF",
    "UFCV", "UNAPEI", "URSSAF",
})  # fmt: skip
_SMALL = frozenset(
    {"de", "du", "des", "la", "le", "les", "et", "en", "sur", "sous", "aux", "au", "à", "lez", "lès", "par"}
)
_WORD = re.compile(r"[^\W_]+")
# As many capitals in a word of a name that is not in capitals are a word in capitals rather than an acronym.
_LONG = 4


def curled(text: str) -> str:
    """Return a text on one line with typographic apostrophes."""
    return visible(text).replace("'", "’")


def titled(name: str) -> str:
    """Return a name in title case where it is in capitals; accents that capitals lost are not made up.

    Examples
    --------
    >>> titled("CENTRE SOCIAL GEORGES BRASSENS"), titled("COMMUNE D'ARRAS"), titled("Médiathèque Michel CROCE")
    ('Centre Social Georges Brassens', 'Commune d’Arras', 'Médiathèque Michel Croce')
    >>> titled("PIMMS de l'Arrageois"), titled("CCAS DE SAINT-NICOLAS")
    ('PIMMS de l’Arrageois', 'CCAS de Saint-Nicolas')
    """
    text = curled(name)
    letters = [one for one in text if one.isalpha()]
    whole = len(letters) >= _LONG and all(not one.islower() for one in letters)

    def changed(match: re.Match[str]) -> str:
        word, start = match.group(), match.start()
        if not word.isupper() or word in ACRONYMS or any(one.isdigit() for one in word):
            return word
        if not whole and len(word) < _LONG:
            return word
        elided = text[match.end() : match.end() + 1] == "’" and len(word) <= 2
        if start and (word.lower() in _SMALL or elided):
            return word.lower()
        return word if len(word) == 1 and not start else word[:1] + word[1:].lower()

    return _WORD.sub(changed, text)
