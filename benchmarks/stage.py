"""A browser that times what a reader waits for, with its own clock."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import Browser, Page, Playwright, Route, WebSocket

from benchmarks.subject import ROOT, Subject

CHROMIUM = "/usr/bin/chromium"
LEAFLET = ROOT / "static" / "vendor" / "leaflet-1.9.4"
# What a default folium map asks the internet for: Leaflet is served in its stead, the rest (jQuery, Bootstrap,
# icons) is never used by the page and comes empty, which is in the usual way's favour.
STAND_INS = {"leaflet.js": LEAFLET / "leaflet.js", "leaflet.css": LEAFLET / "leaflet.css"}

# The areas' colours, "" until all are drawn; the text of the panel.
_WATCH = """
window.bench = {
  map: (areas) => {
    const frame = document.querySelector("iframe.stCustomComponentV1");
    const drawn = frame && frame.contentDocument ? [...frame.contentDocument.querySelectorAll(areas)] : [];
    return drawn.length >= 46 ? drawn.map((one) => one.getAttribute("fill")).join() : "";
  },
  text: (panel) => [...document.querySelectorAll(panel)].map((one) => one.textContent).join(),
  // Notes when the reader presses, then at each frame looks whether what is watched has changed.
  start(watched, argument) {
    const look = () => window.bench[watched](argument);
    const before = look();
    const frame = document.querySelector("iframe.stCustomComponentV1");
    let pressed = null;
    const press = () => { pressed = performance.now(); };
    document.addEventListener("pointerdown", press, { capture: true, once: true });
    frame.contentDocument.addEventListener("pointerdown", press, { capture: true, once: true });
    window.bench.found = new Promise((resolve, reject) => {
      setTimeout(() => reject(new Error(`${watched}: no change`)), 20000);
      const turn = () => {
        const now = look();
        if (pressed !== null && now && now !== before) resolve(performance.now() - pressed);
        else requestAnimationFrame(turn);
      };
      turn();
    });
  },
};
"""


@dataclass
class Wire:
    """Bytes that the page's sockets carried, both ways."""

    carried: int = 0

    def watch(self, socket: WebSocket) -> None:
        """Count the frames of a socket."""
        socket.on("framereceived", self._count)
        socket.on("framesent", self._count)

    def _count(self, payload: str | bytes) -> None:
        self.carried += len(payload)


@dataclass
class Stage:
    """A page of a subject in a browser."""

    subject: Subject
    url: str
    page: Page
    wire: Wire = field(default_factory=Wire)

    def open(self) -> None:
        """Open the subject's page and wait until every area is drawn."""
        self.page.goto(f"{self.url}/{self.subject.page}", wait_until="commit")
        self.wait_for_map()

    def wait_for_map(self) -> None:
        """Wait until every area is drawn."""
        self.page.wait_for_function("(areas) => window.bench.map(areas)", arg=self.subject.areas, timeout=60_000)

    def quiet(self) -> None:
        """Wait until the script of the page has ended."""
        self.page.wait_for_selector("[data-testid=stApp][data-test-script-state=notRunning]", timeout=60_000)

    def seconds(self) -> float:
        """Return the time from the reader's press to the change that was watched."""
        return float(self.page.evaluate("() => window.bench.found")) / 1000

    def change(self, label: str, name: str) -> float:
        """Choose an option of a list; return the seconds from the press to the repainted map."""
        self.quiet()
        field = self.page.get_by_role("combobox", name=label)
        field.click()
        field.fill(name)
        option = self.page.get_by_role("option", name=name, exact=True)
        option.wait_for()
        self.page.evaluate("(areas) => window.bench.start('map', areas)", self.subject.areas)
        self.wire.carried = 0
        option.click()
        seconds = self.seconds()
        self.quiet()
        return seconds

    def in_reach(self) -> list[int]:
        """Return the ranks of the areas whose middle can be pressed: no name, key or button lies over it."""
        found = self.page.frame_locator("iframe.stCustomComponentV1").locator(self.subject.areas)
        return list(
            found.evaluate_all(
                """(areas) => areas.flatMap((area, rank) => {
                  const box = area.getBoundingClientRect();
                  const x = box.x + box.width / 2, y = box.y + box.height / 2;
                  return document.elementFromPoint(x, y) === area && y > 60 && y < 540 ? [rank] : [];
                })"""
            )
        )

    def click_area(self, rank: int) -> float:
        """Click an area; return the seconds from the press to its name in the panel."""
        self.quiet()
        area = self.page.frame_locator("iframe.stCustomComponentV1").locator(self.subject.areas).nth(rank)
        area.hover()
        self.page.evaluate("(panel) => window.bench.start('text', panel)", self.subject.panel)
        area.click()
        return self.seconds()


@contextmanager
def browser(playwright: Playwright) -> Iterator[Browser]:
    """Open Debian's Chromium."""
    opened = playwright.chromium.launch(
        executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
    )
    try:
        yield opened
    finally:
        opened.close()


@contextmanager
def stage(of: Browser, subject: Subject, url: str) -> Iterator[Stage]:
    """Give a fresh browser, with nothing in its cache, cut off from the outside."""
    context = of.new_context(viewport={"width": 1440, "height": 900}, locale="fr-FR")
    context.add_init_script(_WATCH)

    def stand_in(route: Route) -> None:
        file = STAND_INS.get(Path(route.request.url).name)
        if file:
            route.fulfill(path=file)
        else:
            route.fulfill(body="")

    context.route(lambda address: not address.startswith(("http://127.0.0.1", "data:", "blob:")), stand_in)
    made = Stage(subject, url, context.new_page())
    made.page.on("websocket", made.wire.watch)
    try:
        yield made
    finally:
        context.close()
