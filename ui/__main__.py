"""`python -m ui`: start the application, saying in French what prevents it."""

import argparse
import gc
import importlib
import socket
import sys
import threading
from pathlib import Path

from data.formats import typography

ROOT = Path(__file__).resolve().parent.parent
# Imported while the browser connects: they are what the first map waits for. Not streamlit_folium itself: its
# component is only served when it is first imported by a page.
HEAVY = ("pandas", "pyarrow.parquet", "folium.plugins", "geopandas", "highspy")

# Below, a port belongs to the system; above, there is none.
FIRST, LAST = 1024, 65535


def obstacle(port: str) -> str:
    """Return the sentence that says why a port of this machine cannot be used, "" when it can."""
    if not port.isdecimal() or not FIRST <= int(port) <= LAST:
        return f"« {port} » n’est pas un port possible : choisissez un nombre de {FIRST} à {LAST}."
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", int(port)))
        except OSError:
            other = int(port) + 1 if int(port) < LAST else FIRST
            return (
                f"Le port {port} est déjà occupé. Fermez l’autre application, ou choisissez un autre port : "
                f"make run PORT={other}"
            )
    return ""


def warm() -> None:
    """Import the heavy libraries, so that no page has to wait for them; what they hold is no garbage."""
    try:
        for name in HEAVY:
            importlib.import_module(name)
    finally:
        gc.freeze()
        gc.enable()


def main(arguments: list[str] | None = None) -> int:
    """Check what can be checked, then serve until stopped."""
    parser = argparse.ArgumentParser(prog="python -m ui", description="Ouvre l’Atlas aller-vers.")
    parser.add_argument("--port", default="8501", help="port local (8501 par défaut)")
    parser.add_argument("--headless", action="store_true", help="n’ouvre pas le navigateur")
    chosen = parser.parse_args(arguments)
    if prevented := obstacle(chosen.port):
        sys.stderr.write(typography(prevented) + "\n")
        return 1
    port = int(chosen.port)
    # Libraries make a million objects that stay: looking through them again and again, a start takes longer.
    gc.disable()
    from streamlit.runtime.pages_manager import PagesManager
    from streamlit.web import bootstrap

    # The folder pages/ holds modules, not pages of Streamlit's older kind, which it would look for in the address
    # of the very first request.
    PagesManager.uses_pages_directory = False
    # Not sooner: plotly, which Streamlit imports, would come across a pandas that is half imported.
    threading.Thread(target=warm, name="warm", daemon=True).start()
    sys.stdout.write(f"Atlas aller-vers : http://127.0.0.1:{port} (Ctrl+C pour arrêter)\n")
    sys.stdout.flush()
    flags = {"server_port": port, "server_headless": chosen.headless or not sys.stdout.isatty()}
    bootstrap.load_config_options(flag_options=flags)
    bootstrap.run(str(ROOT / "app.py"), False, [], flags)
    return 0


if __name__ == "__main__":
    sys.exit(main())
