"""The workbook to fill in for a register of places, and a fictitious one."""

from data.importers import geography
from data.importers import template as forms
from data.importers.places.hours import DAYS
from data.importers.places.kindwords import KINDS, ROLES

FIELDS = (
    forms.Field("Identifiant", "Code du lieu, le même d’un envoi à l’autre ; fabriqué s’il est vide", example="L-012"),
    forms.Field("Nom", "Nom du lieu, tel qu’il s’affiche", True, "Salle des fêtes de Thélus", width=36),
    forms.Field("Type de lieu", "Choisi dans la liste", True, "Salle communale", width=28,
                choices=tuple(one for one, _ in KINDS.values())),
    forms.Field("Rôle", "Service : on y ouvre des droits ; lieu d’accueil : un guichet peut y venir",
                example="Lieu d’accueil", choices=tuple(ROLES.values())),
    forms.Field("Adresse", "Numéro et rue du lieu, sans la commune", example="1 Grand-Rue", width=34),
    forms.Field("Code Insee", "Code Insee de la commune, cinq chiffres", example="62810", width=12),
    forms.Field("Commune", "Nom de la commune, s’il n’y a pas de code", example="Thélus", width=26),
    forms.Field("Longitude", "En degrés, ou abscisse Lambert-93 en mètres", example="2,79991", numeric=True),
    forms.Field("Latitude", "En degrés, ou ordonnée Lambert-93 en mètres", example="50,35445", numeric=True),
    *(forms.Field(day.capitalize(), "Heures d’ouverture ; « fermé », ou vide si elles sont inconnues",
                  example="09:00 - 12:00 / 13:30 - 17:00", width=26) for day in DAYS),
    forms.Field("Mis à jour le", "Date à laquelle les heures ont été vérifiées", example="15/01/2026"),
    forms.Field("État", "« Fermé » : le lieu n’est pas importé", example="Ouvert", choices=("Ouvert", "Fermé")),
    forms.Field("Remarque", "Ce qu’il faut savoir du lieu ; jamais d’une personne", width=40),
)  # fmt: skip
_HOW = (
    "1. Feuille « Données » : une ligne par service ou par lieu d’accueil possible, jamais une personne.",
    "2. Le nom et le type sont nécessaires, avec la commune (son code ou son nom) ou une position.",
    "3. Sans position, le lieu est gardé et reste à géocoder : il n’entre pas dans les temps de trajet.",
    "4. Un lieu déjà dans l’Atlas (même type, même adresse) n’est pas ajouté ; pour le mettre à jour, donnez son "
    "identifiant dans l’Atlas.",
    "5. Les horaires s’écrivent jour par jour : 09:00 - 12:00 / 13:30 - 17:00.",
)
SEED = 20_250_115


def template() -> bytes:
    """Return the workbook to fill in."""
    return forms.build((forms.Sheet(forms.DATA_SHEET, FIELDS), forms.described(FIELDS)), _HOW)


def example() -> bytes:
    """Return a fictitious register of a dozen places, always the same for the same communes."""
    import numpy as np

    draw = np.random.default_rng(SEED)
    towns = sorted(geography.gazetteer().names["commune"].items())
    rows: list[tuple[str | float | None, ...]] = []
    kinds = ("Salle communale", "Médiathèque ou bibliothèque", "Centre social")
    for rank, position in enumerate(sorted(draw.choice(len(towns), size=min(12, len(towns)), replace=False)), start=1):
        code, name = towns[int(position)]
        kind = kinds[int(draw.integers(len(kinds)))]
        day = int(draw.integers(5))
        week = ["fermé"] * 7
        week[day], week[(day + 2) % 5] = "09:00 - 12:00 / 14:00 - 17:00", "14:00 - 18:30"
        rows.append(
            (f"F-{rank:02d}", f"{kind} (exemple fictif n° {rank})", kind, "Lieu d’accueil", f"{rank} rue Imaginaire",
             code, name, None, None, *week, "15/01/2025", "Ouvert", "exemple fictif")
        )  # fmt: skip
    sheets = (forms.Sheet(forms.DATA_SHEET, FIELDS, rows), forms.described(FIELDS))
    return forms.build(sheets, _HOW, fictitious=True)
