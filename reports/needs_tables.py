"""The tables of the need index: the ranking with its probabilities, what moves it, the components, the zones."""

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd

from data.formats import capital, number, plural, typography
from geo import outlines, territory
from indicators.needs.diagnostics import LeftOut
from indicators.needs.experiment import FACTORS
from indicators.needs.priorities import Priorities
from indicators.needs.structure import InZone
from indicators.needs.study import OUTSIDE
from indicators.publics import PUBLICS
from reports.sentences import priorites_method
from reports.sentences.priorites_words import NOUNS, audience, top
from reports.tables import Column, Table

_HEADING = {"commune": "Commune", "iris": "IRIS", "carreau": "Carreau"}
_FILE = "atlas-priorites"


def mentions(of: Priorities, *levels: str, weighed: bool = True) -> tuple[str, ...]:
    """Return what must be said wherever the ranking goes: how it is had, what is estimated, outlines, licences.

    Without `weighed`, nothing is said of the weights: a table that compares several names them itself.
    """
    said = [
        f"Estimation : {plural(of.study.draws, 'tirage')} des poids, de la mise à l’échelle, de la combinaison, des "
        f"erreurs et des valeurs non publiées ; {round(100 * (1 - OUTSIDE))} % des tirages sont entre les deux rangs.",
    ]
    if made := priorites_method.mention(of.method, weighed=weighed):
        said.append(made)
    if of.left_out:
        noun = NOUNS[of.level]
        several = len(of.left_out) > 1
        said.append(
            f"{noun.count(len(of.left_out))} sans classement : trop de composantes n’y sont pas publiées."
            if several
            else f"1 {noun.one} sans classement : trop de composantes n’y sont pas publiées."
        )
    approximate = [level for level in dict.fromkeys([of.level, *levels]) if _approximate(level)]
    names = {"iris": "des IRIS", "qpv": "des quartiers prioritaires"}
    if approximate:
        said.append(f"Contours {' et '.join(names[level] for level in approximate)} approchés.")
    said += [f"{one.short} : licence à confirmer." for one in of.table.components if "confirmer" in one.licence]
    return tuple(typography(line) for line in said)


def _approximate(level: str) -> bool:
    return level in ("iris", "qpv") and bool((outlines.areas(level)["outline"] == "approché").any())


def sources(of: Priorities, *, notes: bool = True) -> tuple[str, ...]:
    """Return what the components are, from whom and of when.

    With `notes`, one line a component, that says how it was had too; without, one line a source.
    """
    lines: dict[str, list[str]] = {}
    noted = []
    for one in of.table.components:
        licence = "licence à confirmer" if "confirmer" in one.licence else one.licence
        said = f"{one.source} ({licence})."
        lines.setdefault(said, []).append(one.short)
        noted.append(f"{one.short} : {said}" + (f" {capital(one.note)}." if one.note else ""))
    told = noted if notes else [f"{', '.join(names)} : {said}" for said, names in lines.items()]
    return tuple(map(typography, told))


def ranking(of: Priorities) -> Table:
    """Return the ranking, the greatest need first, the areas that are not ranked last."""
    ground = territory.load()
    frame = of.study.table.copy()
    frame["code"] = [str(code) for code in frame.index]
    frame["nom"] = [_name(code, of.level) for code in frame["code"]]
    frame["commune"] = [ground.communes[ground.commune_of(code)].name for code in frame["code"]]
    for one in of.tops:
        frame[f"top_{one}"] *= 100
    frame["missing"] *= 100
    frame["etat"] = np.where(frame["ranked"], "classé", "sans classement")
    values = of.table.frame
    for name in values.columns:
        frame[f"c_{name}"] = values[name]
    frame = frame.sort_values(["place", "median", "nom"], na_position="last", kind="stable")
    noun = NOUNS[of.level]
    index, unit, decimals = priorites_method.heading(of.method)
    if of.method.fronts:
        frame["index"] = -frame["index"]
    columns = [
        Column("place", "Rang", help=typography(f"1 : le besoin le plus fort ; {priorites_method.dot(of.method)}")),
        Column("nom", _HEADING[of.level], text=True),
        *([] if of.level == "commune" else [Column("commune", "Commune", text=True)]),
        Column("low", "Rang bas", help="Neuf tirages sur dix sont entre le rang bas et le rang haut"),
        Column("high", "Rang haut"),
        *[
            Column(
                f"top_{one}",
                f"Parmi les {number(one)} {noun.first}",
                "%",
                0,
                help=typography(f"Probabilité d’être parmi {top(noun, of.level, one)}, en % des tirages"),
            )
            for one in of.tops
        ],
        Column("index", index, unit, decimals),
        Column("missing", "Poids non publié", "%", 0, help="Part de l’indice sur des composantes non publiées"),
        *[Column(f"c_{one.key}", one.short, one.unit, one.decimals, help=one.label) for one in of.table.components],
        Column("etat", "État", text=True),
        Column("code", "Code", text=True),
    ]
    return Table(
        title=typography(f"Priorités par {noun.one} : {audience(of.table.public)}"),
        frame=frame.reset_index(drop=True),
        columns=tuple(columns),
        sources=sources(of),
        mentions=mentions(of),
        file_name=f"{_FILE}-{of.level}-{of.table.public}".replace("_", "-"),
    )


def _name(code: str, level: str) -> str:
    ground = territory.load()
    if level == "carreau":
        return code.removeprefix("CRS3035RES200m").replace("E", " E")
    return ground.area(code).name


def choices(of: Priorities) -> Table:
    """Return the Sobol indices of the choices, the one that counts most first."""
    whole, shift = of.study.sensitivity, of.study.shift_sensitivity
    if whole is None or shift is None:
        frame = pd.DataFrame(columns=["choix", "seul", "total", "seul_ecart", "total_ecart"])
    else:
        frame = pd.DataFrame(
            {
                "choix": list(FACTORS.values()),
                "seul": 100 * whole.whole_first,
                "total": 100 * whole.whole_total,
                "seul_ecart": 100 * shift.whole_first,
                "total_ecart": 100 * shift.whole_total,
            }
        ).sort_values("total", ascending=False, kind="stable", ignore_index=True)
    return Table(
        title="Ce qui fait bouger le classement",
        frame=frame,
        columns=(
            Column("choix", "Choix", text=True),
            Column("seul", "Seul", "%", help="Part de la variance des rangs : indice de Sobol du premier ordre"),
            Column("total", "Avec les autres", "%", help="Indice de Sobol total, interactions comprises"),
            Column("seul_ecart", "Écart moyen, seul", "%", help="Part de la variance du déplacement moyen"),
            Column("total_ecart", "Écart moyen, avec les autres", "%"),
        ),
        sources=sources(of),
        mentions=mentions(of),
        file_name=f"{_FILE}-choix",
    )


def components(of: Priorities, left: Sequence[LeftOut], areas: Mapping[str, str], area: str | None = None) -> Table:
    """Return each component: weight, what it accounts for, its closest other, what the ranking is without it.

    With the code of an area that is ranked, also the value that it has there and the points that it brings; the
    value is the middle of its bounds where none is published.
    """
    without = {one.key: one for one in left}
    told = area if area is not None and area in of.ranked.index else ""
    brought = of.brought(told) if told else pd.Series(dtype=float)
    here = {str(key): float(value) for key, value in of.central.T[told].items()} if told else {}
    rows = []
    for one in of.table.components:
        others = of.correlations[one.key].drop(one.key)
        closest = None if others.abs().isna().all() else str(others.abs().idxmax())
        loss = without.get(one.key)
        rows.append(
            {
                "nom": one.short,
                "sens": "plus = plus de besoin" if one.direction > 0 else "moins = plus de besoin",
                "poids": 100 * of.weights[one.key],
                "valeur": here.get(one.key, np.nan),
                "points": float(brought.get(one.key, np.nan)),
                "part": 100 * float(of.parts.get(one.key, np.nan)),
                "proche": "" if closest is None else of.table.of(closest).component.short,
                "lien": np.nan if closest is None else float(others[closest]),
                "retrait": np.nan if loss is None else loss.shift,
                "entrent": "" if loss is None else ", ".join(areas[code] for code in loss.enters[:5]),
                "sortent": "" if loss is None else ", ".join(areas[code] for code in loss.leaves[:5]),
                "source": one.source,
            }
        )
    return Table(
        title="Les composantes de l’indice",
        frame=pd.DataFrame(rows),
        columns=(
            Column("nom", "Composante", text=True),
            Column("poids", "Poids", "%", 1),
            *_in_area(of, areas[told] if told else ""),
            Column("part", "Part expliquée", "%", help="Part de la variance de l’indice : carré de la corrélation"),
            Column("proche", "La plus proche", text=True),
            Column("lien", "Corrélation de rang", "", 2),
            Column("retrait", "Sans elle, déplacement moyen", "places", 1),
            Column("entrent", "Entreraient", text=True),
            Column("sortent", "Sortiraient", text=True),
            Column("sens", "Sens", text=True),
            Column("source", "Source", text=True),
        ),
        sources=sources(of),
        mentions=mentions(of),
        file_name=f"{_FILE}-composantes",
    )


def _in_area(of: Priorities, name: str) -> tuple[Column, ...]:
    if not name:
        return ()
    means = "Score sur l’échelle choisie, multiplié par le poids"
    if of.method.scale == "z":
        means += ", au-dessus de la moyenne des territoires"
    return (
        Column("valeur", typography(f"Valeur, {name}"), decimals=1, help="Dans l’unité de la composante"),
        Column("points", typography(f"Points, {name}"), decimals=1, help=means),
    )


def moves(
    of: Priorities,
    other: "pd.Series[float]",
    label: str,
    *,
    before: "pd.Series[float] | None" = None,
    first: str = "poids du comité",
) -> Table:
    """Return the places with some weights (those that are chosen) and with others, the greatest rises first."""
    ranked = of.ranked.index
    frame = pd.DataFrame(
        {"avant": of.ranked["place"] if before is None else before.reindex(ranked), "apres": other.reindex(ranked)}
    )
    frame["gain"] = frame["avant"] - frame["apres"]
    frame["nom"] = [territory.load().label(str(code)) for code in frame.index]
    frame["code"] = [str(code) for code in frame.index]
    frame = frame.sort_values(["gain", "avant"], ascending=[False, True], kind="stable", ignore_index=True)
    return Table(
        title=typography(f"Le classement avec {label}"),
        frame=frame,
        columns=(
            Column("nom", _HEADING[of.level], text=True),
            Column("avant", typography(f"Rang, {first}")),
            Column("apres", "Rang, autres poids", help=label),
            Column("gain", "Places gagnées", help="Négatif : places perdues"),
            Column("code", "Code", text=True),
        ),
        sources=sources(of),
        mentions=mentions(of, weighed=False),
        file_name=f"{_FILE}-ponderations",
    )


def clusters(of: Priorities, local: pd.DataFrame) -> Table:
    """Return the local Moran of each area, the clearest first."""
    kinds = {
        "HH": "fort, voisins forts",
        "LL": "faible, voisins faibles",
        "HL": "fort, voisins faibles",
        "LH": "faible, voisins forts",
        "": "",
    }
    frame = local.assign(
        nom=[territory.load().label(str(code)) for code in local.index],
        type=local["quadrant"].map(kinds),
        net=np.where(local["q"] <= 0.05, "oui", ""),
        code=[str(code) for code in local.index],
    ).sort_values("q", kind="stable", ignore_index=True)
    return Table(
        title="Les besoins et ceux des voisins",
        frame=frame,
        columns=(
            Column("nom", _HEADING[of.level], text=True),
            Column("type", "Besoin", text=True),
            Column("net", "Net", text=True, help="Après le contrôle des fausses alertes à 5 %"),
            Column("statistic", "Moran local", "", 2),
            Column("p", "p", "", 4),
            Column("q", "p ajusté", "", 4, help="Benjamini et Hochberg"),
            Column("note", "Note", text=True),
            Column("code", "Code", text=True),
        ),
        sources=sources(of),
        mentions=(*mentions(of), typography("Moran local, 9 999 permutations ; fausses alertes : 5 % au plus.")),
        file_name=f"{_FILE}-voisinage",
    )


def zones(of: Priorities, found: Sequence[InZone], unit: str) -> Table:
    """Return the need estimated inside each priority neighbourhood."""
    frame = pd.DataFrame(
        {
            "nom": [one.name for one in found],
            "indice": [one.index for one in found],
            "rang": [np.nan if np.isnan(one.index) else one.above + 1.0 for one in found],
            "personnes": [one.people for one in found],
            "habitants": [one.inhabitants for one in found],
            "couvert": [100 * one.coverage for one in found],
            "etat": [
                "non estimé : contour loin de ses habitants"
                if one.misplaced
                else "estimation, contour approché"
                if one.approximate
                else "estimation"
                for one in found
            ],
            "code": [one.code for one in found],
        }
    )
    return Table(
        title="Le besoin estimé dans chaque quartier prioritaire",
        frame=frame,
        columns=(
            Column("nom", "Quartier prioritaire", text=True),
            Column("indice", *priorites_method.heading(of.method)[:2]),
            Column("rang", "Équivaut au rang", "parmi les IRIS"),
            Column("personnes", "Public concerné (estimation)", unit),
            Column("habitants", "Habitants des carreaux", "habitants"),
            Column("couvert", "Habitants couverts", "%"),
            Column("etat", "État", text=True),
            Column("code", "Code", text=True),
        ),
        sources=sources(of),
        mentions=(
            *mentions(of, "qpv"),
            typography("Estimation : indice des IRIS, pondéré par les habitants des carreaux de 200 m du quartier."),
        ),
        file_name=f"{_FILE}-quartiers",
    )


def public_unit(public: str) -> str:
    """Return how the people of a public are counted in the cells."""
    from indicators.demand import demand

    return demand(public if public in {one.key for one in PUBLICS} else "population").unit
