"""HiGHS behind one function: a mixed-integer program in, the best point and the bound out."""

import math
from dataclasses import dataclass, field
from time import perf_counter
from typing import Any, Literal

import numpy as np
from numpy.typing import ArrayLike

from outreach.sites.problem import Bools, Floats, Ints

Status = Literal["optimal", "feasible", "infeasible", "unknown"]


@dataclass(frozen=True)
class Clock:
    """The moment at which the search must hand back what it has."""

    deadline: float

    @classmethod
    def of(cls, seconds: float) -> "Clock":
        """Start a clock that runs out after some seconds."""
        return cls(perf_counter() + seconds)

    def left(self) -> float:
        """Seconds left, never negative."""
        return max(0.0, self.deadline - perf_counter())


@dataclass(frozen=True)
class Program:
    """Minimise ``cost @ x`` with ``row_lower <= matrix @ x <= row_upper`` and ``lower <= x <= upper``.

    ``matrix`` is a scipy CSR matrix; ``integer`` marks the columns that must be whole.
    """

    cost: Floats
    lower: Floats
    upper: Floats
    integer: Bools
    matrix: Any
    row_lower: Floats
    row_upper: Floats


@dataclass
class Rows:
    """Rows of a sparse matrix, gathered block by block."""

    row: list[Ints] = field(default_factory=list)
    column: list[Ints] = field(default_factory=list)
    value: list[Floats] = field(default_factory=list)
    low: list[Floats] = field(default_factory=list)
    high: list[Floats] = field(default_factory=list)
    height: int = 0

    def add(self, low: Floats, high: Floats, *entries: tuple[Ints, Ints, ArrayLike]) -> None:
        """Add a block of rows with their bounds, from (row in the block, column, value) triplets."""
        for row, column, value in entries:
            self.row.append(row + self.height)
            self.column.append(column)
            self.value.append(np.broadcast_to(np.asarray(value, dtype=float), row.shape))
        self.low.append(low)
        self.high.append(high)
        self.height += low.size

    def add_one(self, low: float, high: float, column: Ints, value: ArrayLike) -> None:
        """Add one row."""
        self.add(np.array([low]), np.array([high]), (np.zeros(column.size, dtype=np.intp), column, value))

    def matrix(self, width: int) -> Any:
        import scipy.sparse as sp

        entries = (np.concatenate(self.value), (np.concatenate(self.row), np.concatenate(self.column)))
        return sp.csr_matrix(entries, shape=(self.height, width))


@dataclass(frozen=True)
class Answer:
    """What HiGHS found: its best point (None without one), a proven lower bound, and a program's row prices.

    ``price`` is the change of the objective for a unit more on each row's side; empty for integer programs.
    """

    status: Status
    point: Floats | None
    bound: float
    price: Floats = field(default_factory=lambda: np.zeros(0))


def solve(program: Program, clock: Clock) -> Answer:
    """Solve a program to proven optimality, or to the best point at the end of the clock.

    No parallel search and a fixed seed: the same program gives the same answer, unless the clock stops it.
    A plan that is known beforehand is not handed over: HiGHS 1.16 may lose the constant of the objective
    when it presolves a program with a given start, and then reports a wrong bound.

    Source: Huangfu and Hall (2018), Parallelizing the dual revised simplex method; HiGHS manual, options.
    """
    import highspy

    if program.cost.size == 0:
        possible = bool(np.all(program.row_lower <= 0) and np.all(program.row_upper >= 0))
        return Answer("optimal", np.zeros(0), 0.0) if possible else Answer("infeasible", None, math.inf)
    solver: Any = highspy.Highs()  # type: ignore[no-untyped-call]
    # The number of threads is left alone: it is shared by the process, and a second value makes runs fail.
    options: dict[str, Any] = {
        "output_flag": False,
        "parallel": "off",
        "random_seed": 0,
        "mip_rel_gap": 0.0,
        "mip_abs_gap": 1e-9,
        "time_limit": max(clock.left(), 0.01),
    }
    for name, value in options.items():
        solver.setOptionValue(name, value)
    model = highspy.HighsLp()
    model.num_col_ = program.cost.size
    model.num_row_ = program.row_lower.size
    model.col_cost_ = program.cost
    model.col_lower_ = program.lower
    model.col_upper_ = program.upper
    model.row_lower_ = program.row_lower
    model.row_upper_ = program.row_upper
    rows = program.matrix.tocsr()
    model.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    model.a_matrix_.start_ = rows.indptr
    model.a_matrix_.index_ = rows.indices
    model.a_matrix_.value_ = rows.data
    whole = bool(program.integer.any())
    if whole:
        kinds = (highspy.HighsVarType.kContinuous, highspy.HighsVarType.kInteger)
        model.integrality_ = [kinds[kind] for kind in program.integer.astype(int).tolist()]
    solver.passModel(model)
    solver.run()
    return _read(solver, whole)


def _read(solver: Any, whole: bool) -> Answer:
    import highspy

    status, info = solver.getModelStatus(), solver.getInfo()
    if status in (highspy.HighsModelStatus.kInfeasible, highspy.HighsModelStatus.kUnboundedOrInfeasible):
        # No program of this room is unbounded: objectives are sums of terms that are not negative.
        return Answer("infeasible", None, math.inf)
    done = status == highspy.HighsModelStatus.kOptimal
    found = done or info.primal_solution_status == highspy.SolutionStatus.kSolutionStatusFeasible
    if not found:
        return Answer("unknown", None, info.mip_dual_bound if whole else -math.inf)
    point = np.asarray(solver.getSolution().col_value, dtype=float)
    bound = info.mip_dual_bound if whole else (info.objective_function_value if done else -math.inf)
    price = np.zeros(0) if whole else np.asarray(solver.getSolution().row_dual, dtype=float)
    return Answer("optimal" if done else "feasible", point, float(bound), price)
