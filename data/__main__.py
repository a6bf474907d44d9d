"""`python -m data build | check | import | template | geocode | official` and more: the tables from a terminal."""

import argparse
import io
import sys

from data.errors import DataError
from data.importers import command, placing_command
from data.official import command as official


def main(arguments: list[str] | None = None) -> int:
    """Run one command; return 0 when all is well, 1 when a rule is broken, 2 when a file is at fault."""
    parser = argparse.ArgumentParser(prog="python -m data", description="Les tables de l’Atlas aller-vers.")
    commands = parser.add_subparsers(dest="command", required=True)
    building = commands.add_parser("build", help="reconstruit les tables embarquées, ou celles d’un autre EPCI")
    building.add_argument("--epci", metavar="SIREN", help="code SIREN de l’EPCI dont construire le territoire")
    commands.add_parser("check", help="vérifie les tables et liste les constats")
    command.declare(commands)
    placing_command.declare(commands)
    official.declare(commands)
    chosen = parser.parse_args(arguments)
    _speak_utf8()
    try:
        if chosen.command == "build":
            return _build(chosen.epci)
        if chosen.command == "official":
            return official.execute(chosen)
        if chosen.command in {"geocode", "place"}:
            return placing_command.run(chosen)
        return _check() if chosen.command == "check" else command.run(chosen)
    except DataError as error:
        sys.stderr.write(f"{error}\n")
        return 2


def _speak_utf8() -> None:
    """Make the terminal take the French spaces, whatever code page it started with."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8")


def _build(siren: str | None) -> int:
    from data import settings
    from data.build import run, territory
    from data.importers import commit

    embedded = settings.embedded()
    elsewhere = siren is not None and siren != embedded.epci.siren
    for entry in territory.build(siren) if siren is not None and elsewhere else run.build():
        sys.stdout.write(f"{entry.name:16} {entry.rows:6} lignes  {entry.checksum}\n")
    if siren is not None and not elsewhere and territory.back_to_embedded():
        sys.stdout.write(f"{embedded.full.starting} est de nouveau le territoire de l’application.\n")
    commit.refresh()  # the tables that imports add rows to rest on those just built
    shown = settings.settings()
    if elsewhere:
        sys.stdout.write(
            f"{shown.full.starting} est le territoire de l’application ({settings.path()} : complétez ce fichier). "
            f"Pour revenir en arrière : make data EPCI={embedded.epci.siren}\n"
        )
    elif shown.epci.siren != embedded.epci.siren:
        sys.stdout.write(
            f"L’application montre toujours {shown.full.the}. Pour en changer : make data EPCI={embedded.epci.siren}\n"
        )
    return 0


def _check() -> int:
    from data.checks import run

    findings = run.findings()
    for finding in findings:
        sys.stdout.write(f"[{finding.severity}] {finding.sentence}\n")
    sys.stdout.write(f"{len(findings)} constats\n")
    return 1 if any(finding.severity == "bloquant" for finding in findings) else 0


if __name__ == "__main__":
    sys.exit(main())
