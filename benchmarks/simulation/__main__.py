"""`python -m benchmarks.simulation`: the coverage of every interval; `--write` keeps the run in docs/simulation.md."""

import argparse
import sys
from dataclasses import dataclass

from benchmarks.simulation import coverage, take_up
from benchmarks.simulation.coverage import Tallies, Tally, together
from benchmarks.simulation.survey import RESPONDENTS
from benchmarks.simulation.truth import Spread, population
from benchmarks.subject import ROOT
from data.formats import number, typography

SEED = 2026
PAGE = ROOT / "docs" / "simulation.md"
WEAK, STRONG = Spread(0.10, 0.10, 0.10), Spread(0.50, 0.20, 0.20)


@dataclass(frozen=True)
class Line:
    """One line of the result: what, and its tally; lengths in points of percentage when `share`."""

    label: str
    tally: Tally
    share: bool = True


def main() -> int:
    """Simulate, print, and write when asked."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.simulation", description=__doc__)
    parser.add_argument("--runs", type=int, default=400, help="nombre d’enquêtes tirées")
    parser.add_argument("--write", action="store_true", help="écrit docs/simulation.md")
    chosen = parser.parse_args()
    cells = population()
    direct, areas = coverage.run(SEED, range(chosen.runs), cells, Spread())
    expected = take_up.run(SEED, range(chosen.runs))
    others = {
        name: coverage.run(SEED + 1, range(chosen.runs // 4), cells, spread)[1]
        for name, spread in (("peu", WEAK), ("beaucoup", STRONG))
    }
    text = page(chosen.runs, (direct, areas, expected), others)
    sys.stdout.write(text)
    if chosen.write:
        PAGE.write_text(text, encoding="utf-8")
    return 0


def page(runs: int, tallies: tuple[Tallies, Tallies, Tallies], others: dict[str, Tallies]) -> str:
    """Return the page of results, in French."""
    direct, areas, expected = tallies
    main_lines = [
        Line("Estimations directes, par domaine", together(direct, "")),
        Line("Petits territoires, par commune et public", together(areas, "Par commune : ")),
        Line("Petits territoires, par IRIS et public", together(areas, "Par IRIS : ")),
        Line("Non-recours attendu, par commune et prestation", together(expected, "Par commune : "), share=False),
        Line("Non-recours attendu, territoire entier", expected["Territoire entier"], share=False),
    ]
    detail = [Line(f"Directes : {name}", one) for name, one in direct.items()]
    detail += [Line(name, one) for name, one in areas.items() if name.startswith(("Par ", "Publiables"))]
    detail += [Line(name, one) for name, one in areas.items() if name.startswith("Méthode")]
    detail += [Line(f"Attendu, {name[0].lower()}{name[1:]}", one, share=False) for name, one in expected.items()]
    varied = [
        Line(f"Territoires qui diffèrent {name} : par {level} et public", together(of, f"Par {level} : "))
        for name, of in others.items()
        for level in ("commune", "IRIS")
    ]
    parts = [
        "# Les intervalles tiennent-ils ce qu’ils disent ?\n",
        _intro(runs),
        "## L’essentiel\n",
        _table(main_lines),
        "## Le détail\n",
        _table(detail),
        "## Si les territoires se ressemblent davantage, ou moins\n",
        _varied(runs),
        _table(varied),
    ]
    return "\n".join(parts)


def _intro(runs: int) -> str:
    usual = Spread()
    return typography(
        f"Une exécution de `python -m benchmarks.simulation --write` : {number(runs)} tirages, graine {SEED}.\n\n"
        "Une vérité connue est tirée d’abord : tous les habitants de 16 ans ou plus, IRIS par IRIS, avec leur âge, "
        "leur ménage et leur situation, d’après le recensement réel. Les chances d’être en non-recours dépendent du "
        "profil, de la part de ménages pauvres, de la commune, de l’IRIS et du public dans l’IRIS (écarts types de "
        f"{_spread(usual)} sur l’échelle logit), avec des effets croisés d’âge et de ménage que le modèle n’a pas. Une "
        f"enquête est ensuite tirée : environ {number(RESPONDENTS)} répondants, les communes en strates avec un "
        "plancher de 6, des jeunes, des personnes seules et des monoparents qui répondent moins, puis un calage. Les "
        "estimations ne voient que les réponses. La vérité et l’enquête sont tirées de nouveau à chaque fois.\n\n"
        "Pour le non-recours attendu, un taux national est tiré dans l’intervalle de l’hypothèse, les communes "
        "s’en écartent autant qu’il est supposé, et les bénéficiaires sont arrondis et masqués comme par leur "
        "producteur. La simulation ne peut pas dire si l’intervalle du taux national est lui-même juste.\n\n"
        "« Couverture » : part des intervalles à 95 % qui contiennent la vérité, avec son erreur type (les tirages "
        "sont indépendants, les intervalles d’un même tirage ne le sont pas). Attendu : de 93 à 97 %. Elle est en "
        "moyenne sur les territoires : un territoire très à part est moins bien couvert qu’un autre. Au-dessus de "
        "97 %, l’intervalle est plus large qu’il ne faudrait ; au-dessous de 93 %, trop court. Les intervalles de "
        "quelques foyers couvrent un peu plus : un nombre entier ne se coupe pas.\n"
    )


def _varied(runs: int) -> str:
    return typography(
        f"Mêmes calculs ({number(runs // 4)} tirages) quand les communes, les IRIS et les publics diffèrent peu "
        f"(écarts types de {_spread(WEAK)}) ou beaucoup ({_spread(STRONG)}). Le modèle ne sait pas d’avance de combien "
        "ils diffèrent : quand ils se ressemblent, ses intervalles sont plus larges qu’il ne faudrait.\n"
    )


def _spread(of: Spread) -> str:
    return f"{number(of.commune, 2)}, {number(of.iris, 2)} et {number(of.public, 2)}"


def _table(lines: list[Line]) -> str:
    rows = [
        "| Intervalles | Nombre | Couverture | Erreur type | Longueur moyenne |",
        "| --- | ---: | ---: | ---: | ---: |",
    ]
    for one in lines:
        tally = one.tally
        length = number(100 * tally.width, 1, "points") if one.share else number(tally.width)
        rows.append(
            f"| {typography(one.label)} | {number(tally.intervals)} | {number(100 * tally.coverage, 1, '%')} "
            f"| {number(100 * tally.error, 1)} | {length} |"
        )
    return "\n".join(rows) + "\n"


if __name__ == "__main__":
    sys.exit(main())
