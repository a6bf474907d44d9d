"""Correspondences kept under a name, with their versions: one small file a name, written whole or not at all."""

import json
import re
from datetime import UTC, datetime
from pathlib import Path

from data.files import replacing
from data.importers.barometer import mapping as mappings
from data.importers.barometer import privacy
from data.importers.barometer.errors import ProfileDamaged, ProfileNameRefused, ProfileUnknown
from data.importers.barometer.mapping import FORMAT, Mapping
from data.importers.barometer.questionnaire import AREAS
from data.importers.errors import ImporterError
from data.importers.words import slug
from data.paths import user_folder

VERSIONS_KEPT = 20
_NAME = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,58}[a-z0-9])?")
_KIND = "barometer"


def folder() -> Path:
    """Return the folder of profiles."""
    return user_folder() / "profiles"


def names() -> list[str]:
    """Return the names of the profiles that can be read, sorted."""
    found = []
    for path in sorted(folder().glob("*.json")):
        try:
            if _NAME.fullmatch(path.stem) and _load(path.stem):
                found.append(path.stem)
        except ImporterError:
            continue
    return found


def versions(name: str) -> list[Mapping]:
    """Return the versions kept of a profile, the newest first.

    Raises
    ------
    ProfileUnknown, ProfileDamaged
    """
    found = _load(_named(name))
    if not found:
        raise ProfileUnknown(name, names())
    return found[::-1]


def read(name: str, version: int | None = None) -> Mapping:
    """Return a profile, its newest version unless another is asked for.

    Raises
    ------
    ProfileUnknown, ProfileDamaged
    """
    found = versions(name)
    if version is None:
        return found[0]
    for one in found:
        if one.version == version:
            return one
    raise ProfileUnknown(f"{name}, version {version}", [f"{name}, version {one.version}" for one in found])


def save(mapping: Mapping, name: str = "") -> Mapping:
    """Keep a mapping under a name, as a new version unless nothing has changed; return it as kept.

    The texts of answers that could be somebody's own words, or identify somebody, are not written: the words
    of the questionnaire read the others.

    Raises
    ------
    MappingInvalid, ProfileNameRefused, ProfileDamaged, FolderNotWritable
    """
    mappings.require(mapping)
    called = _named(slug(name or mapping.name))
    before = _load(called)
    cleaned = _without_texts(mapping)
    last = before[-1] if before else None
    numbered = cleaned.model_copy(
        update={
            "name": called,
            "version": (last.version if last else 0) + 1,
            "saved": datetime.now(UTC).isoformat(timespec="seconds"),
        }
    )
    if last is not None and _same(last, numbered):
        return last
    kept = [*before, numbered][-VERSIONS_KEPT:]
    content = {"kind": _KIND, "format": FORMAT, "versions": [one.model_dump() for one in kept]}
    text = json.dumps(content, ensure_ascii=False, indent=1)
    with replacing(folder() / f"{called}.json", f"le profil « {called} »") as path:
        path.write_text(text + "\n", encoding="utf-8")
    return numbered


def delete(name: str) -> None:
    """Delete a profile and all its versions.

    Raises
    ------
    ProfileUnknown
    """
    path = folder() / f"{_named(name)}.json"
    if not path.is_file():
        raise ProfileUnknown(name, names())
    path.unlink(missing_ok=True)


def _named(name: str) -> str:
    if _NAME.fullmatch(name) is None:
        raise ProfileNameRefused(name)
    return name


def _same(one: Mapping, other: Mapping) -> bool:
    return one.model_copy(update={"version": 0, "saved": ""}) == other.model_copy(update={"version": 0, "saved": ""})


def _without_texts(mapping: Mapping) -> Mapping:
    """Return a mapping with the only texts that may be kept."""
    places = {one.key for one in AREAS}
    columns = []
    for one in mapping.columns:
        kept = {
            text: code
            for text, code in one.values.items()
            # An address confirmed as a commune is still an address; what all other texts are need not be listed.
            if privacy.may_be_kept(text)
            and not (one.coarsen and one.field in places | {"age"})
            and not (code and code == one.rest)
        }
        columns.append(one.model_copy(update={"values": kept if one.field else {}}))
    return mapping.model_copy(update={"columns": tuple(columns)})


def _load(name: str) -> list[Mapping]:
    """Return the versions of a profile, the oldest first; none when it does not exist."""
    path = folder() / f"{name}.json"
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
    except (FileNotFoundError, NotADirectoryError):
        return []
    except (OSError, ValueError, RecursionError) as error:
        raise ProfileDamaged(name) from error
    if not isinstance(content, dict) or content.get("kind") != _KIND or content.get("format") != FORMAT:
        raise ProfileDamaged(name)
    listed = content.get("versions")
    if not isinstance(listed, list) or not listed:
        raise ProfileDamaged(name)
    try:
        return [mappings.of_json(one) for one in listed]
    except ImporterError as error:
        raise ProfileDamaged(name) from error
