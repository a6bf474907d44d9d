// Zones that follow none of the map's outlines: a light fill that lets the pointer through, a strong line around.
function makeZones(atlas) {
  const { map, tooltip } = atlas;
  const group = L.layerGroup().addTo(map);
  let drawn = "";
  let seen = "";
  let wanted = null; // what the map must still be brought to: a frame that is not laid out yet has no size

  function draw(zone) {
    const shape = zone.polygons.map((rings) => rings.map((ring) => ring.map(([lon, lat]) => [lat, lon])));
    const pane = "atlas-zones";
    const text = [zone.approximate ? TEXTS.approximate : "", zone.tip].filter(Boolean).join("\n");
    L.polygon(shape, { pane, interactive: false, stroke: false, fillOpacity: 0.1, className: "atlas-zone-fill" })
      .addTo(group);
    L.polygon(shape, { pane, interactive: false, fill: false, weight: 5, className: "atlas-overlay-halo" })
      .addTo(group);
    const line = L.polygon(shape, { pane, fill: false, weight: 2.5, className: "atlas-zone" });
    line
      .on({
        mouseover: (event) => tooltip.show(line, event.containerPoint, zone.title, text),
        mousemove: (event) => tooltip.move(event.containerPoint),
        mouseout: () => tooltip.hide(line),
      })
      .addTo(group);
    return line.getBounds();
  }

  function look() {
    if (!wanted || !map.getSize().x) return;
    const bounds = wanted;
    wanted = null;
    map.fitBounds(bounds.pad(0.2), { maxZoom: 13, animate: false });
  }
  map.on("resize", look);

  return {
    paint(spec) {
      const zones = spec.zones || [];
      const told = JSON.stringify(zones);
      if (told === drawn) return;
      drawn = told;
      group.clearLayers();
      const bounds = zones.map(draw);
      const keys = JSON.stringify(zones.map(({ key }) => key));
      if (keys === seen) return;
      seen = keys;
      wanted = bounds.length ? bounds.reduce((whole, one) => whole.extend(one), L.latLngBounds([])) : null;
      look();
    },
  };
}
