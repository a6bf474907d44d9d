"""The amounts of type cases by OpenFisca-France, against the ones that the tests hold the estimates to.

Run by `make openfisca` with an environment of its own: the model weighs more than the application.
"""

import json
import sys
from importlib.metadata import version
from pathlib import Path
from typing import Any

KEPT = Path(__file__).parent.parent / "tests" / "indicators" / "uptake" / "type_cases.json"
# One euro: the model and the producers round at different steps.
TOLERANCE = 1.0
MONTH = "2023-12"

# Name: (adults' birth dates, children's birth dates, monthly net wage of the first adult, variable, month).
CASES: dict[str, tuple[tuple[str, ...], tuple[str, ...], float, str, str]] = {
    "rsa_personne_seule_2018": (("1980-01-01",), (), 0.0, "rsa", "2018-12"),
    "rsa_personne_seule": (("1980-01-01",), (), 0.0, "rsa", MONTH),
    "rsa_parent_seul_un_enfant_sans_majoration": (("1980-01-01",), ("2012-01-01",), 0.0, "rsa_socle", MONTH),
    "rsa_couple_sans_enfant": (("1980-01-01", "1980-01-01"), (), 0.0, "rsa", MONTH),
    "ppa_personne_seule_smic": (("1980-01-01",), (), 1383.08, "ppa", MONTH),
    "ppa_personne_seule_demi_smic": (("1980-01-01",), (), 691.54, "ppa", MONTH),
    "aspa_personne_seule": (("1950-01-01",), (), 0.0, "aspa", MONTH),
    "c2s_gratuite_plafond_personne_seule_an": (("1980-01-01",), (), 0.0, "cmu_c_plafond", MONTH),
    "c2s_participative_plafond_personne_seule_an": (("1980-01-01",), (), 0.0, "acs_plafond", MONTH),
}


def situation(adults: tuple[str, ...], children: tuple[str, ...], wage: float, month: str) -> dict[str, Any]:
    """Return a household as OpenFisca reads it: tenants without housing benefit."""
    year = int(month[:4])
    months = [f"{one}-{rank:02d}" for one in (year - 1, year) for rank in range(1, 13)]
    people: dict[str, Any] = {}
    for rank, born in enumerate((*adults, *children)):
        people[f"p{rank}"] = {"date_naissance": {"ETERNITY": born}}
    if wage:
        people["p0"]["salaire_net"] = dict.fromkeys(months, wage)
        people["p0"]["salaire_imposable"] = dict.fromkeys(months, wage * 1.03)
        people["p0"]["contrat_de_travail"] = dict.fromkeys(months, "temps_plein" if wage > 1000 else "temps_partiel")
    parents = [f"p{rank}" for rank in range(len(adults))]
    young = [f"p{rank}" for rank in range(len(adults), len(adults) + len(children))]
    married = {"statut_marital": dict.fromkeys(months, "marie" if len(adults) == 2 else "celibataire")}
    for name in parents:
        people[name] |= married
    return {
        "individus": people,
        "familles": {"f": {"parents": parents, "enfants": young, "aide_logement": dict.fromkeys(months, 0.0)}},
        "foyers_fiscaux": {"ff": {"declarants": parents, "personnes_a_charge": young}},
        "menages": {
            "m": {
                "personne_de_reference": parents[:1],
                "conjoint": parents[1:],
                "enfants": young,
                "statut_occupation_logement": dict.fromkeys(months, "locataire_vide"),
                "loyer": dict.fromkeys(months, 400.0),
            }
        },
    }


def computed() -> dict[str, float]:
    """Return the amount of each case in euros."""
    from openfisca_core.simulation_builder import SimulationBuilder
    from openfisca_france import FranceTaxBenefitSystem

    system = FranceTaxBenefitSystem()
    found = {}
    for name, (adults, children, wage, variable, month) in CASES.items():
        simulation = SimulationBuilder().build_from_entities(system, situation(adults, children, wage, month))
        found[name] = round(float(simulation.calculate(variable, month)[0]), 2)
    return found


def main() -> int:
    """Compare, or write with --write; return 1 when an amount has moved."""
    found = computed()
    if "--write" in sys.argv:
        content = {"modele": f"OpenFisca-France {version('openfisca-france')}", "legislation": MONTH, "euros": found}
        KEPT.write_text(json.dumps(content, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    kept = json.loads(KEPT.read_text(encoding="utf-8"))["euros"]
    moved = [name for name, value in found.items() if abs(value - kept.get(name, float("nan"))) > TOLERANCE]
    moved += [name for name in found if name not in kept]
    for name, value in found.items():
        print(f"{name:48} {value:10.2f} € (gardé : {kept.get(name, float('nan')):.2f})")
    print(f"{len(moved)} montant(s) ont changé" if moved else "Tous les montants sont ceux des tests.")
    return 1 if moved else 0


if __name__ == "__main__":
    sys.exit(main())
