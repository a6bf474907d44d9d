"""axe-core on every page, in both themes, with every fold opened."""

from collections.abc import Callable, Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.browser.screen import chart, settled, unfold
from ui.shell import PAGES

pytestmark = pytest.mark.browser

SERIOUS = {"serious", "critical"}
# What Streamlit draws in a way that no page can change: rule → fragment of the selector, and why.
OF_STREAMLIT: dict[str, tuple[str, ...]] = {}


@pytest.mark.parametrize("scheme", ["light", "dark"], indirect=True)
@pytest.mark.parametrize("address", [address for _, _, address, _ in PAGES], ids=[title for _, title, *_ in PAGES])
def test_page_has_no_serious_fault(address: str, visit: Callable[..., Page], scheme: str) -> None:
    """axe finds nothing serious of ours, whatever is unfolded and whichever tab is open."""
    page = visit(address)
    if page.locator("iframe.stCustomComponentV1").count():
        chart(page)
    unfold(page)
    found = set(_faults(page))
    for tab in page.get_by_role("tab").all():
        tab.click()
        settled(page)
        found |= set(_faults(page, "[role=tabpanel]"))
    assert found == set()


def _faults(page: Page, inside: str | None = None) -> Iterator[str]:
    """Yield one line a fault: its rule, where it is, and what to mend."""
    results = Axe().run(page, context=inside) if inside else Axe().run(page)
    for fault in results.response["violations"]:
        if fault["impact"] not in SERIOUS:
            continue
        for node in fault["nodes"]:
            target = str(node["target"])
            if not any(part in target for part in OF_STREAMLIT.get(fault["id"], ())):
                yield f"{fault['id']} {target}: {node['failureSummary']}"
