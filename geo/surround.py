"""A line around a group of cells, to point at it on a map."""

from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from geo.errors import ZoneError

if TYPE_CHECKING:
    from shapely.geometry import Polygon


def around(geometries: npt.ArrayLike, *, margin: float = 250.0) -> "Polygon":
    """Return one polygon that surrounds every geometry at a distance.

    Parameters
    ----------
    geometries : array_like of shapely geometries
        In metres (EPSG:2154).
    margin : float
        Distance kept around them, metres. Parts that even a margin leaves apart are joined by their convex
        hull.

    Returns
    -------
    Polygon
        Without holes: its exterior is the line to draw.

    Raises
    ------
    ZoneError
        If there is nothing to surround.
    """
    import shapely

    parts: npt.NDArray[Any] = np.asarray(geometries, dtype=object)
    if not parts.size:
        raise ZoneError("Il n’y a aucun carreau à entourer.")
    swollen = shapely.union_all(shapely.buffer(parts, margin, join_style="mitre"))
    whole = swollen if isinstance(swollen, shapely.Polygon) else shapely.convex_hull(swollen)
    return shapely.Polygon(shapely.get_exterior_ring(whole))
