"""Statistical secrecy: protect a table, audit it, and give pages only what may be shown.

`protect` chooses the hidden cells, `audit` attacks the result, `release` gives a page its `Protected` table.
"""

from indicators.secrecy.auditing import audit, refuse_leaks
from indicators.secrecy.hierarchy import Tree
from indicators.secrecy.linked import link
from indicators.secrecy.protection import NEVER_SHOWN, PRIMARY, PUBLISHED, SECONDARY, Proof, protect
from indicators.secrecy.publication import SECRET, Protected, published, ratio, release
from indicators.secrecy.rules import RULES, Rule, lift_low_rates, rule
from indicators.secrecy.tabulation import tabulate
from indicators.secrecy.zones import differencing, with_zones

__all__ = [
    "NEVER_SHOWN",
    "PRIMARY",
    "PUBLISHED",
    "RULES",
    "SECONDARY",
    "SECRET",
    "Proof",
    "Protected",
    "Rule",
    "Tree",
    "audit",
    "differencing",
    "lift_low_rates",
    "link",
    "protect",
    "published",
    "ratio",
    "refuse_leaks",
    "release",
    "rule",
    "tabulate",
    "with_zones",
]
