"""The cluster sample of Californian schools on which R's package `survey` publishes its answers."""

from pathlib import Path

import pandas as pd
import pytest

from indicators.survey import poststratify, rake

_FILE = Path(__file__).parents[4] / "shared" / "reference" / "apiclus1.csv"
STYPE = {"E": 4421, "H": 755, "M": 1018}
WIDE = {"No": 1072, "Yes": 5122}


@pytest.fixture(scope="module")
def schools() -> pd.DataFrame:
    """183 schools of 15 districts, with their design weight, post-stratified and raked weights."""
    if not _FILE.is_file():
        pytest.skip("the reference file apiclus1.csv is not on this machine")
    table = pd.read_csv(_FILE)
    table["above"] = table["api00"] > 650
    table["post"] = poststratify(table, "stype", STYPE, weight="pw")
    table["raked"] = rake(table, {"stype": STYPE, "sch.wide": WIDE}, weight="pw")
    return table
