"""HiGHS, set up once and in one way for the programs of this package."""

from typing import Any

import numpy as np

from indicators.secrecy.cells import Floats


def new_solver(**options: Any) -> Any:
    """Return a silent HiGHS that gives the same answer to the same program.

    The number of threads is left alone: it is shared by the process, and a second value makes runs fail.
    """
    import highspy

    make: Any = highspy.Highs
    solver = make()
    for name, value in {"output_flag": False, "parallel": "off", "random_seed": 0, **options}.items():
        solver.setOptionValue(name, value)
    return solver


def load(solver: Any, matrix: Any, right: Floats, low: Floats, high: Floats) -> None:
    """Give a solver the program without cost: ``matrix @ y = right``, ``low <= y <= high``."""
    import highspy

    rows = matrix.tocsr()
    model: Any = highspy.HighsLp()
    model.num_row_, model.num_col_ = rows.shape
    model.col_cost_ = np.zeros(rows.shape[1])
    model.col_lower_, model.col_upper_ = low, high
    model.row_lower_ = model.row_upper_ = right
    model.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    model.a_matrix_.start_ = rows.indptr
    model.a_matrix_.index_ = rows.indices
    model.a_matrix_.value_ = rows.data
    solver.passModel(model)
