// Tours: a coloured line on a light casing, its stops numbered in the order of the day.
function makeLines(atlas) {
  const { map, tooltip } = atlas;
  const group = L.layerGroup().addTo(map);
  let stops = [];
  let drawn = "";

  function draw(line) {
    const path = line.path.map(([lon, lat]) => [lat, lon]);
    const pane = "atlas-lines";
    L.polyline(path, { pane, interactive: false, weight: 6.5, className: "atlas-line-casing" }).addTo(group);
    const owner = {};
    const dashArray = line.dashed ? "7 6" : null;
    L.polyline(path, { pane, dashArray, weight: 3.5, color: line.colour, className: "atlas-line" })
      .on({
        mouseover: (event) => tooltip.show(owner, event.containerPoint, line.title, line.tip),
        mousemove: (event) => tooltip.move(event.containerPoint),
        mouseout: () => tooltip.hide(owner),
      })
      .addTo(group);
    for (const [code, lon, lat, number, tip] of line.stops) {
      const icon = make("span", "atlas-stop", number);
      icon.style.backgroundColor = line.colour;
      const item = { level: line.key, code, name: "", tip, at: L.latLng(lat, lon) };
      const marker = makePlaceMarker(atlas, item, icon, 600);
      marker.addTo(group);
      stops.push(marker.target);
    }
  }

  return {
    paint(spec) {
      const wanted = JSON.stringify(spec.lines || []);
      if (wanted === drawn) return;
      drawn = wanted;
      group.clearLayers();
      stops = [];
      for (const line of spec.lines || []) draw(line);
    },
    targets: () => stops,
  };
}
