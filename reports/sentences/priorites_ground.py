"""What the page Priorités says of the ground: whether needs lie together, and what is in each neighbourhood."""

import math
from collections.abc import Sequence

from data.formats import about, capital, enumerate_words, number, typography
from geo.clusters import Moran
from indicators.needs.structure import InZone
from reports.sentences.priorites_words import NOUNS, PHRASES, grouped, listed


def clustered(of: Moran, hot: Sequence[str], cold: Sequence[str], *, level: str) -> str:
    """Say whether needs lie together, and where.

    Parameters
    ----------
    hot, cold : sequence of str
        Names of the areas of great and of little need, among their likes, after the control of false alarms; for
        cells, the names of their communes.
    """
    noun = NOUNS[level]
    figures = f"(indice de Moran {number(of.statistic, 2)}, p {_p(of.p)})"
    if of.p > 0.05:
        said = f"Rien ne montre que les besoins se regroupent sur le territoire {figures}."
    elif of.statistic > of.expected:
        said = (
            f"**Les besoins se regroupent** {figures} : {noun.a} de fort besoin a plus souvent qu’au hasard des "
            "voisins de fort besoin."
        )
    else:
        said = f"**Les besoins alternent** {figures} : {noun.a} de fort besoin a plutôt des voisins de faible besoin."
    for names, kind in ((hot, "de fort besoin"), (cold, "de faible besoin")):
        if names:
            shown = grouped(names) if level == "carreau" else listed(names)
            start = f"{noun.count(len(names))} {kind} entouré{noun.e}{'s' if len(names) > 1 else ''} de semblables"
            said += f" {start} : {shown}."
    if not hot and not cold:
        said += f" {noun.none} ne forme avec ses voisins un foyer que le hasard n’expliquerait pas."
    return typography(said)


def _p(value: float) -> str:
    return f"= {number(value, 3)}" if value >= 0.001 else f"< {number(0.001, 3)}"


def neighbourhoods(found: Sequence[InZone], *, public: str, unit: str, out_of: str = "sur 100") -> str:
    """Say in which priority neighbourhood the need is estimated greatest.

    Parameters
    ----------
    out_of : str
        What the index is to be read against.
    """
    there = [one for one in found if not math.isnan(one.index)]
    if not there:
        return typography("Aucun quartier prioritaire ne peut être estimé : trop d’IRIS sont sans indice.")
    first = there[0]
    place = f"le niveau du {NOUNS['iris'].place(first.above + 1)} IRIS" if first.above else "plus que tout IRIS"
    lost = [one.name for one in found if one.misplaced]
    said = (
        f"{capital(PHRASES[public])}, le besoin estimé est le plus fort dans le quartier "
        f"**{first.name}** : indice {number(first.index)} {out_of}, {place}, et {about(first.people, unit)}."
    )
    if lost:
        said += (
            f" {enumerate_words(lost)} : pas d’estimation, car le contour approché ne contient pas les habitants "
            f"publiés de ce{'s' if len(lost) > 1 else ''} quartier{'s' if len(lost) > 1 else ''}."
        )
    return typography(said)
