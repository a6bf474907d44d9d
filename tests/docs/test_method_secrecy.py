"""The worked examples of the secrecy, done again with the functions of the application; its rules are those used."""

from collections.abc import Callable

import pandas as pd

from data.formats import number
from data.importers import rawvalues
from data.importers.barometer import publics
from indicators.secrecy import RULES, audit, differencing, protect

Says = Callable[..., None]

AREAS = {"A": "total", "B": "total", "C": "total"}
CELLS = pd.DataFrame({"zone": ["A", "B", "C", "total"], "value": [5, 40, 60, 105]})


def test_the_table_of_rules_is_the_one_that_is_used(says: Says) -> None:
    """Each kind of table has its row, with its numbers, its source and whether it is confirmed."""
    for rule in RULES.values():
        dominance = "" if rule.dominance is None else f"{number(100 * rule.dominance)} %"
        confirmed = "confirmée" if rule.confirmed else "à confirmer"
        says(f"| {rule.label} | {rule.threshold} | {dominance or 'sans objet'} | {rule.source} | {confirmed} |")
    assert RULES[rawvalues.PERSONS].threshold == rawvalues.smallest()
    assert rawvalues.BUSINESSES in RULES


def test_the_secret_cell_takes_another_with_it(says: Says) -> None:
    """The total gives A away when it is hidden alone; the cheapest other area is hidden too."""
    alone = CELLS.assign(status=["primaire", "publié", "publié", "publié"])
    leak = audit(alone, {"zone": AREAS}, threshold=11)
    assert leak["exact"].tolist() == [True]
    made = protect(CELLS, {"zone": AREAS}, threshold=11)
    assert made["status"].tolist() == ["primaire", "secondaire", "publié", "publié"]
    found = audit(made).set_index("zone")
    assert not found["open"].any()
    low, high = found.loc["A", ["low", "high"]]
    says(
        "105 − 40 − 60 = 5",
        f"tout nombre de {number(abs(low))} à {number(high)} est possible pour A",
        f"au moins {number(found.loc['A', 'asked_high'])} et descendre à {number(found.loc['A', 'asked_low'])}",
    )


def test_a_neighbourhood_within_an_iris_leaves_a_secret(says: Says) -> None:
    """124 people in an IRIS, 120 in the neighbourhood that lies in it."""
    pieces = pd.DataFrame({"iris": ["I", "I"], "qpv": ["Q", None], "units": [120, 4]})
    assert differencing(pieces, threshold=11)["recipe"].tolist() == ["vaut 124 (I) − 120 (Q)"]
    says("124 − 120 = 4")


def test_a_rate_beside_its_base_gives_its_count(says: Says) -> None:
    """7.8 % of 90 households are 7 and nothing else."""
    fits = [count for count in range(91) if round(100 * count / 90, 1) == 7.8]
    assert fits == [7]
    says("7,8 % de 90 ménages", "7,8 × 90 / 100 = 7,02")


def test_publics_are_derived_by_the_rules_that_are_written(says: Says) -> None:
    """The document has the sentence of each rule of the code."""
    assert list(publics.RULES) == ["jeunes", "monoparents", "rsa_ppa_de", "seniors"]
    says(*(f"- {sentence}" for sentence in publics.RULES.values()))


def test_hypotheses_of_secrecy_have_the_values_of_the_code(says: Says) -> None:
    """The document of hypotheses has the thresholds, and when two columns are taken for one thing."""
    from indicators.imported import relations

    document = {"document": "hypotheses.md"}
    says(f"| {RULES['importe'].threshold} unités | tableaux importés", **document)
    says(f"| {RULES['barometre'].threshold} répondants | baromètre", **document)
    says(f"| {RULES['caf'].threshold} foyers, en attendant sa notice", **document)
    says(f"{number(100 * relations.TWIN_SHARE)} % de valeurs égales, sur {relations.FEWEST} territoires", **document)
    once = number(1 / relations.BY_CHANCE)
    says(f"moins d'une fois sur {once} par hasard, sur {relations.FEWEST} territoires", **document)
    assert once == "1\u202f000"
    says("que le hasard ne le ferait une fois sur mille")
