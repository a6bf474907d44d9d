"""Kills the import of a second wave at the steps it takes on the disk; run by `test_barometer_waves`.

It prints, for each kill, the waves in use afterwards and how many rows each has.
"""

import json
import os
import sys

from data import confidential
from data.importers import commit
from tests.data.importers import waves
from tests.data.importers.killing import _die_at

FIRST, STRIDE, LAST = 1, 7, 64


def main() -> None:
    """Import one wave, then start importing another so many times."""
    commit.commit(waves.made("2024"))
    second = waves.made("2026", 60, every=7)
    found = []
    for step in range(FIRST, LAST, STRIDE):
        child = os.fork()
        if child == 0:
            _die_at(step)
            commit.commit(second)
            os._exit(0)
        os.waitpid(child, 0)
        rows, _ = confidential.read("barometer_respondents")
        found.append([sorted(confidential.origins("barometer_respondents")), rows["wave"].value_counts().to_dict()])
        if "barometre-2026" in commit.datasets():
            commit.forget("barometre-2026")
    sys.stdout.write(json.dumps(found))


if __name__ == "__main__":
    main()
