"""Leaflet served by the application itself: no map asks the internet for a script or a style."""

from pathlib import Path

from branca.element import Element
from folium.elements import JSCSSMixin

from ui.errors import MapFilesMissing, MapInputError
from ui.map.static_files import SERVED, STATIC

_LEAFLET = "vendor/leaflet-1.9.4"
FILES = (f"{_LEAFLET}/leaflet.js", f"{_LEAFLET}/leaflet.css")
# The resources that folium asks for → the file served in its stead; None: never used here, so not loaded
# (folium wants jQuery for `Map.keep_in_front` only).
_LOCAL: dict[str, str | None] = {
    "leaflet": f"{_LEAFLET}/leaflet.js",
    "leaflet_css": f"{_LEAFLET}/leaflet.css",
    "jquery": None,
    "bootstrap": None,
    "bootstrap_css": None,
    "glyphicons_css": None,
    "awesome_markers": None,
    "awesome_markers_css": None,
    "awesome_markers_font_css": None,
    "awesome_rotate_css": None,
}


def check_vendor(static: Path = STATIC) -> None:
    """Check that the served files are there, before an empty frame says nothing.

    Raises
    ------
    MapFilesMissing
        With the names of the missing files.
    """
    missing = [f"static/{name}" for name in FILES if not (static / name).is_file()]
    if missing:
        raise MapFilesMissing(", ".join(missing))


def serve_locally(element: Element) -> None:
    """Point every script and style of a folium element, and of its children, at the served files.

    The links are set on each instance: folium keeps them on its classes, which other maps share.

    Raises
    ------
    MapInputError
        When an element asks for a resource that is not served here.
    """
    if isinstance(element, JSCSSMixin):
        for attribute in ("default_js", "default_css"):
            links = getattr(element, attribute)
            unknown = [name for name, url in links if name not in _LOCAL and not url.startswith(SERVED)]
            if unknown:
                raise MapInputError(
                    f"La carte demande à l’internet des fichiers que l’application ne sert pas : {', '.join(unknown)}."
                )
            setattr(element, attribute, [(name, url) for name, url in map(_local, links) if url])
    for child in element._children.values():
        serve_locally(child)


def _local(link: tuple[str, str]) -> tuple[str, str | None]:
    name, url = link
    if url.startswith(SERVED):
        return name, url
    local = _LOCAL[name]
    return name, f"{SERVED}/{local}" if local else None
