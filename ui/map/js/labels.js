// Permanent names with a halo; where two would touch, that of the page's choice stays, else that of the greater area.
function makeLabels(atlas) {
  const { map } = atlas;
  const pane = map.getPane("atlas-names");
  pane.classList.add("leaflet-zoom-hide");
  let entries = [];

  function build(level) {
    pane.replaceChildren();
    entries = level.items.map((item) => {
      const box = make("span", "atlas-name", item.name);
      box.setAttribute("aria-hidden", "true");
      pane.append(box);
      const bounds = item.shape.getBounds();
      const extent = (bounds.getEast() - bounds.getWest()) * (bounds.getNorth() - bounds.getSouth());
      return { item, box, extent, width: 0, height: 0 };
    }).sort((one, other) => other.extent - one.extent);
    for (const entry of entries) {
      entry.width = entry.box.offsetWidth;
      entry.height = entry.box.offsetHeight;
    }
  }

  function rectangle(at, { width, height }) {
    return [at.x - width / 2 - 3, at.y - height / 2 - 1, at.x + width / 2 + 3, at.y + height / 2 + 1];
  }

  // In the middle of its area, or a line above or below it where another name has the middle.
  function spots(entry, chosen) {
    const at = map.latLngToLayerPoint(entry.item.at);
    if (!chosen) return [at];
    const step = entry.height + 2;
    const inside = (point) => entry.item.shape.getBounds().contains(map.layerPointToLatLng(point));
    return [at, ...[at.add([0, step]), at.subtract([0, step])].filter(inside)];
  }

  function place() {
    const taken = [];
    const view = map.getBounds().pad(0.1);
    const named = new Map((atlas.spec.named || []).map((code, rank) => [code, rank]));
    const order = ({ item }) => (named.has(item.code) ? named.get(item.code) : named.size);
    for (const entry of [...entries].sort((one, other) => order(one) - order(other))) {
      const { item, box, width, height } = entry;
      const free = (at) => taken.every((other) => {
        const [left, top, right, bottom] = rectangle(at, entry);
        return right < other[0] || other[2] < left || bottom < other[1] || other[3] < top;
      });
      const at = view.contains(item.at) && spots(entry, named.has(item.code)).find(free);
      box.style.visibility = at ? "visible" : "hidden";
      if (!at) continue;
      taken.push(rectangle(at, entry));
      box.style.transform = `translate(${Math.round(at.x - width / 2)}px, ${Math.round(at.y - height / 2)}px)`;
    }
  }

  map.on("zoomend moveend resize", () => entries.length && place());

  return {
    // Names of the framed level (the communes) whatever is painted: 1 727 cells have no name worth a label.
    update() {
      const framed = atlas.settings.layers.find((layer) => layer.framed);
      const name = framed ? framed.name : atlas.spec.level;
      if (!atlas.display.labels) {
        entries = [];
        pane.replaceChildren();
        return;
      }
      if (entries.length) return place();
      atlas.load.outlines(name).then((collection) => {
        if (!atlas.display.labels || entries.length) return;
        const items = collection.features.map((feature) => ({
          code: feature.properties.code,
          name: feature.properties.name,
          at: L.latLng(feature.properties.at[1], feature.properties.at[0]),
          shape: L.geoJSON(feature),
        }));
        build({ items });
        place();
      }, () => {});
    },
  };
}
