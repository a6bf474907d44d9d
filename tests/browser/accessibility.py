"""What axe-core finds on a page that some readers could not use."""

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

SERIOUS = {"serious", "critical"}


def serious_faults(page: Page, inside: str | None = None) -> set[str]:
    """Return one line a serious fault, on the page or `inside` a selector: its rule, where it is, and what to mend."""
    results = Axe().run(page, context=inside) if inside else Axe().run(page)
    return {
        f"{fault['id']} {node['target']}: {node['failureSummary']}"
        for fault in results.response["violations"]
        if fault["impact"] in SERIOUS
        for node in fault["nodes"]
    }
