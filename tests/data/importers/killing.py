"""Kills imports at the steps they take on the disk, and at random moments; run by `test_kill`.

One process forks a child for each kill, so that the libraries are loaded once. It prints how many children were
killed and how many ended, or stops on the first folder that is neither the old one nor the new one.
"""

import hashlib
import json
import os
import random
import signal
import sys

import pandera.pandas  # noqa: F401 (loaded once here, not in every child)

from data.checks import schemas  # noqa: F401
from data.importers import commit
from data.paths import user_folder
from tests.data.importers.making import ANSWERS, make

STEPS = {"open", "os.rename", "os.mkdir", "os.rmdir", "os.remove", "os.chmod", "sqlite3.connect"}
RANDOM_KILLS = 8
# Every so many steps: over the runs, with the first one drawn, each step has its turn.
STRIDE = 8


def _die_at(step: int) -> None:
    """Kill this process at its step-th touch of the data folder."""
    left = step
    root = str(user_folder())

    def hook(event: str, arguments: tuple[object, ...]) -> None:
        nonlocal left
        if event in STEPS and arguments and str(arguments[0]).startswith(root):
            left -= 1
            if left <= 0:
                os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(hook)


def _commit(value: int, *, step: int = 0, after: float = 0.0) -> bool:
    """Commit in a child; return whether it lived to the end."""
    child = os.fork()
    if child == 0:
        if step:
            _die_at(step)
        if after:
            signal.signal(signal.SIGALRM, signal.SIG_DFL)
            signal.setitimer(signal.ITIMER_REAL, after)
        commit.commit(make(value))
        os._exit(0)
    _, status = os.waitpid(child, 0)
    if os.WIFEXITED(status) and os.WEXITSTATUS(status) != 0:
        raise SystemExit("l’import a échoué au lieu d’être tué")
    return os.WIFEXITED(status)


def _in_use() -> int:
    """Return the value that every table in use agrees on; 0 without any import. Reads nothing but bytes."""
    pointer = user_folder() / "current.json"
    if not pointer.is_file():
        return 0
    tables = json.loads(pointer.read_text(encoding="utf-8"))["tables"]
    found = set()
    for name, inside in tables.items():
        folder = user_folder() / inside
        entry = json.loads((folder / f"{name}.json").read_text(encoding="utf-8"))
        content = (folder / f"{name}.parquet").read_bytes()
        if entry["checksum"] != "sha256:" + hashlib.sha256(content).hexdigest():
            raise SystemExit(f"la fiche de {name} n’est pas celle de sa table")
        said = entry["vintage"] if name == ANSWERS else entry["notes"][-1].rpartition(", ")[2].rstrip(").")
        found.add(int(said))
    if len(found) != 1 or len(tables) != 3:
        raise SystemExit(f"les tables ne sont pas du même import : {sorted(found)}, {sorted(tables)}")
    return found.pop()


def _left() -> list[str]:
    areas = [user_folder() / area for area in ("datasets", "built", "confidential")]
    return sorted(str(path.relative_to(user_folder())) for area in areas for path in area.glob("*/*"))


def main() -> None:
    """Kill, look, and start again."""
    random.seed(20_241_231)
    old, value, killed = 0, 0, 0
    step = random.SystemRandom().randint(1, STRIDE)
    while True:
        value += 1
        lived = _commit(value, step=step)
        now = _in_use()
        if now not in ({value} if lived else {old, value}):
            raise SystemExit(f"tué au pas {step} : {now} au lieu de {old} ou {value}")
        old = now
        if lived:
            break
        killed += 1
        step += STRIDE
    for _ in range(RANDOM_KILLS):
        value += 1
        lived = _commit(value, after=random.uniform(0.001, 0.12))
        now = _in_use()
        if now not in ({value} if lived else {old, value}):
            raise SystemExit(f"tué au hasard : {now} au lieu de {old} ou {value}")
        old = now
    value += 1
    _commit(value)
    unfinished = [path for path in _left() if "/new-" in path]
    print(json.dumps({"steps": killed, "in_use": _in_use() == value, "unfinished": unfinished}))


if __name__ == "__main__":
    main()
