"""`python -m ui`: start the application, saying in French what prevents it."""

import argparse
import socket
import sys
import threading
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
# Imported while the browser connects: they are what the first map waits for. Not streamlit_folium itself: its
# component is only served when it is first imported by a page.
HEAVY = ("pandas", "pyarrow.parquet", "folium.plugins", "geopandas", "mapclassify", "highspy")


def port_in_use(port: int) -> bool:
    """Tell whether something already listens on a port of this machine."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return True
    return False


def warm() -> None:
    """Import the heavy libraries, so that no page has to wait for them."""
    import importlib

    for name in HEAVY:
        importlib.import_module(name)


def main(arguments: list[str] | None = None) -> int:
    """Check what can be checked, then serve until stopped."""
    parser = argparse.ArgumentParser(prog="python -m ui", description="Ouvre l’Atlas aller-vers.")
    parser.add_argument("--port", type=int, default=8501, help="port local (8501 par défaut)")
    parser.add_argument("--headless", action="store_true", help="n’ouvre pas le navigateur")
    chosen = parser.parse_args(arguments)
    if port_in_use(chosen.port):
        sys.stderr.write(
            f"Le port {chosen.port} est déjà occupé. Fermez l’autre application, ou choisissez un autre "
            f"port : make run PORT={chosen.port + 1}\n"
        )
        return 1
    from streamlit.web import bootstrap

    # Not sooner: plotly, which Streamlit imports, would come across a pandas that is half imported.
    threading.Thread(target=warm, name="warm", daemon=True).start()
    sys.stdout.write(f"Atlas aller-vers : http://127.0.0.1:{chosen.port} (Ctrl+C pour arrêter)\n")
    sys.stdout.flush()
    flags = {"server_port": chosen.port, "server_headless": chosen.headless or not sys.stdout.isatty()}
    bootstrap.load_config_options(flag_options=flags)
    bootstrap.run(str(ROOT / "app.py"), False, [], flags)
    return 0


if __name__ == "__main__":
    sys.exit(main())
