"""Positions of the places of a file that has none, asked of the address service if the user says so."""

from collections.abc import Sequence
from dataclasses import replace

import pandas as pd

from data.formats import number
from data.importers import geocoding
from data.importers.geocoding import Address, GeocodingUnavailable
from data.importers.places.place import Place
from data.importers.remark import Remark

# Under the first, the service has found another address; under the second, it may have found the street alone.
LEAST_SCORE = 0.5
SURE_SCORE = 0.8


def located(
    places: Sequence[Place], *, base_url: str = geocoding.GEOPLATEFORME, opener: geocoding.Open | None = None
) -> tuple[list[Place], list[Remark]]:
    """Give a position to the places that have an address and none; its confidence goes into their note.

    Without an answer of the service, the places stay without a position, and why is said.
    """
    lost = [one for one in places if not one.placed and one.address]
    if not lost:
        return list(places), []
    try:
        answer = geocoding.geocode(
            [Address(one.address, one.commune) for one in lost], base_url=base_url, opener=opener
        )
    except GeocodingUnavailable as error:
        return list(places), [Remark("à savoir", None, "", "", str(error).rstrip("."))]
    remarks: list[Remark] = []
    moved: dict[int, Place] = {}
    for place, row in zip(lost, answer.to_dict("records"), strict=True):
        score = float(row["score"])
        if pd.isna(score) or score < LEAST_SCORE:
            message = "adresse introuvable dans la Base Adresse Nationale : placez le lieu à la main"
            remarks.append(Remark("à savoir", place.line, "", place.address, message))
            continue
        sure = "" if score >= SURE_SCORE else ", à vérifier"
        how = f"position de la Base Adresse Nationale (confiance {number(score, 2)}{sure})"
        note = f"{place.note} ; {how}" if place.note else how
        moved[id(place)] = replace(place, lon=float(row["lon"]), lat=float(row["lat"]), note=note)
        remarks.append(Remark("réparé", place.line, "", place.address, f"{how} : {row['label']}"))
    return [moved.get(id(one), one) for one in places], remarks
