"""What is said of a file before it is imported."""

from datetime import date

from data.formats import day, number, plural
from data.importers.outcome import Import

INVENTED = (
    "Exemple fictif en usage : toutes les pages et tous les fichiers portent la mention EXEMPLE FICTIF. Oubliez-le "
    "pour l’enlever ; les données réelles restent."
)


def verdict(import_: Import) -> str:
    """Say what would be kept of the file, and what not."""
    kept = plural(import_.accepted, "élément prêt", "éléments prêts")
    if import_.accepted == 0:
        return f"« {import_.title} » : **rien de ce fichier n’est utilisable** ; les remarques disent pourquoi."
    if import_.refused:
        refused = plural(import_.refused, "refusé", "refusés")
        return f"« {import_.title} » : **{kept}**, **{refused}**. Rien n’est encore écrit."
    return f"« {import_.title} » : **{kept}**, aucun refusé. Rien n’est encore écrit."


def counted(import_: Import) -> str:
    """Count the remarks by severity: « 2 refus, 3 réparations, 1 remarque »."""
    severities = [remark.severity for remark in import_.remarks]
    counts = (
        (severities.count("refusé"), "refus", "refus"),
        (severities.count("réparé"), "réparation", "réparations"),
        (severities.count("à savoir"), "remarque", "remarques"),
    )
    return ", ".join(plural(count, one, several) for count, one, several in counts if count)


def retained(until: date) -> str:
    """Say until when rows about persons are kept."""
    return f"Données sur des personnes, gardées jusqu’au {day(until)}, jamais montrées ligne à ligne."


def forgetting(title: str, versions: int) -> str:
    """Ask whether a dataset is to be forgotten, and say that nothing brings it back."""
    every = f" et ses {number(versions)} versions" if versions > 1 else ""
    return f"Effacer « {title} »{every}, avec tout ce qui en vient ? Rien ne permettra d’y revenir."
