"""What a test reads on a page of the application."""

from playwright.sync_api import FrameLocator, Locator, Page, expect

AREAS = "path.atlas-area"
SLOW = 30_000
"""Milliseconds that a first page, its libraries not yet read, may take on a busy machine."""


# The state is « notRunning » for an instant between two runs, as when a choice read in the address asks for another;
# and tables, charts and maps are read, and take their height, a moment after the run.
_RESTED = """
() => {
  const app = document.querySelector("[data-testid=stApp]");
  const now = performance.now();
  const height = document.querySelector("[data-testid=stMain]")?.scrollHeight;
  const waits = app?.dataset.testScriptState !== "notRunning" || document.querySelector("[data-testid^=stSkeleton]");
  if (waits || height !== window.lastHeight) window.atRestSince = undefined;
  else window.atRestSince ??= now;
  window.lastHeight = height;
  return now - window.atRestSince > 200;
}
"""


def settled(page: Page) -> None:
    """Wait until the page has its title and its script has come to its end, nothing moving on it any more."""
    expect(page.get_by_role("heading", level=1)).to_be_visible(timeout=SLOW)
    page.evaluate("() => { window.atRestSince = undefined; }")
    # Looked at now and then: at each frame, the default, Chromium would draw frames for nothing else.
    page.wait_for_function(_RESTED, timeout=SLOW, polling=50)


def chart(page: Page, rank: int = 0) -> FrameLocator:
    """Return the frame of a map once it is painted."""
    frame = page.frame_locator("iframe.stCustomComponentV1").nth(rank)
    expect(frame.locator("#map_div[data-painted]")).to_be_attached(timeout=SLOW)
    return frame


def area(frame: FrameLocator, code: str) -> Locator:
    """Return the drawn outline of an area."""
    return frame.locator(f'{AREAS}[data-code="{code}"]')


def zoom_of(frame: FrameLocator) -> float:
    """Return the zoom of a map."""
    return float(frame.locator("#map_div").evaluate("() => window.map.getZoom()"))


def legend(frame: FrameLocator) -> Locator:
    """Return the title of a map's legend: it says what the map shows."""
    return frame.locator(".atlas-legend-title")


def answer(page: Page) -> Locator:
    """Return the sentence that answers the page's question."""
    return page.locator(".atlas-answer").first


def choose(page: Page, label: str, option: str) -> None:
    """Choose an option of a list, as a reader does: write its beginning, then click it."""
    field = page.get_by_role("combobox", name=label)
    field.click()
    field.fill(option)
    page.get_by_role("option", name=option, exact=True).click()


def faults(page: Page) -> Locator:
    """Return the faults that the page shows."""
    return page.get_by_test_id("stAlertContentError").or_(page.get_by_test_id("stException"))


def errors_shown(page: Page) -> list[str]:
    """Return the texts of the faults that a page at rest shows."""
    return faults(page).all_inner_texts()


def overflow(page: Page) -> int:
    """Return by how many pixels the page is wider than its window."""
    return int(page.evaluate("() => document.documentElement.scrollWidth - window.innerWidth"))


def unfold(page: Page) -> None:
    """Open every fold of the page, those that opening another brings too."""
    folds = page.locator("[data-testid=stExpander] details")
    while (folded := folds.evaluate_all("(all) => all.findIndex((one) => !one.open)")) >= 0:
        folds.nth(folded).locator("> summary").click()
        expect(folds.nth(folded)).to_have_attribute("open", "")
        settled(page)
