"""Sentences on the places that have no position: how many there are, what is sent to find them, what came back."""

from collections.abc import Sequence
from urllib.parse import urlsplit

from data.formats import enumerate_words, number, plural, typography

_NAMED = 4


def waiting(names: Sequence[str]) -> str:
    """Say how many places have no position, and what it costs."""
    if not names:
        return typography("Tous les lieux ont une position.")
    listed = enumerate_words([*names[:_NAMED], *([f"{number(len(names) - _NAMED)} de plus"] * (len(names) > _NAMED))])
    verb = "n’a pas" if len(names) == 1 else "n’ont pas"
    out = "il ne compte dans aucun temps" if len(names) == 1 else "ils ne comptent dans aucun temps"
    return typography(
        f"**{plural(len(names), 'lieu', 'lieux')}** {verb} de position ({listed}) : {out} de trajet tant que "
        "la position n’est pas donnée."
    )


def sent(count: int, base_url: str) -> str:
    """Say what a click sends, and to whom."""
    host = urlsplit(base_url).netloc
    whose = "de ce lieu" if count == 1 else f"de ces {number(count)} lieux"
    return typography(
        f"Au clic, l’adresse et le code Insee de la commune {whose} sont envoyés à {host} (IGN, Base Adresse "
        "Nationale). Rien d’autre n’est envoyé, et rien ne l’est avant."
    )


def answered(found: int, asked: int) -> str:
    """Say how many addresses were found."""
    if found == asked:
        return typography(f"{plural(found, 'adresse trouvée', 'adresses trouvées')}, à vérifier avant d’enregistrer.")
    lost = asked - found
    left = "celle-là se place" if lost == 1 else "celles-là se placent"
    return typography(
        f"{plural(found, 'adresse trouvée', 'adresses trouvées')} sur {number(asked)} ; {left} à la main, plus bas."
    )


def understood(label: str, score: float, warning: str) -> str:
    """Say which address the service understood, and how sure it is."""
    doubt = f" ; {warning}" if warning else ""
    return typography(f"comprise « {label} », confiance {number(score, 2)}{doubt}")


def chosen(name: str, lon: float, lat: float, words: str, warning: str) -> str:
    """Say which position is on the point of being given."""
    more = "".join(f" ({part})" for part in (words, warning) if part)
    return typography(f"{name} : longitude {number(lon, 5)}, latitude {number(lat, 5)}{more}.")
