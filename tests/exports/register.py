"""Where the application offers files, and how each place is reached by the tests.

A page that offers a file from a place that is not listed here fails the tests: list it, with the visits that reach it.
"""

Site = tuple[str, str]

VISITED: frozenset[Site] = frozenset(
    {
        ("pages/explore.py", "_below"),
        ("pages/explore.py", "_comparison"),
        ("pages/explore.py", "_places"),
        ("pages/desks.py", "_answer"),
        ("pages/sources.py", "show"),
        ("ui/views/acces.py", "ranking"),
        ("ui/views/acces.py", "map_files"),
        ("ui/views/acces_details.py", "_files"),
        ("ui/views/attendu.py", "_by_benefit"),
        ("ui/views/attendu.py", "_by_commune"),
        ("ui/views/attendu.py", "_unknown"),
        ("ui/views/barometre.py", "_files"),
        ("ui/views/barometre.py", "method"),
        ("ui/views/carte_espace.py", "_files"),
        ("ui/views/carte_zone.py", "_files"),
        ("ui/views/donnees.py", "provenance"),
        ("ui/views/fiche_files.py", "show_sheet"),
        ("ui/views/fiche_files.py", "show_others"),
        ("ui/views/guichets.py", "map_files"),
        ("ui/views/petits_territoires.py", "show"),
        ("ui/views/priorites_details.py", "_files"),
        ("ui/views/priorites_map.py", "files"),
    }
)
"""Places whose tables the tests gather from the pages as they are shown."""

WITHOUT_IMPORTS: dict[Site, str] = {
    ("pages/committee.py", "_files"): "a saved plan, or the territory: published facts, estimates and protected shares",
    ("ui/views/methode.py", "documents"): "the documents of docs/",
    ("ui/views/imports.py", "_models"): "models to fill in, and fictitious examples",
    ("ui/views/import_review.py", "remarks"): "what is said of a file that is not imported, to who has just given it",
    ("ui/views/tournees_files.py", "of_plan"): "visits of desks: places, days and times",
    ("ui/views/tournees_files.py", "of_day"): "visits of desks: places, days and times",
}
"""Places that offer no figure that an import brings, and what they offer."""

VISITS: tuple[tuple[str, dict[str, str | list[str]]], ...] = (
    ("home", {}),
    ("priorities", {}),
    ("explore", {"couches": ["services", "hotes"]}),
    ("explore", {"regroupement": "true", "estimation": "true"}),
    ("explore", {"estimation": "true", "zone": "lieux"}),
    ("committee", {}),
    ("desks", {}),
    ("access", {}),
    ("access", {"detail": "publics"}),
    ("access", {"detail": "carreaux"}),
    ("commune", {"commune": "62041"}),
    ("commune", {"commune": "62764"}),
    ("survey", {}),
    ("survey", {"public": "jeunes", "droit": "rsa"}),
    *(("sources", {"table": name}) for name in ("figures", "indicators", "communes", "iris", "qpv", "places")),
)
"""Pages to open, with their choices; the tests add one a figure that is imported."""
