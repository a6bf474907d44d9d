"""The areas in use, by every way of writing them."""

from dataclasses import dataclass, field
from typing import Literal

from data.formats import enumerate_words, plural
from data.importers.changes import Changes
from data.importers.remark import Remark
from data.importers.spelling import key

Level = Literal["commune", "iris", "qpv", "quartier", "postcode"]
WORDS: dict[str, str] = {
    "commune": "commune",
    "iris": "IRIS",
    "qpv": "quartier prioritaire",
    "quartier": "quartier",
    "postcode": "code postal",
}


@dataclass(frozen=True)
class Match:
    """What a text was found to mean.

    Attributes
    ----------
    text : str
        As written.
    code : str or None
        The code in use; None when the text is refused.
    level : str
        Level of the code: "commune", "iris" or "qpv".
    repaired : str
        What was understood rather than read; "" when the text is the code or the exact name.
    refused : str
        Why there is no code, and what would be right.
    outside : bool
        The text names a place that is not one of the territory's (or is wider than it): not a mistake.
    ambiguous : bool
        Several areas fit: the text is understood, and says too little.
    """

    text: str
    code: str | None
    level: str
    repaired: str = ""
    refused: str = ""
    outside: bool = False
    ambiguous: bool = False

    def remark(self, line: int | None, column: str) -> Remark | None:
        """Return what there is to say of it; None when nothing was repaired or refused."""
        if self.code is None:
            return Remark("à savoir" if self.outside else "refusé", line, column, self.text, self.refused)
        return Remark("réparé", line, column, self.text, self.repaired) if self.repaired else None


@dataclass(frozen=True)
class Gazetteer:
    """The areas in use, by every way of writing them.

    Attributes
    ----------
    names : dict of str to dict
        Level to code to official name.
    commune_of : dict
        IRIS code to its commune's.
    postcodes : dict
        Postcode to the codes of the communes that it serves.
    sirens : dict
        A commune's SIREN to its code.
    former : dict of str to Changes
        Level to the codes that are no longer in use.
    keys : dict of str to dict
        Level to `spelling.key` of a name to the codes that bear it.
    seen : dict
        What was understood before, by text, level and commune: a file repeats its areas.
    """

    names: dict[str, dict[str, str]]
    commune_of: dict[str, str]
    postcodes: dict[str, tuple[str, ...]]
    sirens: dict[str, str]
    former: dict[str, Changes]
    keys: dict[str, dict[str, tuple[str, ...]]] = field(init=False, default_factory=dict, repr=False)
    seen: dict[tuple[str, str, str | None], Match] = field(init=False, default_factory=dict, repr=False)

    def __post_init__(self) -> None:
        """Index every name."""
        for level, names in self.names.items():
            found: dict[str, list[str]] = {}
            for code, name in names.items():
                found.setdefault(key(name), []).append(code)
            self.keys[level] = {way: tuple(codes) for way, codes in found.items()}

    def named(self, code: str) -> str:
        """Return a code with its name: « Arras (62041) », an IRIS with its commune."""
        for level, names in self.names.items():
            if code in names:
                town = self.names["commune"].get(self.commune_of.get(code, ""), "") if level == "iris" else ""
                return f"{names[code]}{f', {town}' if town and town != names[code] else ''} ({code})"
        return code

    def listed(self, codes: list[str], *, most: int = 4, conjunction: str = "et") -> str:
        """Return several codes with their names, the first ones and how many more."""
        named = [self.named(code) for code in codes[:most]]
        if len(codes) > most:
            named.append(plural(len(codes) - most, "autre"))
        return enumerate_words(named, conjunction)
