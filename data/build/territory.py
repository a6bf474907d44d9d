"""`make data EPCI=…`: the tables of another territory, whole or not at all, in the user's folder.

Its communes, town halls and populations come from the package of outlines; nothing else is known of it, and the
other tables are empty until their files are imported. The embedded tables stay as they are.
"""

import shutil
import tempfile
from pathlib import Path

import pandas as pd

from data import current, settings, store
from data.build import declaration, france, sources
from data.build.territory_entries import entries
from data.build.territory_tables import FACTS, tables
from data.catalogue import Entry
from data.database import URL_VARIABLE, database_url, file_of, make_engine
from data.errors import FolderNotWritable, TerritoryRefused
from data.importers.folders import alone
from data.paths import territory_folder, user_folder
from data.plans import PlanStore


def _refuse_a_mixture(siren: str) -> None:
    """Refuse to change the territory under imports and plans that were made on another.

    Raises
    ------
    TerritoryRefused
    """
    present = settings.settings()
    if present.epci.siren == siren:
        return
    imported = any(dataset.active is not None for dataset in current.pointer().datasets)
    url = database_url()
    file = file_of(make_engine(url))
    planned = (file is None or file.is_file()) and bool(PlanStore.open().list())
    if imported or planned:
        what = " et ".join(
            words for words, there in (("des données importées", imported), ("des plans enregistrés", planned)) if there
        )
        raise TerritoryRefused(
            f"Le dossier des données ({user_folder()}) contient {what} pour {present.full.the} : un autre territoire "
            "ne s’y mélange pas. Désignez un autre dossier, à la construction comme au lancement : "
            f"« ATLAS_DATA_DIR=autre-dossier make data EPCI={siren} »"
            + (f" (et une autre base {URL_VARIABLE})." if planned and file is None else ".")
        )


def _aside(siren: str) -> Path:
    return territory_folder().with_name(f"territory-{siren}")


def _kept(siren: str, name: str) -> str | None:
    """Return what somebody may have written for this territory in its folder, in use or set aside."""
    for folder in (territory_folder(), _aside(siren)):
        toml = folder / settings.FILE
        if toml.is_file() and settings.read(toml).epci.siren == siren:
            path = folder / name
            return path.read_text(encoding="utf-8") if path.is_file() else None
    return None


def build(siren: str) -> list[Entry]:
    """Build a territory and put it in use; return the entries of its tables.

    Raises
    ------
    TerritoryRefused, DataError, FolderNotWritable
    """
    of = france.members(siren)
    with alone():
        _refuse_a_mixture(siren)
        toml = _kept(siren, settings.FILE) or declaration.write(of)
        facts = _kept(siren, declaration.FACTS) or ",".join(FACTS) + "\n"
        staged = Path(tempfile.mkdtemp(dir=user_folder(), prefix="territory-new-"))
        try:
            (staged / settings.FILE).write_text(toml, encoding="utf-8")
            (staged / declaration.FACTS).write_text(facts, encoding="utf-8")
            settings.read(staged / settings.FILE)
            built = tables(of, _read_facts(staged / declaration.FACTS))
            described = entries(built)
            written = [
                store.write(table, described[name], tables=staged / "tables", sidecars=staged / "catalogue")
                for name, table in built.items()
            ]
            staged.chmod(0o755)
            _set_aside()
            staged.replace(territory_folder())
            shutil.rmtree(_aside(siren), ignore_errors=True)
        except OSError as error:
            raise FolderNotWritable("le territoire") from error
        finally:
            shutil.rmtree(staged, ignore_errors=True)
    return written


def _read_facts(path: Path) -> pd.DataFrame:
    table = pd.read_csv(path, dtype=str, keep_default_na=False)
    if list(table.columns) != FACTS:
        raise TerritoryRefused(f"« {path.name} » doit avoir pour colonnes : {', '.join(FACTS)}.")
    return sources.numbers(table, ["value", "decimals"], name=path.name, key="id")


def _set_aside() -> None:
    """Give the territory in use the name of its code, in the place of an older one; nothing without one."""
    folder = territory_folder()
    if not folder.is_dir():
        return
    toml = folder / settings.FILE
    away = _aside(settings.read(toml).epci.siren if toml.is_file() else "inconnu")
    shutil.rmtree(away, ignore_errors=True)
    folder.replace(away)


def back_to_embedded() -> bool:
    """Put the embedded territory back in use; tell whether another one was.

    Raises
    ------
    TerritoryRefused, FolderNotWritable
    """
    if not territory_folder().is_dir():
        return False
    with alone():
        _refuse_a_mixture(settings.embedded().epci.siren)
        try:
            _set_aside()
        except OSError as error:
            raise FolderNotWritable("le territoire") from error
    return True
