"""`python -m docs.take_screenshots`: one picture a page, named by its address, in docs/screenshots/."""

import io
import os
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page, expect, sync_playwright

from ui.shell import PAGES

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "docs" / "screenshots"
WIDTH, HEIGHT = 1440, 1000
COLOURS = 200
SLOW = 60_000
PLAN = "Huit guichets à pied"


@contextmanager
def application() -> Iterator[str]:
    """Serve the application with an empty data folder, and give its address."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    with tempfile.TemporaryDirectory() as home:
        process = subprocess.Popen(
            [sys.executable, "-m", "ui", "--headless", "--port", str(port)],
            cwd=ROOT,
            env=os.environ | {"HOME": home, "ATLAS_DATA_DIR": f"{home}/var", "PYTHONUNBUFFERED": "1"},
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )
        assert process.stdout is not None
        try:
            next(line for line in process.stdout if "URL:" in line)
            yield f"http://127.0.0.1:{port}"
        finally:
            process.terminate()
            process.wait(timeout=20)


def stand(page: Page) -> None:
    """Wait until the page and its maps are drawn."""
    expect(page.get_by_role("heading", level=1)).to_be_visible(timeout=SLOW)
    expect(page.get_by_test_id("stApp")).to_have_attribute("data-test-script-state", "notRunning", timeout=SLOW)
    expect(page.locator("[data-testid=stSkeleton]")).to_have_count(0, timeout=SLOW)
    for frame in range(page.locator("iframe.stCustomComponentV1").count()):
        chart = page.frame_locator("iframe.stCustomComponentV1").nth(frame)
        expect(chart.locator("#map_div[data-painted]")).to_be_attached(timeout=SLOW)


def keep_a_plan(page: Page, address: str) -> None:
    """Keep a plan of desks and its tours, which the pages Tournées and Comité show."""
    page.goto(f"{address}/guichets")
    stand(page)
    page.get_by_label("Enregistrer ce plan sous le nom").fill(PLAN)
    page.get_by_role("button", name="Enregistrer", exact=True).click()
    expect(page.get_by_text("enregistré. Il est prêt")).to_be_visible(timeout=SLOW)
    page.goto(f"{address}/tournees")
    stand(page)
    page.get_by_role("button", name="Enregistrer les tournées avec le plan").click()
    expect(page.get_by_text("ne sont pas encore enregistrées")).to_have_count(0, timeout=SLOW)


def take(page: Page, file: Path) -> None:
    """Write the window as a small picture with a palette."""
    picture = Image.open(io.BytesIO(page.screenshot(animations="disabled"))).convert("RGB")
    picture.quantize(COLOURS, dither=Image.Dither.NONE).save(file, optimize=True)
    sys.stdout.write(f"{file.relative_to(ROOT)} : {file.stat().st_size // 1000} ko\n")


def main() -> None:
    """Take the picture of every page."""
    FOLDER.mkdir(exist_ok=True)
    with application() as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path="/usr/bin/chromium",
            args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
        )
        page = browser.new_page(viewport={"width": WIDTH, "height": HEIGHT}, locale="fr-FR", color_scheme="light")
        keep_a_plan(page, address)
        for _, _, name, _ in PAGES:
            page.goto(f"{address}/{name}")
            stand(page)
            take(page, FOLDER / f"{name or 'accueil'}.png")
        browser.close()


if __name__ == "__main__":
    main()
