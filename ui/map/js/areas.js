// Outlines: loaded once by name, drawn where the view wants them, restyled at each change.
const PANES = [
  ["land", 390, false], ["areas", 400, true], ["frames", 410, false], ["selection", 420, false], ["hover", 430, false],
  ["circles", 440, true], ["overlays", 450, true], ["lines", 460, true], ["names", 620, false],
];

function makePanes(map) {
  for (const [name, order, interactive] of PANES) {
    const pane = map.createPane(`atlas-${name}`);
    pane.style.zIndex = order;
    if (!interactive) pane.style.pointerEvents = "none";
  }
}

function makeAreas(atlas) {
  const { map, settings, tooltip } = atlas;
  const loads = new Map();
  const levels = new Map(); // name → { group, items, canvas }
  const frames = new Map();
  const overlays = new Map();
  const canvasRenderer = L.canvas({ pane: "atlas-areas", padding: 0.2 });
  const selection = L.layerGroup().addTo(map);
  let hovered = null;
  let land = null;

  function load(name) {
    if (!loads.has(name)) {
      const layer = settings.layers.find((one) => one.name === name);
      atlas.notice.show("load", TEXTS.loading);
      // The address holds the content's hash: whatever the browser kept under it is right.
      const loading = fetch(layer.url, { cache: "force-cache" })
        .then((answer) => {
          if (!answer.ok) throw new Error(`${answer.status} ${layer.url}`);
          return answer.json();
        })
        .finally(() => atlas.notice.clear("load"));
      loading.then(() => atlas.notice.clear(`failed-${name}`), (error) => {
        console.error(error);
        loads.delete(name);
        atlas.notice.show(`failed-${name}`, TEXTS.loadFailed(layer.title), true);
      });
      loads.set(name, loading);
    }
    return loads.get(name);
  }

  const tipOf = ({ texts, of: ranks }, rank) => texts[ranks[rank]];

  function highlight(item) {
    if (hovered) hovered.remove();
    hovered = item ? L.polygon(item.shape.getLatLngs(), { pane: "atlas-hover", interactive: false, fill: false, className: "atlas-hover", weight: 2.5 }).addTo(map) : null;
  }

  function enter(item, at) {
    highlight(item);
    tooltip.show(item, at, item.name, item.tip);
  }

  function quiet() {
    highlight(null);
    tooltip.hide();
  }
  map.on("click movestart zoomstart", quiet);

  function leave(item) {
    if (tooltip.owner === item) highlight(null);
    tooltip.hide(item);
  }

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

  function build(name, collection) {
    if (levels.has(name)) return levels.get(name);
    const { canvas } = settings.layers.find((one) => one.name === name);
    const items = [];
    const group = L.geoJSON(collection, {
      pane: "atlas-areas",
      renderer: canvas ? canvasRenderer : undefined,
      style: { weight: canvas ? 0.4 : 1, opacity: 1, fillOpacity: 1, lineJoin: "round", className: "atlas-area" },
      onEachFeature: (feature, shape) => {
        const { code, name: label, at } = feature.properties;
        const item = { level: name, code, name: label, at: L.latLng(at[1], at[0]), shape, tip: "" };
        item.target = {
          at: item.at,
          get element() {
            return shape.getElement && shape.getElement();
          },
          enter: () => enter(item, map.latLngToContainerPoint(item.at)),
          leave: () => leave(item),
          choose: () => atlas.send(name, code),
        };
        items.push(item);
        listen(shape, item);
      },
    });
    const level = { name, group, items, canvas };
    levels.set(name, level);
    return level;
  }

  function restyle(level, spec) {
    const { paint, circles } = spec;
    const style = getComputedStyle(document.documentElement);
    const ground = style.getPropertyValue("--atlas-ground").trim();
    const line = style.getPropertyValue("--atlas-line").trim();
    const hatch = level.canvas ? canvasHatch(document.createElement("canvas").getContext("2d")) : `url(#${HATCH_ID})`;
    const { covered } = atlas.display;
    level.items.forEach((item, rank) => {
      const rankOfClass = paint ? paint.classes[rank] : null;
      const plain = rankOfClass === null || rankOfClass === undefined;
      const fillColor = plain ? ground : rankOfClass < 0 ? hatch : paint.palette[rankOfClass];
      item.tip = [paint && tipOf(paint.tips, rank), circles && tipOf(circles.tips, rank)].filter(Boolean).join("\n");
      item.shape.setStyle({ fillColor, fillOpacity: !covered ? 1 : plain ? 0.15 : 0.7, color: level.canvas && !plain && rankOfClass >= 0 ? fillColor : line });
      const path = item.shape.getElement && item.shape.getElement();
      if (path) {
        path.classList.toggle("atlas-plain", plain);
        path.classList.toggle("atlas-hatched", rankOfClass < 0 && !plain);
        path.dataset.code = item.code;
        path.setAttribute("aria-label", [item.name, ...item.tip.split("\n")].filter(Boolean).join(", "));
      }
      tooltip.refresh(item, item.name, item.tip);
    });
  }

  function outline(codes, level) {
    selection.clearLayers();
    const chosen = new Set(codes || []);
    for (const item of level.items) {
      if (!chosen.has(item.code)) continue;
      for (const className of ["atlas-selected-halo", "atlas-selected"]) {
        L.polygon(item.shape.getLatLngs(), { pane: "atlas-selection", interactive: false, fill: false, className, weight: className === "atlas-selected" ? 3 : 6 }).addTo(selection);
      }
    }
  }

  // The land under everything: all borders first, then all fills, so that only the outer border is left to see.
  function showLand(collection) {
    if (land) return;
    land = L.layerGroup().addTo(map);
    L.geoJSON(collection, { pane: "atlas-land", interactive: false, style: { fill: false, weight: 3, className: "atlas-edge" } }).addTo(land);
    L.geoJSON(collection, { pane: "atlas-land", interactive: false, style: { stroke: false, fillOpacity: 1, className: "atlas-land" } }).addTo(land);
  }

  function showFrames(levelName) {
    for (const layer of settings.layers) {
      if (!layer.framed) continue;
      load(layer.name).then((collection) => {
        showLand(collection);
        if (layer.name === levelName) {
          if (frames.has(layer.name)) frames.get(layer.name).remove();
          return;
        }
        if (!frames.has(layer.name)) {
          frames.set(layer.name, L.geoJSON(collection, { pane: "atlas-frames", interactive: false, style: { fill: false, weight: 1.2, className: "atlas-frame" } }));
        }
        if (atlas.spec.level === levelName) frames.get(layer.name).addTo(map);
      }, () => {});
    }
  }

  function showOverlays() {
    for (const layer of settings.layers.filter((one) => one.role === "overlay")) {
      if (!atlas.display.overlays.has(layer.name)) {
        if (overlays.has(layer.name)) overlays.get(layer.name).remove();
        continue;
      }
      load(layer.name).then((collection) => {
        if (!overlays.has(layer.name)) overlays.set(layer.name, overlay(layer, collection));
        if (atlas.display.overlays.has(layer.name)) overlays.get(layer.name).addTo(map);
      }, () => {});
    }
  }

  // Only the line of an overlay answers the pointer: the areas under it stay reachable.
  function overlay(layer, collection) {
    const text = [layer.title, layer.approximate ? TEXTS.approximate : "", layer.source].filter(Boolean).join("\n");
    const group = L.layerGroup();
    L.geoJSON(collection, { pane: "atlas-overlays", interactive: false, style: { fill: false, weight: 4, className: "atlas-overlay-halo" } }).addTo(group);
    L.geoJSON(collection, {
      pane: "atlas-overlays",
      style: { fill: false, weight: 2, dashArray: "5 4", className: "atlas-overlay" },
      onEachFeature: (feature, shape) => shape.on({
        mouseover: (event) => tooltip.show(shape, event.containerPoint, feature.properties.name, text),
        mousemove: (event) => tooltip.move(event.containerPoint),
        mouseout: () => tooltip.hide(shape),
      }),
    }).addTo(group);
    return group;
  }

  return {
    load,
    listen,
    showOverlays,
    canvasRenderer,
    // Resolves to the level that is drawn, or to null when the view has changed meanwhile or the file failed.
    paint(spec) {
      showFrames(spec.level);
      showOverlays();
      return load(spec.level).then((collection) => {
        if (atlas.spec !== spec) return null;
        const level = build(spec.level, collection);
        for (const other of levels.values()) if (other !== level) other.group.remove();
        level.group.addTo(map);
        restyle(level, spec);
        outline(spec.selected, level);
        return level;
      }, () => null);
    },
  };
}
