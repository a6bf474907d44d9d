// Places: told apart by shape, letter and state as well as by colour.
const STATE_SIGNS = {
  locked: "M8.6 11.2V9.1a3.4 3.4 0 0 1 6.8 0v2.1M7.2 11.2h9.6v6.2H7.2Z",
  forbidden: "M8 8l8 8M16 8l-8 8",
};

// Chosen and locked places lie above the others, those that do not count below.
const STATE_ORDERS = { muted: -200, forbidden: -100, normal: 0, chosen: 400, locked: 400 };

function makePlaceSymbol({ shape, colour, letter }, state) {
  const holder = make("span", `atlas-point atlas-point-${state}`);
  const symbol = makeSymbol(shape, state === "forbidden" ? "" : colour, STATE_SIGNS[state] ? "" : letter);
  if (STATE_SIGNS[state]) symbol.append(makeSvg("path", { d: STATE_SIGNS[state], class: "atlas-sign" }));
  holder.append(symbol);
  return holder;
}

// A marker that answers the pointer and the keyboard; `item` is what the tooltip and the click speak of.
function makePlaceMarker(atlas, item, icon, order) {
  const { map, tooltip } = atlas;
  const marker = L.marker(item.at, {
    icon: L.divIcon({ html: icon, className: "atlas-place", iconSize: [26, 26] }),
    keyboard: false,
    riseOnHover: true,
    zIndexOffset: order,
  });
  marker.target = {
    at: item.at,
    get element() {
      return marker.getElement();
    },
    enter: () => tooltip.show(item, map.latLngToContainerPoint(item.at), item.name, item.tip),
    leave: () => tooltip.hide(item),
    choose: () => atlas.send(item.level, item.code),
  };
  marker.on({
    add: () => {
      const element = marker.getElement();
      element.dataset.code = item.code;
      element.setAttribute("role", "button");
      element.setAttribute("aria-label", [item.name, ...item.tip.split("\n")].filter(Boolean).join(", "));
    },
    mouseover: marker.target.enter,
    mouseout: marker.target.leave,
    click: (event) => {
      L.DomEvent.stopPropagation(event);
      marker.target.choose();
    },
  });
  return marker;
}

function makePoints(atlas) {
  const { map } = atlas;
  const groups = new Map(); // key → { group, drawn }

  function load(layer) {
    if (layer.points) return Promise.resolve(layer.points);
    return atlas.load.file(layer.url, TEXTS.placesFailed(layer.title));
  }

  function draw(layer, points) {
    return L.layerGroup(points.map(([code, lon, lat, tip]) => {
      const state = layer.states[code] || "normal";
      const item = { level: layer.key, code, name: "", tip, at: L.latLng(lat, lon) };
      return makePlaceMarker(atlas, item, makePlaceSymbol(layer, state), STATE_ORDERS[state]);
    }));
  }

  // Symbols grow with the zoom, so that the town's many places do not cover it from afar.
  function scale() {
    const zoom = map.getZoom();
    map.getContainer().dataset.detail = zoom >= 13 ? "near" : zoom >= 11.5 ? "middle" : "far";
  }
  map.on("zoomend", scale);
  scale();

  function apply() {
    for (const [key, { group }] of groups) {
      if (!group) continue;
      if (atlas.display.points.has(key)) group.addTo(map);
      else group.remove();
    }
  }

  return {
    apply,
    // Resolves when all the layers of the view are drawn.
    paint(spec) {
      const wanted = new Map((spec.points || []).map((layer) => [layer.key, layer]));
      for (const [key, { group }] of groups) {
        if (wanted.has(key)) continue;
        if (group) group.remove();
        groups.delete(key);
      }
      return Promise.all([...wanted].map(([key, layer]) => {
        const drawn = JSON.stringify(layer);
        const old = groups.get(key);
        if (old && old.drawn === drawn) return null;
        const next = { group: old && old.group, drawn };
        groups.set(key, next);
        return load(layer).then((points) => {
          if (groups.get(key) !== next) return;
          if (next.group) next.group.remove();
          next.group = draw(layer, points);
          apply();
        }, () => {});
      }));
    },
    targets() {
      const shown = [...groups.values()].filter(({ group }) => group && map.hasLayer(group));
      return shown.flatMap(({ group }) => group.getLayers().map((marker) => marker.target));
    },
  };
}
