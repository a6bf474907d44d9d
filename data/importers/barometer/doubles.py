"""The same people under two waves: refused where it would tell of a few, said before the import elsewhere."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import pandas as pd

from data import confidential
from data.formats import number, plural
from data.importers.barometer.aggregates import KEYS, MEASURES
from data.importers.barometer.apply import TELLING_SHARE
from data.importers.barometer.beside import named
from data.importers.barometer.entries import AGGREGATED, RESPONDENTS
from data.importers.barometer.errors import WaveTwice
from data.importers.outcome import Import

# What may differ between two deliveries of the same answers.
_NOT_ANSWERS = frozenset({"wave", "weight", "mode"})
# Half of the rows that are alone of their kind in their wave, found again in another wave: the same people. Where
# nine in ten are alone in both, by chance at most one in ten would come back.
SAME = 0.5
# Two waves of other people, drawn at random from the two together, are never as alike as two deliveries of one.
DRAWS = 199


@dataclass(frozen=True)
class Double:
    """Two waves that say nearly the same.

    Attributes
    ----------
    wave, other : str
        The wave of the import, and the one that it is compared with.
    same, rows : int
        How many rows of the import's wave are found in the other, each counted once, and how many it has.
    counted : bool
        The rows are counts of respondents.
    inside : bool
        The other wave is of the same file.
    """

    wave: str
    other: str
    same: int
    rows: int
    counted: bool
    inside: bool = False

    @property
    def sentence(self) -> str:
        """What is said before the import, and what can be done."""
        noun = ("ligne d’effectifs", "lignes d’effectifs") if self.counted else ("réponse", "réponses")
        where = "du même fichier" if self.inside else "déjà en usage"
        found = "se retrouve" if self.same < 2 else "se retrouvent"
        what = f"{number(self.same)} sur {plural(self.rows, *noun)} de {named([self.wave])} {found} à l’identique"
        remedy = (
            "vérifiez la colonne qui dit la vague"
            if self.inside
            else f"donnez à ce fichier la vague « {self.other} » pour en prendre la place"
            if self.other
            else "oubliez d’abord celle-ci"
        )
        return (
            f"Les mêmes personnes seraient comptées deux fois : {what} dans {named([self.other])}, {where}. Si c’est "
            f"la même enquête, {remedy} ; sinon, importez-le quand même."
        )


def found(made: Import) -> list[Double]:
    """Return the waves of an import that look like another one, in use or in the file itself.

    Answers are compared as the same rows, each counted once: more of them must come back than in any of `DRAWS`
    random sharings of the two waves' rows (a permutation test), and more than half of the smaller wave. Counts are
    compared place by place, public by public and benefit by benefit.
    """
    return [*_of_respondents(made), *_of_counts(made)]


def sentences(made: Import) -> list[str]:
    """Say which waves of an import look like another one; nothing where none does."""
    return [one.sentence for one in found(made)]


def refuse(made: Import) -> None:
    """Refuse answers that are there under the name of another wave, in use or in the same file.

    Two tables of nearly the same people, each protected alone, would tell by their difference what the few who are
    in one alone have answered.

    Raises
    ------
    WaveTwice
    """
    for wave, own, other, rows, inside in _pairs(made, RESPONDENTS):
        if _telling(own, rows):
            raise WaveTwice(wave, other, inside=inside)


_Pair = tuple[str, pd.DataFrame, str, pd.DataFrame, bool]


def _pairs(made: Import, name: str) -> Iterator[_Pair]:
    """Yield each wave of an import with each other wave: those in use that it leaves there, and its own."""
    table = made.tables.get(name)
    if table is None:
        return
    waves = sorted({str(one) for one in table["wave"]})
    here = [one for one in confidential.origins(name) if one not in waves]
    in_use = confidential.read(name)[0] if here else pd.DataFrame()
    for rank, wave in enumerate(waves):
        own = table[table["wave"] == wave]
        for other in here:
            yield wave, own, other, in_use[in_use["wave"] == other], False
        for other in waves[:rank]:
            yield wave, own, other, table[table["wave"] == other], True


def _keys(own: pd.DataFrame, other: pd.DataFrame) -> tuple["pd.Series[int]", "pd.Series[int]"]:
    """Return a number a row of each table, the same for the same answers."""
    columns = [name for name in own.columns if name in other.columns and name not in _NOT_ANSWERS]
    first, second = (
        pd.util.hash_pandas_object(table[columns].astype(str), index=False).reset_index(drop=True)
        for table in (own, other)
    )
    return first, second


def _telling(own: pd.DataFrame, other: pd.DataFrame) -> bool:
    """Tell whether most of the rows come back; answers too coarse to tell people apart pass."""
    keys, others = _keys(own, other)
    if any(table.duplicated(keep=False).mean() > 1 - TELLING_SHARE for table in (keys, others)):
        return False
    return bool(keys.isin(others).mean() > SAME)


def _of_respondents(made: Import) -> list[Double]:
    doubles = []
    for wave, own, other, rows, inside in _pairs(made, RESPONDENTS):
        same = _in_common(*_keys(own, rows))
        if same:
            doubles.append(Double(wave, other, same, len(own), counted=False, inside=inside))
    return doubles


def _in_common(keys: "pd.Series[int]", others: "pd.Series[int]") -> int:
    """Return how many rows two waves have in common, 0 when chance may explain it."""
    counts = pd.concat([keys.value_counts(), others.value_counts()], axis=1).fillna(0).to_numpy(dtype=np.int64)
    same = int(counts.min(axis=1).sum())
    if same <= SAME * min(len(keys), len(others)):
        return 0
    pooled = counts.sum(axis=1)
    drawn = np.random.default_rng(0).multivariate_hypergeometric(pooled, len(keys), size=DRAWS, method="marginals")
    return same if same > np.minimum(drawn, pooled - drawn).sum(axis=1).max() else 0


def _of_counts(made: Import) -> list[Double]:
    doubles = []
    keys = [one for one in KEYS if one != "wave"]
    for wave, whole, other, others, inside in _pairs(made, AGGREGATED):
        own, rows = (table[table["respondents"].notna()] for table in (whole, others))
        both = own.merge(rows, on=keys, suffixes=("", "_other"))
        pairs = [(both[one].fillna(-1), both[f"{one}_other"].fillna(-1)) for one in MEASURES]
        alike = np.logical_and.reduce([(left == right).to_numpy() for left, right in pairs])
        same = int(alike.sum())
        if same > SAME * min(len(own), len(rows)):
            doubles.append(Double(wave, other, same, len(own), counted=True, inside=inside))
    return doubles
