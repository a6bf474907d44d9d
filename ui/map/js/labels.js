// Permanent names with a halo; the smaller area gives way where two would touch.
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

  function place() {
    const taken = [];
    const view = map.getBounds().pad(0.1);
    for (const entry of entries) {
      const { item, box, width, height } = entry;
      const at = map.latLngToLayerPoint(item.at);
      const rectangle = [at.x - width / 2 - 3, at.y - height / 2 - 1, at.x + width / 2 + 3, at.y + height / 2 + 1];
      const free = view.contains(item.at) && taken.every((other) =>
        rectangle[2] < other[0] || other[2] < rectangle[0] || rectangle[3] < other[1] || other[3] < rectangle[1]);
      box.style.visibility = free ? "visible" : "hidden";
      if (!free) continue;
      taken.push(rectangle);
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
