"""The worked examples of imported values, done again with the functions of the importers."""

from collections.abc import Callable

from data.formats import number
from data.importers import official_files

Says = Callable[..., None]


def _value(header: str, row: str, indicator: str) -> str:
    made = official_files.prepare({"base-ic.csv": f"IRIS;{header}\n620410101;{row}\n".encode()}, {})
    rows = made.tables["figures"]
    value = rows[(rows["code"] == "620410101") & (rows["indicator"] == indicator)]["value"].iloc[0]
    return number(float(value), 1)


def test_shares_of_the_census_are_those_of_the_method(says: Says) -> None:
    """45 of 60 people of 80 or over; 320 of 800 households."""
    alone = _value("C22_MEN;C22_MENPSEUL;C22_MENFAMMONO;P22_POP80P;P22_POP80P_PSEUL", "9;3;1;60;45", "part_80_seuls")
    car = _value("P22_LOG;P22_RP;P22_RP_LOCHLMV;P22_RP_VOIT1P", "900;800;1;480", "part_sans_voiture")
    says(
        f"45 des 60 personnes de 80 ans ou plus vivent seules : {alone} %",
        f"800 résidences principales comptent 480 ménages avec une voiture au moins : {car} % de ménages sans voiture",
    )
