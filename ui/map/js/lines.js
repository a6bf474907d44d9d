// Tours: a coloured line on a light casing, its stops numbered in the order of the day.
function makeLines(atlas) {
  const { map, tooltip } = atlas;
  const group = L.layerGroup().addTo(map);
  let drawn = "";

  function draw(line) {
    const path = line.path.map(([lon, lat]) => [lat, lon]);
    L.polyline(path, { pane: "atlas-lines", interactive: false, weight: 6.5, className: "atlas-line-casing" }).addTo(group);
    const item = { level: line.key, code: line.key };
    L.polyline(path, { pane: "atlas-lines", weight: 3.5, color: line.colour, dashArray: line.dashed ? "7 6" : null, className: "atlas-line" })
      .on({
        mouseover: (event) => tooltip.show(item, event.containerPoint, line.title, line.tip),
        mousemove: (event) => tooltip.move(event.containerPoint),
        mouseout: () => tooltip.hide(item),
      })
      .addTo(group);
    for (const stop of line.stops) draw_stop(line, stop);
  }

  function draw_stop(line, [identifier, lon, lat, number, tip]) {
    const icon = make("span", "atlas-stop", number);
    icon.style.backgroundColor = line.colour;
    const stop = { level: line.key, code: identifier };
    const marker = L.marker([lat, lon], { icon: L.divIcon({ html: icon, className: "atlas-point-holder", iconSize: [24, 24] }), keyboard: false, zIndexOffset: 600 });
    marker.on({
      add: () => {
        const element = marker.getElement();
        element.dataset.code = identifier;
        element.setAttribute("role", "button");
        element.setAttribute("aria-label", [number, ...tip.split("\n")].join(", "));
      },
      mouseover: () => tooltip.show(stop, map.latLngToContainerPoint([lat, lon]), "", tip),
      mouseout: () => tooltip.hide(stop),
      click: (event) => {
        L.DomEvent.stopPropagation(event);
        atlas.send(line.key, identifier);
      },
    });
    marker.addTo(group);
  }

  return {
    paint(spec) {
      const wanted = JSON.stringify(spec.lines || []);
      if (wanted === drawn) return;
      drawn = wanted;
      group.clearLayers();
      for (const line of spec.lines || []) draw(line);
    },
  };
}
