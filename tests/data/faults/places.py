"""Faults of places and of their hours."""

from data.checks import hours, places
from tests.data.faults.planting import Fault, both, drop, east, put, reshape

FAULTS = [
    # places
    Fault(
        places.positions,
        put("places", "geometry", None, id="mairie-62041"),
        "geometry",
        "mairie-62041",
        "6 place Guy-Mollet",
        table="places",
    ),
    Fault(
        places.positions,
        put("places", "lat", 50.0, id="mairie-62041"),
        "geometry",
        "mairie-62041",
        "écrit (2.77852, 50.0)",
        table="places",
    ),
    Fault(
        places.inside,
        put("places", "commune", "59350", id="mairie-62041"),
        "commune",
        "mairie-62041",
        "59350",
        table="places",
    ),
    Fault(
        places.inside,
        reshape("places", east(3_000), id="mairie-62041"),
        "geometry",
        "mairie-62041",
        "62817 (Tilloy-lès-Mofflaines), à",
        table="places",
    ),
    Fault(
        places.inside,
        reshape("places", east(90_000), id="mairie-62041"),
        "geometry",
        "mairie-62041",
        "hors des 46 communes",
        table="places",
    ),
    Fault(
        places.duplicates,
        both(
            put("places", "name", "MEDIATHEQUE  DE DAINVILLE", id="med-verlaine"),
            put("places", "commune", "62263", id="med-verlaine"),
            put("places", "address", "40, rue d'Arras", id="med-verlaine"),
        ),
        "name",
        "med-dainville et med-verlaine",
        "même adresse",
        table="places",
    ),
    Fault(
        places.duplicates,
        both(
            put("places", "name", "Centre social « Arras-Ouest »", id="tour-verlaine"),
            lambda tables: put(
                "places",
                "geometry",
                tables["places"].set_index("id").geometry["cs-arras-ouest"],
                id="tour-verlaine",
            )(tables),
        ),
        "name",
        "cs-arras-ouest et tour-verlaine",
        "0 m",
        table="places",
    ),
    Fault(
        places.town_halls, drop("places", id="mairie-62041"), "kind", "62041 (Arras)", "aucune mairie", table="places"
    ),
    Fault(
        hours.hours,
        put("places", "opening_hours", "Lu-Ve 9h-12h", id="mairie-62041"),
        "opening_hours",
        "mairie-62041",
        "« Lu-Ve 9h-12h »",
        table="places",
    ),
    Fault(
        hours.hours,
        put("places", "opening_hours", "off", id="mairie-62041"),
        "opening_hours",
        "mairie-62041",
        "off",
        table="places",
    ),
    Fault(
        hours.hours,
        put("places", "opening_hours", "Mo-Fr 09:00-12:00; Sa,Mo 14:00-17:00", id="mairie-62041"),
        "opening_hours",
        "mairie-62041",
        "deux fois lundi",
        table="places",
    ),
    Fault(
        hours.hours,
        put("places", "opening_hours", "  ", id="mairie-62041"),
        "opening_hours",
        "32 lieux sur 81",
        "caf-arras",
        "à savoir",
        "places",
    ),
]
