"""`python -m data official`: the producers' files from a terminal."""

import argparse
import sys

from data.errors import DataError
from data.formats import plural, typography
from data.importers.remark import grouped
from data.official import changes, run, sources, wording
from data.official.entry import Entry
from data.official.errors import TransferFailed
from data.official.run import Proposal
from data.official.transfer import Progress

_BAR = 24


def declare(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command and its arguments."""
    taken = commands.add_parser("official", help="télécharge les fichiers des producteurs et dit ce qu’ils changent")
    taken.add_argument("--only", metavar="SOURCES", default="", help=f"parmi : {', '.join(sources.GROUPS)}")
    taken.add_argument(
        "--list", action="store_true", help="montre les sources et leurs adresses, sans rien télécharger"
    )
    taken.add_argument("--yes", action="store_true", help="met en usage sans demander")
    taken.add_argument("--partial", action="store_true", help="accepte de laisser de côté les éléments refusés")


def execute(chosen: argparse.Namespace) -> int:
    """Run the command; return 0 when all is well, 1 when a source failed.

    Raises
    ------
    data.errors.DataError
        A source is unknown.
    """
    names = tuple(name.strip() for name in chosen.only.split(",") if name.strip())
    entries = sources.choose(names)
    if chosen.list:
        for entry in entries:
            _list(entry)
        return 0
    away: list[Entry] = []
    failed = False
    for entry, obtained in run.obtain_each(entries, progress=_progress):
        _end_of_line()
        try:
            if isinstance(obtained, DataError):
                raise obtained
            _say(wording.received(obtained))
            failed |= not _proposed(run.propose(obtained), yes=chosen.yes, partial=chosen.partial)
        except DataError as error:
            failed = True
            if isinstance(error, TransferFailed) and not error.reachable:
                away.append(entry)
            else:
                sys.stderr.write(f"{error}\n")
    if away:
        sys.stderr.write(wording.by_hand(away) + "\n")
    return 1 if failed else 0


def _say(sentence: str) -> None:
    sys.stdout.write(typography(sentence) + "\n")


def _list(entry: Entry) -> None:
    _say(f"{entry.key} – {wording.declared(entry)}")
    sys.stdout.write(f"    page     {entry.page}\n    fichier  {entry.url}\n")
    _say(f"    {entry.note}")


def _progress(entry: Entry) -> Progress:
    if not sys.stderr.isatty():
        return lambda done, total: None

    def draw(done: int, total: int) -> None:
        full = _BAR * done // total if total > 0 else 0
        bar = f"[{'#' * full}{'.' * (_BAR - full)}] " if total > 0 else ""
        sys.stderr.write(f"\r{bar}{wording.progress(entry, done, total)}")
        sys.stderr.flush()

    return draw


def _end_of_line() -> None:
    if sys.stderr.isatty():
        sys.stderr.write("\n")


def _proposed(proposal: Proposal, *, yes: bool, partial: bool) -> bool:
    """Say what changes, and switch when it was asked for; return False when it could not be."""
    if proposal.import_ is None:
        run.switch(proposal)
        _say(f"Gardé dans « {run.kept_folder()} ».")
        return True
    for remark, _, sentence in grouped(proposal.import_.remarks):
        _say(f"[{remark.severity}] {sentence}")
    for one in proposal.changes:
        for sentence in changes.sentences(one):
            _say(sentence)
    if proposal.nothing:
        _say("Rien à mettre en usage.")
        return True
    if proposal.refused and not partial:
        _say(f"{plural(proposal.refused, 'élément')} à laisser de côté : ajoutez --partial pour l’accepter.")
        return False
    if not yes:
        _say("Rien n’a été mis en usage : ajoutez --yes pour le faire.")
        return True
    run.switch(proposal, partial=partial)
    name = proposal.import_.dataset
    _say(f"En usage. Pour revenir aux données d’avant : python -m data rollback {name}")
    return True
