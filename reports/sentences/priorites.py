"""What the page Priorités answers: where to go first, and how far that holds for each area."""

from collections.abc import Sequence

from data.formats import capital, enumerate_words, number, plural, typography
from data.nouns import after_de
from reports.sentences.priorites_words import NOUNS, PHRASES, Noun, chance, grouped, listed, ordinal, top


def answer(
    *,
    level: str,
    public: str,
    count: int,
    ranked: int,
    sure: Sequence[str],
    debatable: Sequence[str],
) -> str:
    """Answer the page's question: who is among the first whatever the choices, and who only by some.

    Parameters
    ----------
    level, public : str
    count : int
        How many first ones are looked for.
    ranked : int
        Areas that are ranked.
    sure, debatable : sequence of str
        Names of the areas in at least nine draws of ten, and in one to nine of ten, the likeliest first; for cells,
        the names of their communes.
    """
    noun, phrase = NOUNS[level], PHRASES[public]
    if not ranked:
        return typography(
            f"**{noun.none} ne peut être classé{noun.e}** {phrase} : trop de composantes ne sont pas publiées."
        )
    if ranked <= count:
        only = f"**un{noun.e} seul{noun.e} {noun.one}**" if ranked == 1 else f"**{noun.count(ranked)} seulement**"
        verb = "peut être classé" if ranked == 1 else "peuvent être classé"
        plural_s = "" if ranked == 1 else "s"
        return typography(
            f"{only[:2]}{only[2].upper()}{only[3:]} {verb}{noun.e}{plural_s} {phrase} : il n’y en a pas plus que de "
            "places à donner, et aucun choix à faire."
        )
    if len(sure) + len(debatable) == 0:
        return typography(f"{noun.none} ne se détache {phrase}.")
    first = _firm(sure, noun, level, count)
    doubt = _doubtful(debatable, noun, level, alone=not sure)
    start = first + doubt
    return typography(f"{capital(phrase)}, {start[0].lower() if start[0] != '*' else start[0]}{start[1:]}.")


def _firm(sure: Sequence[str], noun: Noun, level: str, count: int) -> str:
    among = f"parmi {top(noun, level, count)} quels que soient les choix"
    if not sure:
        return f"{noun.none} n’est **{among}**"
    if level == "carreau":
        verb = "est" if len(sure) == 1 else "sont"
        return f"**{noun.count(len(sure))}** {verb} {among} (9 tirages sur 10 au moins), à {grouped(sure)}"
    verb = "est" if len(sure) == 1 else "sont"
    return f"**{listed(sure)}** {verb} {among} (9 tirages sur 10 au moins)"


def _doubtful(debatable: Sequence[str], noun: Noun, level: str, *, alone: bool) -> str:
    if not debatable:
        return ""
    other = "" if alone else "autre" if len(debatable) == 1 else "autres"
    said = f"{number(len(debatable))} {other}".strip() if other else noun.count(len(debatable))
    verb = "est" if len(debatable) == 1 else "sont"
    tail = ""
    if level != "carreau":
        tail = (
            f", à commencer par {enumerate_words(list(debatable[:3]))}"
            if len(debatable) > 3
            else f" : {listed(debatable)}"
        )
    return f" ; **{said}** {verb} en débat{tail}"


def area(
    name: str,
    *,
    level: str,
    count: int,
    place: float,
    ranked: int,
    low: float,
    high: float,
    probability: float,
    main: Sequence[str],
    depends: tuple[str, int] | None,
    drawn: Sequence[str],
    front: str = "",
) -> str:
    """Say where an area stands, how far that holds, and what it hangs on.

    Parameters
    ----------
    main : sequence of str
        The components that bring it the most points.
    depends : (str, int) or None
        The component without which it moves most, and the places that it then gains (positive) or loses.
    drawn : sequence of str
        Its components that are not published, with their bounds.
    front : str
        Where it is instead of its place with these weights, when areas are on Pareto fronts.
    """
    noun = NOUNS[level]
    where = (
        f"toujours {noun.place(low)}"
        if low == high
        else f"entre la {ordinal(low)} et la {ordinal(high)} place dans 9 tirages sur 10"
    )
    said = [f"**{name}** : {noun.place(place)} sur {number(ranked)} avec ces poids, {where}."]
    if front:
        said = [f"**{name}** : {front} ; avec les moyennes, {where}."]
    seat = chance(probability)
    among = top(noun, level, count)
    if seat in ("toujours", "jamais"):
        said.append(f"{capital(noun.one)} {seat} parmi {among}.")
    else:
        said.append(f"Probabilité d’être parmi {among} : {seat}.")
    if main:
        said.append(f"Son besoin tient d’abord à {enumerate_words([f'« {one} »' for one in main])}.")
    if depends is not None and depends[1]:
        verb = "gagnerait" if depends[1] > 0 else "perdrait"
        said.append(f"Sans « {depends[0]} », ce territoire {verb} {plural(abs(depends[1]), 'place')}.")
    if drawn:
        said.append(f"Non publié, tiré entre ses bornes : {' ; '.join(drawn)}.")
    return typography(" ".join(said))


def line(name: str, *, place: float, ranked: int, low: float, high: float, probability: float) -> str:
    """Say where a commune stands for everybody, with equal weights, on another page than Priorités."""
    noun = NOUNS["commune"]
    where = f"toujours {ordinal(low)}" if low == high else f"de la {ordinal(low)} à la {ordinal(high)} selon les choix"
    return typography(
        f"Besoin **{after_de(name)}**, tous publics confondus : **{ordinal(place)} sur {number(ranked)}** à poids "
        f"égaux, {where} (9 tirages sur 10) ; parmi {top(noun, 'commune', 10)} : {chance(probability)}. Estimation."
    )


def not_ranked(name: str, missing: Sequence[str], share: float) -> str:
    """Say why an area is not ranked."""
    lacks = enumerate_words([f"« {one} »" for one in missing])
    state = "n’y est pas publié et pèse" if len(missing) == 1 else "n’y sont pas publiés et pèsent"
    return typography(f"**{name}** : sans classement, car {lacks} {state} {number(100 * share, 0, '%')} de l’indice.")
