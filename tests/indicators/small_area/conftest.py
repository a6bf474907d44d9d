"""Respondents drawn from a known truth over the embedded census, whatever was imported over it."""

from collections.abc import Iterator

import numpy as np
import pandas as pd
import pytest

from benchmarks.simulation.survey import ask, read_people
from benchmarks.simulation.truth import Spread, draw_truth, population
from indicators.small_area import local_rates
from indicators.small_area.local_rates import Ground, LocalRates
from indicators.small_area.profiles import Respondents, read_respondents


@pytest.fixture(scope="session", autouse=True)
def _embedded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("ATLAS_DATA_DIR", str(tmp_path_factory.mktemp("nothing-imported")))
        yield


@pytest.fixture(scope="session")
def rows(_embedded: None) -> pd.DataFrame:
    """One row a respondent, with the barometer's columns."""
    rng = np.random.default_rng(5)
    return ask(read_people(draw_truth(population(), Spread(), rng)), rng)


@pytest.fixture(scope="session")
def respondents(rows: pd.DataFrame) -> Respondents:
    """The respondents as the models read them."""
    return read_respondents(rows)


@pytest.fixture(scope="session")
def ground(respondents: Respondents) -> Ground:
    """The census cells and covariates."""
    return local_rates.read_ground(respondents)


@pytest.fixture(scope="session")
def of_communes(respondents: Respondents, ground: Ground) -> dict[str, LocalRates]:
    """Rates of the communes, by public."""
    return local_rates.communes(respondents, ground)


@pytest.fixture(scope="session")
def of_iris(respondents: Respondents, ground: Ground, of_communes: dict[str, LocalRates]) -> dict[str, LocalRates]:
    """Rates of the IRIS, by public."""
    return local_rates.iris(respondents, ground, of_communes)
