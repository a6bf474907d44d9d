"""`python -m data import | forget | rollback | template`: the imports from a terminal."""

import argparse
import sys
from pathlib import Path

from data.formats import number, plural, typography
from data.importers import commit, kinds
from data.importers.barometer import beside, doubles
from data.importers.errors import FileRefused, ImporterError
from data.importers.outcome import Import
from data.importers.remark import grouped


class WithoutExample(ImporterError):
    """A kind of which the territory has nothing that an example could be made from."""

    def __init__(self, kind: str) -> None:
        super().__init__(f"Le genre « {kind} » n’a pas d’exemple fictif : le territoire n’a rien de tel.")


class ExampleMisnamed(ImporterError):
    """A name that would make the example impossible to import again."""

    def __init__(self, kind: str, name: str, extension: str) -> None:
        super().__init__(f"L’exemple du genre « {kind} » est un fichier .{extension} : « {name} » doit finir ainsi.")


class PeopleTwice(ImporterError):
    """Answers that seem to be there already, which the user has not chosen to import all the same."""

    def __init__(self, title: str) -> None:
        super().__init__(
            f"« {title} » n’est pas importé : les mêmes personnes seraient comptées deux fois. Changez la vague "
            "(--option wave=…), ou ajoutez --twice pour l’importer quand même."
        )


class WithoutProfile(ImporterError):
    """A kind that is read without a mapping of its columns."""

    def __init__(self, kind: str) -> None:
        super().__init__(f"Le genre « {kind} » ne se lit pas avec un profil : --profile est pour « barometer ».")


def declare(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the commands and their arguments."""
    listed = ", ".join(sorted(kinds.KINDS))
    taken = commands.add_parser(
        "import",
        help="importe un fichier",
        epilog="Exemple : python -m data import barometer enquete-2026.csv --profile barometre-2024 rejoue sur un "
        "nouveau fichier la correspondance des colonnes enregistrée sur la page Données.",
    )
    taken.add_argument("kind", metavar="GENRE", help=f"genre du fichier : {listed}")
    taken.add_argument("files", metavar="FICHIER", nargs="+", type=Path, help="le fichier, et son dictionnaire à part")
    taken.add_argument("--partial", action="store_true", help="accepte de laisser de côté les lignes refusées")
    taken.add_argument(
        "--twice",
        action="store_true",
        help="accepte des réponses qui semblent être là sous le nom d’une autre vague (baromètre)",
    )
    taken.add_argument("--dry-run", action="store_true", help="dit ce qui serait fait, n’écrit rien")
    taken.add_argument("--name", metavar="NOM", help="nom du jeu de données, par défaut celui du fichier")
    taken.add_argument(
        "--profile",
        metavar="NOM",
        help="correspondance enregistrée à rejouer (baromètre) ; --option version=2 la choisit",
    )
    taken.add_argument(
        "--option",
        metavar="CLÉ=VALEUR",
        action="append",
        default=[],
        help="option propre au genre ; baromètre : wave, retention_months, producer, shape, sheet, coarsen, version",
    )
    gone = commands.add_parser("forget", help="efface un jeu de données importé et tout ce qui en vient")
    gone.add_argument("name", metavar="NOM")
    back = commands.add_parser("rollback", help="reprend la version précédente d’un jeu de données importé")
    back.add_argument("name", metavar="NOM")
    blank = commands.add_parser("template", help="écrit le modèle à remplir d’un genre de fichier")
    blank.add_argument("kind", metavar="GENRE", help=f"genre du fichier : {listed}")
    blank.add_argument("file", metavar="FICHIER", type=Path)
    blank.add_argument(
        "--example",
        action="store_true",
        help="écrit un exemple fictif à la place : XLSX, CSV ou GeoJSON selon le genre",
    )


def run(chosen: argparse.Namespace) -> int:
    """Run one of the commands; return 0 when it is done, 1 when lines are refused.

    Raises
    ------
    data.errors.DataError
    """
    if chosen.command == "import":
        return _import(chosen)
    if chosen.command == "template":
        return _template(chosen)
    if chosen.command == "forget":
        commit.forget(chosen.name)
        _say(f"« {chosen.name} » est effacé, avec tout ce qui en vient.")
    else:
        commit.rollback(chosen.name)
        current = next((one for one in commit.versions(chosen.name) if one.in_use), None)
        said = f"la version du {current.when:%d/%m/%Y}" if current else "les données sans cet import"
        _say(f"« {chosen.name} » : {said}, de nouveau en usage.")
    return 0


def _say(sentence: str) -> None:
    sys.stdout.write(typography(sentence) + "\n")


def _content(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise FileRefused(path.name, "il ne se lit pas", "Vérifiez son chemin et vos droits.") from error


def _import(chosen: argparse.Namespace) -> int:
    kind = kinds.get(chosen.kind)
    options = dict(pair.partition("=")[::2] for pair in chosen.option)
    if chosen.name:
        options["name"] = chosen.name
    if chosen.profile:
        if kind.key != "barometer":
            raise WithoutProfile(kind.key)
        options["profile"] = chosen.profile
    made = kind.prepare({path.name: _content(path) for path in chosen.files}, options)
    _report(made)
    if kind.key == "barometer":
        for sentence in beside.sentences(made):
            _say(f"[vagues] {sentence}")
    twice = doubles.sentences(made) if kind.key == "barometer" else []
    for sentence in twice:
        _say(f"[doublons] {sentence}")
    if chosen.dry_run:
        _say("Rien n’a été écrit (essai).")
        return 1 if made.refused else 0
    if twice and not chosen.twice:
        raise PeopleTwice(made.title)
    written = commit.commit(made, partial=chosen.partial)
    for entry in written:
        _say(f"Table « {entry.name} » : {plural(entry.rows, 'ligne')}, {entry.source}.")
    _say(f"Importé sous le nom « {made.dataset} ».")
    return 0


def _report(made: Import) -> None:
    for remark, _, sentence in grouped(made.remarks):
        _say(f"[{remark.severity}] {sentence}")
    for one in made.personal:
        _say(f"[personnes] Colonne « {one.column} » : {one.reason}.")
    _say(f"« {made.title} » : {number(made.accepted)} acceptés, {number(made.refused)} refusés.")


def _template(chosen: argparse.Namespace) -> int:
    kind = kinds.get(chosen.kind)
    content = kind.example() if chosen.example else kind.template()
    if content is None:
        raise WithoutExample(kind.key)
    if chosen.example and chosen.file.suffix.lower() != f".{kind.example_format}":
        raise ExampleMisnamed(kind.key, chosen.file.name, kind.example_format)
    try:
        chosen.file.write_bytes(content)
    except OSError as error:
        raise FileRefused(chosen.file.name, "il ne s’écrit pas", "Choisissez un autre dossier.") from error
    _say(f"« {chosen.file.name} » est écrit.")
    return 0
