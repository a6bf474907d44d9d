"""What the page of the data says of the findings."""

from collections.abc import Sequence

from data.formats import plural


def findings(severities: Sequence[str], tables: int) -> str:
    """Say how many findings the checks made, and whether one of them blocks."""
    if not severities:
        return f"Les {plural(tables, 'table')} sont décrites et vérifiées : **aucun constat**."
    counted = [severity.casefold() for severity in severities]
    blocking, fix, know = (counted.count(kind) for kind in ("bloquant", "à corriger", "à savoir"))
    parts = [
        part
        for part in (
            f"**{plural(blocking, 'bloquant')}**" if blocking else "",
            f"**{plural(fix, 'à corriger', 'à corriger')}**" if fix else "",
            f"{plural(know, 'à savoir', 'à savoir')}" if know else "",
        )
        if part
    ]
    end = "" if blocking else " ; aucun n’empêche d’utiliser l’Atlas"
    return (
        f"Les {plural(tables, 'table')} sont décrites et vérifiées : "
        f"{plural(len(severities), 'constat')} ({', '.join(parts)}){end}."
    )
