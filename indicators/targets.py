"""What one may want to reach: the places of one kind, or any of those that inform about rights."""

from dataclasses import dataclass

from indicators.errors import UnknownService
from indicators.service_access import SERVICE_KEYS
from indicators.service_places import KINDS


@dataclass(frozen=True)
class Target:
    """What one wants to reach: the places of one kind, or of several.

    Attributes
    ----------
    key, label : str
        In links, and in the menu.
    phrase : str
        The nearest of its kind, as a sentence says it: « la mairie de leur commune ».
    kinds : tuple of str
        Keys of the kinds of places, any of which will do.
    """

    key: str
    label: str
    phrase: str
    kinds: tuple[str, ...]


# A town hall is each inhabitant's own, and is not where these rights are opened.
_RIGHTS = tuple(key for key in SERVICE_KEYS if not KINDS[key].own_commune)
_OFFERED = (*SERVICE_KEYS, "centre_social", "mediatheque")
_PHRASES = {"mairie": "la mairie de leur commune"}

#: What can be chosen, by key, in the order of the menu.
TARGETS: dict[str, Target] = {
    "droits": Target(
        "droits",
        "N’importe quel lieu d’information sur les droits",
        "le lieu d’information sur les droits le plus proche",
        _RIGHTS,
    )
} | {key: Target(key, KINDS[key].label, _PHRASES.get(key, KINDS[key].phrase), (key,)) for key in _OFFERED}


def target(key: str) -> Target:
    """Return the target of a key.

    Raises
    ------
    UnknownService
    """
    if key not in TARGETS:
        raise UnknownService(key)
    return TARGETS[key]
