"""The workbook to fill in for a register of actions, and a fictitious one."""

from data.importers import geography
from data.importers import template as forms
from data.importers.actions.spans import HALF_DAYS
from data.importers.barometer.choices import BENEFITS
from data.importers.barometer.living import PUBLICS
from data.importers.places.place import known
from data.settings import settings

SEED = 20_250_901
ACTIONS = 48
_OPERATORS = ("Opérateur fictif A", "Opérateur fictif B", "Opérateur fictif C")
_HOW = (
    "1. Feuille « Données » : une ligne par action (une permanence, une tournée), jamais une personne.",
    "2. La date, l’opérateur et la commune (ou un lieu de l’Atlas) sont nécessaires ; ce qui n’est pas connu reste "
    "vide, et n’est pas 0.",
    "3. Écrivez le nom de l’opérateur toujours de la même façon.",
    "4. Un registre tenu par personne rencontrée est admis aussi (Date, Opérateur, Lieu, Commune, Public, Âge, "
    "Accompagné, Droit ouvert, Montant annuel) : ses lignes sont réunies par action avant toute écriture.",
    "5. Ni nom, ni téléphone, ni adresse de personne : ces colonnes ne sont jamais gardées.",
    "6. Les nombres de personnes ne sont montrés que protégés par le secret statistique.",
)


def _met(label: str) -> str:
    return f"{label} – personnes rencontrées"


def fields() -> tuple[forms.Field, ...]:
    """Return the columns of the template; the lists of communes and of places are those in use."""
    communes = tuple(sorted(geography.gazetteer().names["commune"].values()))
    places = tuple(sorted({one.name for one in known("")}))
    number = {"numeric": True, "width": 14}
    return (
        forms.Field("Date", "Jour de l’action", True, "24/11/2025"),
        forms.Field("Demi-journée", "Choisie dans la liste", example="Matin",
                    choices=tuple(one.label for one in HALF_DAYS)),
        forms.Field("Durée (heures)", "Temps d’ouverture au public", example="3", **number),  # type: ignore[arg-type]
        forms.Field("Opérateur", "Qui a mené l’action, toujours écrit de la même façon", True,
                    settings().operateurs[0].nom if settings().operateurs else "", width=30),
        forms.Field("Lieu", "Nom du lieu dans l’Atlas, choisi dans la liste ; vide s’il n’y est pas",
                    example=places[0] if places else "", choices=places, width=36),
        forms.Field("Adresse du lieu", "Numéro et rue, pour un lieu qui n’est pas dans la liste", width=34),
        forms.Field("Commune", "Choisie dans la liste", True, communes[0], choices=communes, width=26),
        forms.Field("Public visé", "Choisi dans la liste ; vide pour tous", example=PUBLICS[3].label,
                    choices=tuple(one.label for one in PUBLICS), width=34),
        forms.Field("Personnes rencontrées", "Nombre de personnes", example="14", **number),  # type: ignore[arg-type]
        forms.Field("Personnes accompagnées", "Parmi les rencontrées, celles qu’on a suivies dans une démarche",
                    example="6", **number),  # type: ignore[arg-type]
        *(forms.Field(_met(one.label), "Nombre de personnes de ce public, parmi les rencontrées",
                      **number) for one in PUBLICS),  # type: ignore[arg-type]
        *(field for one in BENEFITS for field in (
            forms.Field(f"{one.label} – droits ouverts", "Nombre de droits ouverts grâce à l’action",
                        **number),  # type: ignore[arg-type]
            forms.Field(f"{one.label} – euros par an", "Ce que ces droits valent en un an, au total",
                        **number),  # type: ignore[arg-type]
        )),
        forms.Field("Coût (€)", "Coût de l’action, tout compris", example="420", **number),  # type: ignore[arg-type]
        forms.Field("Financement (€)", "Part payée par la communauté urbaine", example="300",
                    **number),  # type: ignore[arg-type]
    )  # fmt: skip


def template() -> bytes:
    """Return the workbook to fill in."""
    columns = fields()
    return forms.build((forms.Sheet(forms.DATA_SHEET, columns), forms.described(columns)), _HOW)


def example() -> bytes:
    """Return a fictitious register of a year, always the same for the same communes and places."""
    from datetime import date, timedelta

    import numpy as np

    draw = np.random.default_rng(SEED)
    columns = fields()
    known_communes = geography.gazetteer().names["commune"]
    hosts = sorted((one.name, one.commune, one.id) for one in known("") if one.role == "hote")
    # A territory whose host places are not known yet has actions all the same, told by their commune.
    where = [(name, commune) for name, commune, _ in hosts] or [("", code) for code in sorted(known_communes)]
    rows: list[tuple[str | float | None, ...]] = []
    for rank in range(ACTIONS):
        host, commune = where[int(draw.integers(len(where)))]
        day = date(2025, 1, 6) + timedelta(days=7 * rank + int(draw.integers(5)))
        met = int(draw.poisson(13))
        helped = int(draw.binomial(met, 0.45))
        left, of_public = met, []
        for share in (0.2, 0.15, 0.3, 0.35):
            of_public.append(int(draw.binomial(left, share)))
        opened: list[float | None] = []
        for rank_of, _ in enumerate(BENEFITS):
            count = int(draw.binomial(helped, 0.16)) if rank_of < 6 else 0
            opened += [count or None, float(count * int(draw.integers(4, 40)) * 100) if count else None]
        hours = 3.0 if rank % 4 else 6.0
        cost = round(140 * hours + float(draw.integers(0, 60)), 2)
        half_day = HALF_DAYS[1] if hours > 3 else HALF_DAYS[2 + rank % 2]
        rows.append((
            f"{day:%d/%m/%Y}", half_day.label, hours, _OPERATORS[int(draw.integers(3))], host or None, None,
            known_communes[commune], PUBLICS[rank % 4].label if rank % 3 else None, met, helped, *of_public,
            *opened, cost, round(0.7 * cost, 2),
        ))  # fmt: skip
    sheets = (forms.Sheet(forms.DATA_SHEET, columns, rows), forms.described(columns))
    return forms.build(sheets, _HOW, fictitious=True)
