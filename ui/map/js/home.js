// The whole territory in view: at first, on demand, and when the frame changes size before anybody moved the map
// (a map in a closed tab has no size at all).
const HOME_MARGIN = 14;
// What stands over the map at any time, and would cover an area.
const HOME_CARDS = ".atlas-legend[open]:not([hidden]), .atlas-bar, .atlas-display:not([open])";
// Shares of the room left beside the territory, the middle first.
const HOME_SHARES = [0, 1, 2, 3, 4, 5, 6, 7, 8].map((rank) => rank / 8);
const HOME_PLACES = HOME_SHARES.flatMap((x) => HOME_SHARES.map((y) => [x, y])).sort(
  (one, other) => Math.hypot(one[0] - 0.5, one[1] - 0.5) - Math.hypot(other[0] - 0.5, other[1] - 0.5),
);

function makeHome(map, bounds) {
  let corners = []; // of the outlines, in pixels of zoom 0
  let there = false;
  let going = false;
  let zooming = false;

  // Leaflet ends an animated zoom where it was going, whatever was asked meanwhile: wait for its end.
  map.on("zoomanim", () => {
    zooming = true;
  });
  map.on("zoomend", () => {
    zooming = false;
  });

  function cards() {
    const frame = map.getContainer().getBoundingClientRect();
    return [...map.getContainer().querySelectorAll(HOME_CARDS)].map((card) => {
      const box = card.getBoundingClientRect();
      const at = L.point(box.left - frame.left, box.top - frame.top);
      return L.bounds(at, at.add([box.width, box.height]).add([6, 6])).extend(at.subtract([6, 6]));
    });
  }

  // The greatest zoom at which there is a place where no card covers the territory, one step of 1 down at most.
  function clearPlace() {
    const size = map.getSize();
    const covered = cards();
    const greatest = map.getBoundsZoom(bounds, false, L.point(2 * HOME_MARGIN, 2 * HOME_MARGIN));
    for (let zoom = greatest; zoom >= greatest - 1; zoom -= 0.25) {
      const points = corners.map((corner) => corner.multiplyBy(2 ** zoom));
      const box = L.bounds(points);
      const room = size.subtract([2 * HOME_MARGIN, 2 * HOME_MARGIN]).subtract(box.getSize());
      for (const [x, y] of HOME_PLACES) {
        const shift = L.point(HOME_MARGIN + x * room.x, HOME_MARGIN + y * room.y).subtract(box.min);
        // Where the cards are on the territory: the corners that they hold are covered.
        const holes = covered.map(({ min, max }) => [min.subtract(shift), max.subtract(shift)]);
        const hidden = ([least, most]) => points.some((point) =>
          point.x > least.x && point.x < most.x && point.y > least.y && point.y < most.y);
        if (holes.some(hidden)) continue;
        return { zoom, centre: map.unproject(size.divideBy(2).subtract(shift).divideBy(2 ** zoom), 0) };
      }
    }
    return null;
  }

  function go() {
    if (zooming) map.once("zoomend", go);
    if (zooming || !map.getSize().x) return;
    going = true;
    const place = corners.length ? clearPlace() : null;
    const padding = [HOME_MARGIN, HOME_MARGIN];
    if (place) map.setView(place.centre, place.zoom, { animate: false });
    else map.fitBounds(bounds, { padding, animate: false });
    going = false;
    there = true;
  }

  map.on("movestart", () => {
    if (!going) there = false;
  });
  map.setView(L.latLngBounds(bounds).getCenter(), 10, { animate: false });
  there = true;
  go();
  const resized = () => there && go();
  return {
    go,
    resized,
    // An animated move begins a frame later than it is asked for: until then nothing else may bring the map back.
    leave() {
      there = false;
    },
    // What the territory is made of: until it is known, only its bounds are in view. A page that frames a part of it
    // has that part in view, whole and as large as can be.
    holds(collection) {
      const shapes = L.geoJSON(collection);
      if (!L.latLngBounds(bounds).pad(0.01).contains(shapes.getBounds())) return;
      const kept = new Map();
      shapes.eachLayer((shape) => {
        for (const corner of shape.getLatLngs().flat(Infinity)) {
          const point = map.project(corner, 0);
          // One in some 500 m: a card is wider than that.
          kept.set(`${Math.round(point.x * 200)} ${Math.round(point.y * 200)}`, point);
        }
      });
      corners = [...kept.values()];
      resized();
    },
  };
}
