"""Names with their article, as French sentences need them: « de la Métropole », « du Grand Reims »."""

import re
from typing import Literal

from pydantic import BaseModel, ConfigDict

from data.formats import capital

Article = Literal["la", "le", "l’", ""]
_VOWEL = re.compile(r"[aeiouyâàéèêëîïôûœh]", re.IGNORECASE)
# « la Communauté … », « l’Agglomération … »; a town followed by « Métropole » is a proper name and takes none.
_ARTICLES: dict[str, Article] = {
    "communauté": "la", "métropole": "la", "ville": "la", "collectivité": "la", "vallée": "la",
    "eurométropole": "l’", "agglomération": "l’", "établissement": "l’", "intercommunalité": "l’",
    "grand": "le", "pays": "le", "syndicat": "le", "territoire": "le", "val": "le", "bassin": "le",
}  # fmt: skip
SHORT = re.compile(
    r"(?:Communauté (?:urbaine|d’agglomération|de communes)|Métropole|Eurométropole|Agglomération)\b", re.IGNORECASE
)


def after_de(name: str) -> str:
    """Write a name after « de », with its elision.

    Examples
    --------
    >>> after_de("Arras"), after_de("Étrun"), after_de("Hénin-sur-Cojeul"), after_de("Thélus")
    ('d’Arras', 'd’Étrun', 'd’Hénin-sur-Cojeul', 'de Thélus')
    """
    return f"d’{name}" if _VOWEL.match(name) else f"de {name}"


def article_of(name: str) -> Article:
    """Return the article that a name takes, by its first word.

    Examples
    --------
    >>> article_of("Communauté de communes du Ternois"), article_of("Rennes Métropole"), article_of("Grand Reims")
    ('la', '', 'le')
    """
    return _ARTICLES.get(name.split(maxsplit=1)[0].lower(), "")


class Noun(BaseModel):
    """A name with its article, as sentences need it.

    Examples
    --------
    >>> lille = Noun(name="Métropole européenne de Lille", article="la")
    >>> lille.the, lille.of, lille.within
    ('la Métropole européenne de Lille', 'de la Métropole européenne de Lille', 'dans la Métropole européenne de Lille')
    >>> Noun(name="Grand Reims", article="le").of, Noun(name="Orléans Métropole", article="").of
    ('du Grand Reims', 'd’Orléans Métropole')
    """

    model_config = ConfigDict(frozen=True)

    name: str
    article: Article

    @property
    def the(self) -> str:
        """« la Métropole », « l’Eurométropole », « Rennes Métropole »."""
        return self.name if not self.article else _joined(self.article, self.name)

    @property
    def of(self) -> str:
        """« de la Métropole », « du Grand Reims », « d’Orléans Métropole »."""
        if self.article == "le":
            return f"du {self.name}"
        return f"de {self.the}" if self.article else after_de(self.name)

    @property
    def within(self) -> str:
        """« dans la Métropole »."""
        return f"dans {self.the}"

    @property
    def starting(self) -> str:
        """The name with its article, at the start of a sentence: « La Métropole »."""
        return capital(self.the)


def _joined(article: str, name: str) -> str:
    return f"{article}{name}" if article.endswith("’") else f"{article} {name}"
