// Zoom, recentre, what is displayed, scale, attribution and messages: quiet, French, reachable by keyboard.
function button(label, picture, onClick) {
  const element = make("button", "atlas-button");
  element.type = "button";
  element.title = label;
  element.setAttribute("aria-label", label);
  element.append(makeSvg("svg", { viewBox: "0 0 20 20", "aria-hidden": "true" }, makeSvg("path", { d: picture })));
  element.addEventListener("click", onClick);
  return element;
}

function addControl(map, position, element) {
  const control = L.control({ position });
  control.onAdd = () => {
    L.DomEvent.disableClickPropagation(element);
    L.DomEvent.disableScrollPropagation(element);
    return element;
  };
  control.addTo(map);
  return control;
}

function makeZoom(map, home) {
  const bar = make("div", "atlas-card atlas-bar");
  const into = button(TEXTS.zoomIn, "M10 4v12M4 10h12", () => map.zoomIn());
  const out = button(TEXTS.zoomOut, "M4 10h12", () => map.zoomOut());
  const back = button(TEXTS.recentre, "M3 8V3h5M12 3h5v5M17 12v5h-5M8 17H3v-5", home.go);
  bar.append(into, out, back);
  addControl(map, "topleft", bar);
  map.on("zoomend zoomlevelschange", () => {
    into.disabled = map.getZoom() >= map.getMaxZoom();
    out.disabled = map.getZoom() <= map.getMinZoom();
  });
}

// Messages inside the map: a failure stays until it is mended, a hint fades.
function makeNotice(map) {
  const holder = make("div", "atlas-notices");
  map.getContainer().append(holder);
  const shown = new Map();
  const timers = new Map();
  const notice = {
    show(key, text, alarming) {
      const box = shown.get(key) || make("div", "atlas-notice");
      box.classList.toggle("atlas-notice-alarming", Boolean(alarming));
      box.setAttribute("role", alarming ? "alert" : "status");
      box.textContent = text;
      if (!shown.has(key)) holder.append(box);
      shown.set(key, box);
    },
    clear(key) {
      if (shown.has(key)) shown.get(key).remove();
      shown.delete(key);
    },
    hint(text) {
      notice.show("hint", text);
      clearTimeout(timers.get("hint"));
      timers.set("hint", setTimeout(() => notice.clear("hint"), 1500));
    },
  };
  return notice;
}

// What can be switched without asking the server. A choice of the page's wins when the page changes it.
function makeDisplay(atlas) {
  const { map, settings } = atlas;
  const card = make("details", "atlas-card atlas-display");
  const summary = make("summary", "", TEXTS.display);
  const body = make("div", "atlas-display-body");
  card.append(summary, body);
  addControl(map, "topright", card);
  const asked = { labels: null, overlays: null, background: null, points: new Map() };
  let drawn = "";
  const display = {
    labels: false,
    overlays: new Set(),
    background: null,
    covered: false, // whether tiles are seen under the areas
    points: new Set(),
    follow(spec) {
      const labels = Boolean(spec.labels);
      if (labels !== asked.labels) display.labels = asked.labels = labels;
      const overlays = JSON.stringify(spec.overlays || []);
      if (overlays !== asked.overlays) {
        asked.overlays = overlays;
        display.overlays = new Set(spec.overlays || []);
      }
      const background = spec.background || null;
      if (background !== asked.background) display.background = asked.background = background;
      for (const layer of spec.points || []) {
        if (asked.points.get(layer.key) === layer.shown) continue;
        asked.points.set(layer.key, layer.shown);
        display.points[layer.shown ? "add" : "delete"](layer.key);
      }
      draw(spec);
    },
  };

  function option(type, label, checked, onChange, detail) {
    const row = make("label", "atlas-option");
    const input = make("input");
    input.type = type;
    input.name = type === "radio" ? "background" : "";
    input.checked = checked;
    input.addEventListener("change", () => {
      onChange(input.checked);
      drawn = signature(atlas.spec); // already as chosen: the box keeps its focus at the next view
      atlas.refresh();
    });
    const text = make("span", "", label);
    if (detail) text.append(make("small", "", detail));
    row.append(input, text);
    return row;
  }

  function part(title, ...rows) {
    const holder = make("fieldset");
    holder.append(make("legend", "", title), ...rows);
    return holder;
  }

  function toggle(set, name, on) {
    if (on) set.add(name);
    else set.delete(name);
  }

  function signature(spec) {
    const layers = (spec.points || []).map((layer) => [layer.key, layer.title]);
    const { labels, background } = display;
    return JSON.stringify([layers, labels, background, [...display.overlays], [...display.points]]);
  }

  function draw(spec) {
    if (signature(spec) === drawn) return;
    drawn = signature(spec);
    body.replaceChildren(outlinesPart(), ...placesPart(spec), ...backgroundsPart());
  }

  function outlinesPart() {
    const names = option("checkbox", TEXTS.labels, display.labels, (on) => {
      display.labels = on;
    });
    const overlays = settings.layers.filter((layer) => layer.role === "overlay");
    return part(TEXTS.overlays, names, ...overlays.map(overlayOption));
  }

  function overlayOption({ name, title, approximate }) {
    const change = (on) => toggle(display.overlays, name, on);
    return option("checkbox", title, display.overlays.has(name), change, approximate ? TEXTS.approximate : "");
  }

  function placesPart(spec) {
    const layers = (spec.points || []).filter((layer) => layer.url || layer.points.length);
    const rows = layers.map(({ key, title }) =>
      option("checkbox", title, display.points.has(key), (on) => toggle(display.points, key, on)));
    return rows.length ? [part(TEXTS.places, ...rows)] : [];
  }

  function backgroundsPart() {
    if (!settings.backgrounds.length) return [];
    const choices = [{ name: null, title: TEXTS.noBackground }, ...settings.backgrounds];
    const rows = choices.map(({ name, title }) => {
      const choose = () => {
        display.background = name;
      };
      return option("radio", title, display.background === name, choose, name ? TEXTS.online : "");
    });
    return [part(TEXTS.backgrounds, ...rows)];
  }

  return display;
}

// Who made what is in sight: a line where there is room, else a small card to open.
function makeSources(atlas) {
  const { map, settings } = atlas;
  const card = make("details", "atlas-sources");
  const list = make("p");
  card.append(make("summary", "", TEXTS.sources), list);
  addControl(map, "bottomright", card);
  const fold = () => {
    const wide = map.getSize().x >= 900;
    card.classList.toggle("atlas-card", !wide);
    card.open = wide;
  };
  map.on("resize", fold);
  fold();
  return {
    update() {
      const { spec, display } = atlas;
      const inSight = settings.layers.filter(
        ({ name, framed }) => name === spec.level || framed || display.overlays.has(name),
      );
      const tile = settings.backgrounds.find((one) => one.name === display.background);
      const sources = new Set([...inSight.map((layer) => layer.source), tile && tile.attribution]);
      list.textContent = [...sources].filter(Boolean).join(" · ");
      card.hidden = !list.textContent;
    },
  };
}
