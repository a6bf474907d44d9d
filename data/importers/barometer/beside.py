"""What an import would change among the waves in use: which it takes the place of, and which stay beside it."""

from dataclasses import dataclass

from data import confidential
from data.formats import enumerate_words
from data.importers.barometer.entries import AGGREGATED, RESPONDENTS
from data.importers.outcome import Import


@dataclass(frozen=True)
class Beside:
    """The waves of an import among those in use.

    Attributes
    ----------
    replaced : tuple of (str, str)
        Waves in use that it takes the place of, and the title of the import that they come from.
    others : tuple of str
        Waves that stay in use.
    unread : tuple of str
        Its waves that will not be read: they are already counted, and the rows of the same wave are in use.
    covered : tuple of str
        Waves in use already counted that its rows win over.
    mixed : bool
        Real and invented answers would be in use together.
    """

    replaced: tuple[tuple[str, str], ...]
    others: tuple[str, ...]
    unread: tuple[str, ...]
    covered: tuple[str, ...]
    mixed: bool


def of(made: Import) -> Beside:
    """Compare an import that is not written with the waves in use."""
    found = {name: confidential.origins(name) for name in (RESPONDENTS, AGGREGATED)}
    name, own = _waves(made)
    here = found.get(name, {})
    there = found[AGGREGATED if name == RESPONDENTS else RESPONDENTS]
    stay = [entry for table in found for wave, entry in found[table].items() if table != name or wave not in own]
    invented = {entry.quality == "fictif" for entry in (*stay, *made.entries.values())}
    both = tuple(wave for wave in own if wave in there)
    return Beside(
        replaced=tuple((wave, here[wave].title) for wave in own if wave in here),
        others=tuple(sorted({wave for table in found.values() for wave in table} - set(own))),
        unread=both if name == AGGREGATED else (),
        covered=both if name == RESPONDENTS else (),
        mixed=len(invented) > 1,
    )


def _waves(made: Import) -> tuple[str, list[str]]:
    """Return the table of an import, and its waves."""
    name = next((one for one in (RESPONDENTS, AGGREGATED) if one in made.tables), RESPONDENTS)
    table = made.tables.get(name)
    return name, [] if table is None else sorted({str(wave) for wave in table["wave"]})


def sentences(made: Import) -> list[str]:
    """Say what an import changes among the waves in use; nothing where it is the first and has a name."""
    found = of(made)
    said = []
    if "" in _waves(made)[1]:
        said.append("La vague n’a pas de nom : donnez-lui le sien (par exemple 2026) pour la comparer à une autre.")
    if found.replaced:
        titles = enumerate_words([f"« {title} »" for title in dict.fromkeys(title for _, title in found.replaced)])
        said.append(
            f"Cet import prend la place de {named([wave for wave, _ in found.replaced])}, de {titles}. La version "
            "précédente pourra être reprise."
        )
    if found.others:
        stays = "restent" if len(found.others) > 1 else "reste"
        said.append(
            f"{named(found.others, start=True)} {stays} en usage : la page Baromètre offre toutes les vagues et les "
            "compare deux à deux. Chacune s’efface à sa date."
        )
    if found.unread:
        said.append(
            f"Les réponses de {named(found.unread)} sont déjà là, une ligne par répondant : ces effectifs ne seront "
            "pas lus tant que ces lignes ne sont pas oubliées."
        )
    if found.covered:
        said.append(f"Ces lignes seront lues à la place des effectifs déjà comptés de {named(found.covered)}.")
    if found.mixed:
        said.append(
            "Des réponses inventées et de vraies réponses seront ensemble : toutes les pages et tous les fichiers "
            "porteront la mention EXEMPLE FICTIF, tant que les réponses inventées ne sont pas oubliées."
        )
    return said


def named(waves: tuple[str, ...] | list[str], *, start: bool = False) -> str:
    """Name some waves.

    Examples
    --------
    >>> named(["2024"]), named(["2024", ""], start=True)
    ('la vague 2024', 'Les vagues 2024 et sans nom')
    """
    words = enumerate_words([wave or "sans nom" for wave in waves])
    text = f"les vagues {words}" if len(waves) > 1 else f"la vague {words}"
    return text[0].upper() + text[1:] if start else text
