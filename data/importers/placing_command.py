"""`python -m data geocode | place`: positions for the places that have none, from a terminal."""

import argparse
import sys
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from data.formats import number, typography
from data.importers import commit, geocoding

if TYPE_CHECKING:
    from data.importers.placing import Proposal


def declare(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the commands and their arguments."""
    asked = commands.add_parser("geocode", help="cherche les lieux sans position dans la Base Adresse Nationale")
    asked.add_argument("--service", metavar="ADRESSE", default=geocoding.GEOPLATEFORME, help="adresse du service")
    asked.add_argument("--dry-run", action="store_true", help="dit ce qui serait écrit, n’écrit rien")
    asked.add_argument("--all", action="store_true", help="garde aussi les réponses à vérifier")
    hand = commands.add_parser("place", help="donne à la main la position d’un lieu")
    hand.add_argument("place", metavar="LIEU", help="identifiant du lieu")
    hand.add_argument("x", metavar="X", help="longitude en degrés, ou abscisse Lambert-93 en mètres")
    hand.add_argument("y", metavar="Y", help="latitude en degrés, ou ordonnée Lambert-93 en mètres")


def run(chosen: argparse.Namespace) -> int:
    """Run one of the commands; return 0 when every place that was asked has a position, else 1.

    Raises
    ------
    data.errors.DataError
    """
    return _place(chosen) if chosen.command == "place" else _geocode(chosen)


def _say(sentence: str) -> None:
    sys.stdout.write(typography(sentence) + "\n")


def _geocode(chosen: argparse.Namespace) -> int:
    from data.importers import placing

    lost = placing.waiting()
    if not lost:
        _say("Tous les lieux ont une position.")
        return 0
    _say(f"Envoyé à {chosen.service} : l’adresse et la commune de {number(len(lost))} lieux, rien d’autre.")
    proposals = placing.ask(lost, base_url=chosen.service)
    for one in proposals:
        _say(_line(one))
    kept = [one.position for one in proposals if one.position is not None and (one.sure or chosen.all)]
    if chosen.dry_run or not kept:
        _say("Rien n’a été écrit.")
    else:
        commit.commit(placing.prepare(kept, today=datetime.now(UTC).date()))
        _say(f"Écrit sous le nom « {placing.DATASET} » : {number(len(kept))} sur {number(len(lost))}.")
    return 0 if len(kept) == len(lost) else 1


def _line(one: "Proposal") -> str:
    if one.position is None:
        return f"[introuvable] {one.place.name} : {one.place.address}. À placer à la main : place {one.place.id} X Y"
    doubt = f" – {one.position.warning}" if one.position.warning else ""
    state = "sûr" if one.sure else "à vérifier"
    return f"[{state}] {one.place.name} : {one.label} (confiance {number(one.score, 2)}){doubt}"


def _place(chosen: argparse.Namespace) -> int:
    from data.importers import geography, placing
    from data.importers.places.place import known

    place = next((one for one in known("") if one.id == chosen.place), None)
    if place is None:
        raise placing.PositionRefused(chosen.place, "ce lieu n’est pas dans la table des lieux")
    lon, lat, words = placing.read(chosen.x, chosen.y)
    position = placing.by_hand(place, lon, lat)
    commit.commit(placing.prepare([position], today=datetime.now(UTC).date()))
    town = geography.gazetteer().named(place.commune)
    more = "".join(f" ({part})" for part in (words, position.warning) if part)
    _say(f"« {place.name} », {town} : {number(lon, 5)} ; {number(lat, 5)}{more}, placé à la main.")
    return 0
