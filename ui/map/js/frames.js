// What lies under and over the painted areas: the land, the borders of the framed level, the dashed overlays.
function makeFrames(atlas) {
  const { map, settings, tooltip } = atlas;
  const borders = new Map();
  const overlays = new Map();
  let land = null;

  function quietLayer(collection, pane, style) {
    return L.geoJSON(collection, { pane, style, interactive: false });
  }

  // All borders first, then all fills over them: only the outer border is left to see.
  function showLand(collection) {
    if (land) return;
    land = L.layerGroup([
      quietLayer(collection, "atlas-land", { fill: false, weight: 3, className: "atlas-edge" }),
      quietLayer(collection, "atlas-land", { stroke: false, fillOpacity: 1, className: "atlas-land" }),
    ]).addTo(map);
  }

  function showBorders(layer, collection) {
    if (!borders.has(layer.name)) {
      const style = { fill: false, weight: 1.2, className: "atlas-frame" };
      borders.set(layer.name, quietLayer(collection, "atlas-frames", style));
    }
    if (atlas.spec.level === layer.name) borders.get(layer.name).remove();
    else borders.get(layer.name).addTo(map);
  }

  // Only the line of an overlay answers the pointer: the areas under it stay reachable.
  function makeOverlay(layer, collection) {
    const mention = layer.approximate ? TEXTS.approximate : "";
    const text = [layer.title, mention, layer.source].filter(Boolean).join("\n");
    const halo = quietLayer(collection, "atlas-overlays", {
      fill: false,
      weight: 4,
      className: "atlas-overlay-halo",
    });
    const line = L.geoJSON(collection, {
      pane: "atlas-overlays",
      style: { fill: false, weight: 2, dashArray: "5 4", className: "atlas-overlay" },
      onEachFeature: (feature, shape) =>
        shape.on({
          mouseover: (event) => tooltip.show(shape, event.containerPoint, feature.properties.name, text),
          mousemove: (event) => tooltip.move(event.containerPoint),
          mouseout: () => tooltip.hide(shape),
        }),
    });
    return L.layerGroup([halo, line]);
  }

  function showOverlay(layer) {
    const shown = overlays.get(layer.name);
    if (!atlas.display.overlays.has(layer.name)) return shown && shown.remove();
    if (shown) return shown.addTo(map);
    return atlas.load.outlines(layer.name).then((collection) => {
      if (!overlays.has(layer.name)) overlays.set(layer.name, makeOverlay(layer, collection));
      if (atlas.display.overlays.has(layer.name)) overlays.get(layer.name).addTo(map);
    }, () => {});
  }

  return {
    update() {
      for (const layer of settings.layers) {
        if (layer.role === "overlay") showOverlay(layer);
        if (!layer.framed) continue;
        atlas.load.outlines(layer.name).then((collection) => {
          showLand(collection);
          showBorders(layer, collection);
        }, () => {});
      }
    },
  };
}
