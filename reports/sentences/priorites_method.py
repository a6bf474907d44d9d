"""How the page Priorités names what its index is made with, and says what each choice means."""

import math
from collections.abc import Mapping, Sequence
from typing import Final

from data.formats import enumerate_words, number, plural, typography, uncapital
from indicators.needs.aggregate import AGGREGATIONS, Aggregation
from indicators.needs.method import COMBINATIONS, Method, Weighing
from indicators.needs.normalise import NORMALISATIONS, Normalisation
from indicators.needs.weights import Analysed
from reports.sentences.priorites_words import Noun, ordinal

WEIGHINGS: Final[dict[Weighing, str]] = {
    "points": "Points du comité",
    "egaux": "Poids égaux",
    "paires": "Comparaisons deux à deux",
    "acp": "Analyse en composantes principales",
}
# After « avec », and at the head of a column.
WITH: Final[dict[Weighing, str]] = {
    "points": "les poids du comité",
    "egaux": "des poids égaux",
    "paires": "les poids des comparaisons deux à deux",
    "acp": "des poids tirés des données",
}
HEADS: Final[dict[Weighing, str]] = {
    "points": "poids du comité",
    "egaux": "poids égaux",
    "paires": "comparaisons deux à deux",
    "acp": "poids tirés des données",
}
SCALES: Final[dict[Normalisation, str]] = dict(NORMALISATIONS)
WAYS: Final[dict[Aggregation, str]] = {key: AGGREGATIONS[key] for key in COMBINATIONS}
_SCALE_MEANS: Final[dict[Normalisation, str]] = {
    "minmax": "1 pour le territoire où le besoin est le plus faible, 100 où il est le plus fort",
    "z": "100 à la moyenne des territoires, 10 points par écart-type",
    "rank": "le rang de chaque territoire, ramené de 1 à 100",
    "goalposts": "de 1 à 100 entre deux bornes (5 % des territoires au-delà de chacune), plafonné ensuite",
}
_WAY_MEANS: Final[dict[Aggregation, str]] = {
    "arithmetic": "un besoin faible compense un besoin fort",
    "geometric": "des besoins qui se cumulent comptent plus qu’un seul besoin fort",
    "mpi": "un besoin très fort n’est pas compensé par les autres",
    "pareto": "le premier front réunit les territoires qu’aucun autre n’égale ou ne dépasse partout, sans poids ni "
    "mise à l’échelle",
}
_POINTS = (
    "Donnez à chaque composante de 0 (elle ne compte pas) à 10 points. Les tirages font varier les poids autour des "
    "vôtres : la carte montre ce qui tient malgré tout."
)


def weighing(name: Weighing) -> str:
    """Say what a way of weighing means; for the data, see also `analysis`."""
    said = {
        "points": _POINTS,
        "egaux": "Chaque composante compte autant que les autres. Les tirages font varier les poids autour de là.",
        "paires": "Dites pour chaque paire laquelle compte le plus, et combien de fois : les poids en sont déduits. "
        "Les tirages les font varier.",
        "acp": "Les poids sont tirés des données : plus une composante suit une tendance commune aux territoires, "
        "plus elle compte. Les tirages les font varier.",
    }
    return typography(said[name])


def analysis(of: Analysed, names: Sequence[str]) -> str:
    """Say what a principal component analysis explains, what it does not say, and its weights."""
    if not of.factors or math.isnan(of.share):
        return typography("Aucune composante ne varie d’un territoire à l’autre : les poids sont égaux.")
    share = number(100 * of.share, 0, "%")
    kept = (
        f"La tendance retenue explique **{share}** de la variance"
        if of.factors == 1
        else f"Les {plural(of.factors, 'tendance retenue', 'tendances retenues')} expliquent **{share}** de la variance"
    )
    weights = dict(zip(names, of.weights.tolist(), strict=True))
    return typography(
        f"{kept}. Ces poids disent ce qui varie ensemble, pas ce qui importe : c’est au comité d’en juger. "
        f"{weights_line(weights)}"
    )


def weights_line(weights: Mapping[str, float], *, of: str = "Poids") -> str:
    """Write weights, the greatest first: « Poids : sans voiture 60 % et RSA 40 %. », or that all are the same."""
    # Equal weights differ in their last digits, and would not be written the same.
    ordered = sorted(((name, round(weight, 9)) for name, weight in weights.items()), key=lambda one: -one[1])
    if len(ordered) > 1 and ordered[0][1] == ordered[-1][1]:
        share = f"{number(100 * ordered[0][1], 1, '%')}"
        return typography(f"{of} : {share} pour chacune des {number(len(ordered))} composantes.")
    said = enumerate_words([f"{name} {number(100 * weight, 0, '%')}" for name, weight in ordered])
    return typography(f"{of} : {said}.")


def refined(of: Method) -> str:
    """Say what the scale and the way of combining mean, and that the draws go through all of them."""
    way = f"{AGGREGATIONS[of.combine]} : {_WAY_MEANS[of.combine]}."
    scale = "" if of.fronts else f"{NORMALISATIONS[of.scale]} : {_SCALE_MEANS[of.scale]}. "
    drawn = (
        "Ce choix change le rang affiché. La carte et les intervalles ne changent pas : ils viennent des tirages, qui "
        "passent par les quatre mises à l’échelle et les trois moyennes (arithmétique, géométrique, Mazziotta-Pareto)"
    )
    apart = ", mais pas par les rangs de Pareto" if of.fronts else ""
    return typography(f"{scale}{way} {drawn}{apart}.")


def mention(of: Method, *, weighed: bool = True) -> str:
    """Return the line that goes wherever the ranking does, "" for the committee's points and the usual index.

    Without `weighed`, it says nothing of the weights: several are compared.
    """
    if of == Method() or (of.usual and not weighed):
        return ""
    if not weighed:
        if of.fronts:
            return typography("Rangs de Pareto, sans poids ni mise à l’échelle.")
        way = AGGREGATIONS[of.combine]
        return typography(f"Rangs : mise à l’échelle « {NORMALISATIONS[of.scale]} » ; {_small(way)}.")
    if of.fronts:
        return typography(
            f"Rang affiché : rangs de Pareto, sans poids ni mise à l’échelle. Tirages autour de : {HEADS[of.weighing]}."
        )
    scale, way = NORMALISATIONS[of.scale], AGGREGATIONS[of.combine]
    return typography(f"Rang et indice affichés : {HEADS[of.weighing]} ; mise à l’échelle « {scale} » ; {_small(way)}.")


def _small(way: str) -> str:
    """Name a way of combining within a sentence."""
    return way if way == AGGREGATIONS["mpi"] else uncapital(way)


def dot(of: Method) -> str:
    """Say what the dot of a chart of places is."""
    if of.fronts:
        return "rang de Pareto, ex æquo compris"
    return "rang avec les poids choisis" if of.usual else "rang avec les poids et la méthode choisis"


def front(told: tuple[int, int, int], noun: Noun) -> str:
    """Say on which Pareto front an area is: its rank, how many there are, how many other areas are on it."""
    rank, count, others = told
    if count == 1 and others:
        return f"sur l’unique front de Pareto, comme {'toutes' if noun.feminine else 'tous'} les autres"
    shared = plural(others, f"autre {noun.one}", f"autres {noun.several}")
    beside = f"avec {shared}" if others else f"seul{noun.e}"
    return f"{ordinal(rank, feminine=False)} front de Pareto sur {number(count)}, {beside}"


def unweighted() -> str:
    """Say why two weightings give the same Pareto ranks."""
    return typography(
        "Les rangs de Pareto, choisis sous « Affiner », n’emploient pas les poids : seule une composante à 0 y change "
        "quelque chose."
    )


def averaged() -> str:
    """Say what stands for Pareto ranks where they cannot be averaged."""
    return typography(
        "Un rang de Pareto ne se moyenne pas : l’indice est ici une moyenne arithmétique, du plus bas au plus haut."
    )


def out_of(of: Method) -> str:
    """Say what an index of the method is to be read against."""
    return "(100 : un IRIS moyen)" if of.scale == "z" else "sur 100"


def heading(of: Method) -> tuple[str, str, int]:
    """Return how the column of the index is named, its unit and its decimals."""
    if of.fronts:
        return "Front de Pareto", "1 : le plus haut", 0
    return "Indice de besoin", "100 : la moyenne" if of.scale == "z" else "de 1 à 100", 1


def option(name: Weighing) -> str:
    """Name the weights that are chosen, in a list of weightings."""
    return typography(f"Les poids choisis ({uncapital(WEIGHINGS[name])})")
