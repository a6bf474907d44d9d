// The areas of a level: drawn once, restyled at each change of the view.
const PANES = [
  // name, order, whether it answers the pointer
  ["land", 390, false],
  ["areas", 400, true],
  ["cells", 401, true],
  ["frames", 410, false],
  ["selection", 420, false],
  ["hover", 430, false],
  ["circles", 440, true],
  ["overlays", 450, true],
  ["zones", 455, true],
  ["lines", 460, true],
  ["names", 620, false],
];

function makePanes(map) {
  for (const [name, order, interactive] of PANES) {
    const pane = map.createPane(`atlas-${name}`);
    pane.style.zIndex = order;
    if (!interactive) pane.style.pointerEvents = "none";
  }
}

// A copy of an area's outline, above everything, that does not answer the pointer.
function traceOf(item, pane, className, weight) {
  return L.polygon(item.shape.getLatLngs(), { pane, className, weight, interactive: false, fill: false });
}

function makeAreas(atlas) {
  const { map, settings, tooltip } = atlas;
  const levels = new Map(); // name → { name, group, items, canvas }
  const canvasRenderer = L.canvas({ pane: "atlas-cells", padding: 0.2 });
  const selection = L.layerGroup().addTo(map);
  let hovered = null;

  function highlight(item) {
    if (hovered) hovered.remove();
    hovered = item && traceOf(item, "atlas-hover", "atlas-hover", 2.5).addTo(map);
  }

  function enter(item, at) {
    highlight(item);
    tooltip.show(item, at, item.name, item.tip);
  }

  function leave(item) {
    if (tooltip.owner === item) highlight(null);
    tooltip.hide(item);
  }

  map.on("click movestart zoomstart", () => {
    highlight(null);
    tooltip.hide();
  });

  // `shape` is the area itself or the circle that stands on it.
  function listen(shape, item) {
    shape.on({
      mouseover: (event) => enter(item, event.containerPoint),
      mousemove: (event) => tooltip.move(event.containerPoint),
      mouseout: () => leave(item),
      click: (event) => {
        L.DomEvent.stopPropagation(event);
        item.target.choose();
      },
    });
  }

  function makeItem(level, feature, shape) {
    const { code, name, at: [lon, lat] } = feature.properties;
    const item = { level, code, name, at: L.latLng(lat, lon), shape, tip: "" };
    item.target = {
      at: item.at,
      get element() {
        return shape.getElement && shape.getElement();
      },
      enter: () => enter(item, map.latLngToContainerPoint(item.at)),
      leave: () => leave(item),
      choose: () => atlas.send(level, code),
    };
    listen(shape, item);
    return item;
  }

  function build(name, collection) {
    if (levels.has(name)) return levels.get(name);
    const { canvas } = settings.layers.find((one) => one.name === name);
    const items = [];
    const group = L.geoJSON(collection, {
      pane: canvas ? "atlas-cells" : "atlas-areas",
      renderer: canvas ? canvasRenderer : undefined,
      style: { weight: canvas ? 0.4 : 1, fillOpacity: 1, lineJoin: "round", className: "atlas-area" },
      onEachFeature: (feature, shape) => items.push(makeItem(name, feature, shape)),
    });
    const level = { name, group, items, canvas };
    levels.set(name, level);
    return level;
  }

  function textOf(values, rank) {
    return values && values.tips.texts[values.tips.of[rank]];
  }

  function restyle(level, { paint, circles }) {
    const style = getComputedStyle(document.documentElement);
    const ground = style.getPropertyValue("--atlas-ground").trim();
    const line = style.getPropertyValue("--atlas-line").trim();
    const hatch = level.canvas ? canvasHatch() : `url(#${HATCH_ID})`;
    const { covered } = atlas.display;
    level.items.forEach((item, rank) => {
      const place = paint ? paint.classes[rank] : null;
      const plain = place === null;
      const hatched = !plain && place < 0;
      const fillColor = plain ? ground : hatched ? hatch : paint.palette[place];
      item.shape.setStyle({
        fillColor,
        fillOpacity: !covered ? 1 : plain ? 0.15 : 0.7,
        // Cells touch without a line between them; a hatched one has no colour to give its line.
        color: level.canvas && !plain && !hatched ? fillColor : line,
      });
      item.tip = [textOf(paint, rank), textOf(circles, rank)].filter(Boolean).join("\n");
      tooltip.refresh(item, item.name, item.tip);
      if (level.canvas) return;
      const path = item.shape.getElement();
      path.classList.toggle("atlas-plain", plain);
      path.classList.toggle("atlas-hatched", hatched);
      path.dataset.code = item.code;
      path.setAttribute("aria-label", [item.name, ...item.tip.split("\n")].filter(Boolean).join(", "));
    });
  }

  function outline(codes, level) {
    selection.clearLayers();
    const chosen = new Set(codes || []);
    for (const item of level.items.filter(({ code }) => chosen.has(code))) {
      traceOf(item, "atlas-selection", "atlas-selected-halo", 6).addTo(selection);
      traceOf(item, "atlas-selection", "atlas-selected", 3).addTo(selection);
    }
  }

  return {
    listen,
    canvasRenderer,
    // Resolves to the level that is drawn, or to null when the view changed meanwhile or the file failed.
    paint(spec) {
      return atlas.load.outlines(spec.level).then(
        (collection) => {
          if (atlas.spec !== spec) return null;
          const level = build(spec.level, collection);
          for (const other of levels.values()) if (other !== level) other.group.remove();
          // An idle canvas would still catch the pointer over the areas.
          map.getPane("atlas-cells").style.display = level.canvas ? "" : "none";
          level.group.addTo(map);
          restyle(level, spec);
          outline(spec.selected, level);
          return level;
        },
        () => null,
      );
    },
  };
}
