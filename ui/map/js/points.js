// Places: told apart by shape, letter and state as well as by colour.
function makePoints(atlas) {
  const { map, tooltip } = atlas;
  const groups = new Map(); // key → { group, drawn }

  function marker(layer, [identifier, lon, lat, tip, state]) {
    const icon = make("span", `atlas-point atlas-point-${state}`);
    icon.append(makeSymbol(layer.shape, layer.colour, layer.letter));
    if (state === "locked" || state === "forbidden") icon.append(stateBadge(state));
    const point = L.marker([lat, lon], {
      icon: L.divIcon({ html: icon, className: "atlas-point-holder", iconSize: [26, 26] }),
      keyboard: false,
      riseOnHover: true,
      zIndexOffset: state === "muted" ? -200 : state === "normal" ? 0 : 400,
    });
    const item = { level: layer.key, code: identifier, name: "", tip, at: point.getLatLng() };
    point.on({
      add: () => {
        const element = point.getElement();
        element.dataset.code = identifier;
        element.setAttribute("role", "button");
        element.setAttribute("aria-label", tip.split("\n").join(", "));
      },
      mouseover: () => tooltip.show(item, map.latLngToContainerPoint(item.at), "", tip),
      mouseout: () => tooltip.hide(item),
      click: (event) => {
        L.DomEvent.stopPropagation(event);
        atlas.send(item.level, item.code);
      },
    });
    point.item = item;
    return point;
  }

  function stateBadge(state) {
    return makeSvg("svg", { viewBox: "0 0 12 12", class: "atlas-badge", "aria-hidden": "true" },
      makeSvg("circle", { cx: 6, cy: 6, r: 5.5, class: "atlas-badge-ground" }),
      state === "locked"
        ? makeSvg("path", { d: "M4.2 5.6V4.3a1.8 1.8 0 0 1 3.6 0v1.3M3.4 5.6h5.2v3.2H3.4Z", class: "atlas-badge-sign" })
        : makeSvg("path", { d: "M3.6 3.6 8.4 8.4M8.4 3.6 3.6 8.4", class: "atlas-badge-sign" }));
  }

  // Symbols grow with the zoom, so that the town's many places do not cover it from afar.
  function scale() {
    const zoom = map.getZoom();
    map.getContainer().dataset.detail = zoom >= 13 ? "near" : zoom >= 11.5 ? "middle" : "far";
  }
  map.on("zoomend", scale);
  scale();

  return {
    paint(spec) {
      const wanted = new Map((spec.points || []).map((layer) => [layer.key, layer]));
      for (const [key, old] of groups) {
        if (wanted.has(key)) continue;
        old.group.remove();
        groups.delete(key);
      }
      for (const [key, layer] of wanted) {
        const drawn = JSON.stringify(layer);
        const old = groups.get(key);
        if (old && old.drawn === drawn) continue;
        if (old) old.group.remove();
        const group = L.layerGroup(layer.points.map((point) => marker(layer, point)));
        groups.set(key, { group, drawn });
      }
      this.switch();
    },
    switch() {
      for (const [key, { group }] of groups) {
        if (atlas.display.points.has(key)) group.addTo(map);
        else group.remove();
      }
    },
    markers() {
      return [...groups.values()].filter(({ group }) => map.hasLayer(group)).flatMap(({ group }) => group.getLayers());
    },
  };
}
