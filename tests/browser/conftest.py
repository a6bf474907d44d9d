"""The application served to a real Chromium, with every request to the outside stopped and written down."""

import os
import re
import shutil
import socket
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlencode, urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request, WebSocket, expect

from tests.browser.screen import settled

ROOT = Path(__file__).resolve().parents[2]
CHROMIUM = Path("/usr/bin/chromium")
SCREENS = {"desktop": {"width": 1440, "height": 900}, "phone": {"width": 390, "height": 844}}
# On a page other than the first, Streamlit's browser side asks where its server is, and is answered 404 at first.
BASE_SEARCH = re.compile(r"/_stcore/(health|host-config)$")
ALONE = "MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost"
STARTED = re.compile(r"URL: (http://\S+)")
# An answer comes in a second; a busy machine may take ten times longer, and is no fault of the page.
expect.set_options(timeout=15_000)


@dataclass
class Server:
    """A running Streamlit server."""

    url: str
    log: list[str] = field(default_factory=list)


@pytest.fixture(scope="session")
def launch(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[..., Server]]:
    """Start a command that serves an application, with an empty home; stopped at the end of the session."""
    processes: list[subprocess.Popen[str]] = []

    def start(*command: str, folder: Path = ROOT, data: Path | None = None) -> Server:
        home = tmp_path_factory.mktemp("home")
        environment = os.environ | {
            "HOME": str(home),
            "ATLAS_DATA_DIR": str(data or home / "var"),
            "PYTHONPATH": str(ROOT),
            "PYTHONUNBUFFERED": "1",
        }
        process = subprocess.Popen(
            [sys.executable, "-m", *command],
            cwd=folder,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        processes.append(process)
        return _when_started(process)

    yield start
    for process in processes:
        process.terminate()
        process.wait(timeout=20)
        if process.stdout:
            process.stdout.close()


@pytest.fixture(scope="session")
def serve(launch: Callable[..., Server]) -> Callable[[Path], Server]:
    """Serve one script on a free port."""

    def start(script: Path) -> Server:
        return launch("streamlit", "run", script.name, "--server.port=0", folder=script.parent)

    return start


@pytest.fixture(scope="session")
def open_atlas(launch: Callable[..., Server]) -> Callable[..., Server]:
    """Serve the whole application as `make run` does, on a free port; `data` is its ATLAS_DATA_DIR."""

    def start(*, folder: Path = ROOT, data: Path | None = None) -> Server:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        return launch("ui", "--headless", "--port", str(port), folder=folder, data=data)

    return start


def _when_started(process: "subprocess.Popen[str]") -> Server:
    """Read what the server prints until it says where it listens, and on afterwards so that it never blocks."""
    output = process.stdout
    assert output is not None
    log: list[str] = []
    for line in output:
        log.append(line)
        found = STARTED.search(line)
        if found:
            threading.Thread(target=log.extend, args=(output,), daemon=True).start()
            return Server(found.group(1).rstrip("/"), log)
    raise AssertionError("Streamlit did not start:\n" + "".join(log))


@pytest.fixture(scope="session")
def server(open_atlas: Callable[..., Server]) -> Server:
    """The whole application, shared by the tests of a worker."""
    return open_atlas()


@pytest.fixture(scope="session")
def tiny_server(serve: Callable[[Path], Server], tmp_path_factory: pytest.TempPathFactory) -> Server:
    """The map alone: a small application beside the project's static files and configuration."""
    folder = tmp_path_factory.mktemp("tiny")
    shutil.copy(Path(__file__).parent / "apps" / "map_app.py", folder / "map_app.py")
    (folder / "static").symlink_to(ROOT / "static", target_is_directory=True)
    (folder / ".streamlit").symlink_to(ROOT / ".streamlit", target_is_directory=True)
    return serve(folder / "map_app.py")


@pytest.fixture(scope="session")
def base_url() -> None:
    """No base address: pytest-base-url's own fixture is written in a way that pytest 9 warns about."""


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, object]) -> dict[str, object]:
    """Use the system's Chromium."""
    if not CHROMIUM.exists():
        pytest.skip(f"needs Chromium at {CHROMIUM}")
    return {
        **browser_type_launch_args,
        "executable_path": str(CHROMIUM),
        # No name but the machine's own is found: nothing that a page asks for can leave.
        "args": ["--no-sandbox", "--disable-gpu", "--disable-background-networking", f"--host-resolver-rules={ALONE}"],
    }


@pytest.fixture
def screen(request: pytest.FixtureRequest) -> str:
    """« desktop » (1440 × 900) or « phone » (390 × 844, touch); parametrise it indirectly."""
    return str(getattr(request, "param", "desktop"))


@pytest.fixture
def scheme(request: pytest.FixtureRequest) -> str:
    """« light » or « dark »; parametrise it indirectly."""
    return str(getattr(request, "param", "light"))


@pytest.fixture(scope="session")
def contexts(browser: Browser) -> Iterator[Callable[[str, str], BrowserContext]]:
    """French browsers by screen and theme, which keep the application's scripts from one test to the next.

    Nothing refuses requests on their way: a route would make Chromium forget every file it has read.
    """
    made: dict[tuple[str, str], BrowserContext] = {}

    def context(screen: str, scheme: str) -> BrowserContext:
        if (screen, scheme) not in made:
            made[screen, scheme] = browser.new_context(
                viewport=SCREENS[screen],
                has_touch=screen == "phone",
                color_scheme=scheme,
                locale="fr-FR",
                # Nothing that a test reads is in a transition, and each costs frames.
                reduced_motion="reduce",
            )
        return made[screen, scheme]

    yield context
    for one in made.values():
        one.close()


@pytest.fixture
def context(contexts: Callable[[str, str], BrowserContext], screen: str, scheme: str) -> BrowserContext:
    """The browser of that screen and theme, shared by the tests of a worker."""
    return contexts(screen, scheme)


@pytest.fixture
def outside_requests(context: BrowserContext) -> Iterator[list[str]]:
    """Addresses that a page tries to reach outside the server."""
    outside: list[str] = []

    def note(request: Request) -> None:
        if not _is_local(request.url):
            outside.append(request.url)

    context.on("request", note)
    yield outside
    context.remove_listener("request", note)


@pytest.fixture
def page(context: BrowserContext, outside_requests: list[str]) -> Iterator[Page]:
    """A page of that browser, with nothing kept of earlier ones but files."""
    made = context.new_page()

    def watch(socket: WebSocket) -> None:
        if not _is_local(socket.url):
            outside_requests.append(socket.url)

    made.on("websocket", watch)
    made.add_init_script("if (window === window.top) localStorage.clear();")
    yield made
    made.close()


@pytest.fixture
def script_errors(page: Page) -> list[str]:
    """Uncaught errors of the page's scripts and of its frames' scripts."""
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    return errors


@pytest.fixture
def console_errors(page: Page) -> list[str]:
    """Errors that the page writes in the browser's console, but for Streamlit's search for its own base address."""
    errors: list[str] = []

    def note(message: ConsoleMessage) -> None:
        address = str(message.location.get("url", ""))
        if message.type == "error" and not BASE_SEARCH.search(address):
            errors.append(f"{message.text} ({address})")

    page.on("console", note)
    return errors


@pytest.fixture
def visit(page: Page, server: Server) -> Callable[..., Page]:
    """Open a page of the application by its address, with choices in it, and wait until it stands."""

    def go(address: str = "", *, at: Server = server, **choices: str | list[str]) -> Page:
        page.goto(f"{at.url}/{address}" + (f"?{urlencode(choices, doseq=True)}" if choices else ""))
        settled(page)
        return page

    return go


def _is_local(url: str) -> bool:
    parts = urlsplit(url)
    return parts.scheme in {"data", "blob", "about"} or parts.hostname in {"127.0.0.1", "localhost"}
