// The card in the corner; folded where the map is narrow, until the reader opens it.
function makeLegend(atlas) {
  const { map } = atlas;
  const card = make("details", "atlas-card atlas-legend");
  const summary = make("summary");
  const body = make("div", "atlas-legend-body");
  card.append(summary, body);
  card.hidden = true;
  let touched = false;
  let drawn = "";

  const control = L.control({ position: "bottomleft" });
  control.onAdd = () => {
    L.DomEvent.disableClickPropagation(card);
    L.DomEvent.disableScrollPropagation(card);
    return card;
  };
  control.addTo(map);
  summary.addEventListener("click", () => {
    touched = true;
  });

  // A card that scrolls must be reached by the keyboard, which scrolls it.
  function reachable() {
    if (body.scrollHeight > body.clientHeight + 1) body.setAttribute("tabindex", "0");
    else body.removeAttribute("tabindex");
  }
  card.addEventListener("toggle", reachable);

  function fold() {
    if (!touched) card.open = map.getSize().x >= 560;
  }
  map.on("resize", fold);
  fold();

  function swatch(row) {
    const box = make("span", `atlas-swatch atlas-swatch-${row.swatch}`);
    if (row.swatch === "fill") box.style.backgroundColor = row.colour;
    else if (row.swatch === "circle") box.append(makeSymbol("circle", row.colour, row.letter));
    else if (row.swatch === "point") box.append(makePlaceSymbol(row, row.state || "normal"));
    else if (row.swatch === "hatch") {
      box.append(makeSvg("svg", { width: "100%", height: "100%" }, makeSvg("rect", { width: "100%", height: "100%", fill: `url(#${HATCH_ID})` })));
    } else {
      box.append(makeSvg("svg", { viewBox: "0 0 26 14" }, makeSvg("line", {
        x1: 1, y1: 7, x2: 25, y2: 7, "stroke-width": 3, style: `stroke: ${CSS.supports("color", row.colour) ? row.colour : "currentColor"}`,
        ...(row.swatch === "dash" ? { "stroke-dasharray": "5 4" } : {}),
      })));
    }
    return box;
  }

  function rows(list) {
    const holder = make("ul", "atlas-rows");
    for (const row of list) {
      const line = make("li");
      line.append(swatch(row), make("span", "", row.label));
      holder.append(line);
    }
    return holder;
  }

  function nested({ marks, colour }) {
    const greatest = Math.max(...marks.map(([radius]) => radius));
    const height = 2 * greatest + 8;
    const width = 2 * greatest + 120;
    const picture = makeSvg("svg", { viewBox: `0 0 ${width} ${height}`, width, height, class: "atlas-nested", role: "img" });
    picture.setAttribute("aria-label", marks.map(([, label]) => label).join(", "));
    let free = 9;
    for (const [radius, label] of marks) {
      const top = height - 2 - 2 * radius;
      const level = Math.max(top, free);
      free = level + 13;
      picture.append(
        makeSvg("circle", { cx: greatest + 2, cy: height - 2 - radius, r: radius, style: `fill: ${CSS.supports("color", colour) ? colour : "currentColor"}` }),
        makeSvg("path", { d: `M${greatest + 2} ${top}L${2 * greatest + 8} ${level}H${2 * greatest + 14}`, class: "atlas-nested-lead" }),
      );
      const text = makeSvg("text", { x: 2 * greatest + 18, y: level + 4 });
      text.textContent = label;
      picture.append(text);
    }
    return picture;
  }

  function square({ across, up, columns, palette, labels }) {
    const holder = make("div", "atlas-matrix");
    const grid = make("div", "atlas-matrix-grid");
    grid.style.gridTemplateColumns = `repeat(${columns}, 22px)`;
    const lines = [];
    for (let first = 0; first < palette.length; first += columns) lines.unshift(first);
    for (const first of lines) {
      for (let rank = first; rank < first + columns; rank += 1) {
        const cell = make("span");
        cell.style.backgroundColor = palette[rank];
        cell.title = labels[rank];
        grid.append(cell);
      }
    }
    holder.append(make("span", "atlas-matrix-up", `${up} →`), grid, make("span", "atlas-matrix-across", `${across} →`));
    return holder;
  }

  function approximateLines(legend) {
    const shown = atlas.settings.layers.filter((layer) => layer.role === "overlay" && layer.approximate && atlas.display.overlays.has(layer.name));
    return [legend.approximate, ...shown.map((layer) => TEXTS.approximateOverlay(layer.title))].filter(Boolean);
  }

  function overlayRows() {
    return atlas.settings.layers
      .filter((layer) => layer.role === "overlay" && atlas.display.overlays.has(layer.name))
      .map((layer) => ({ swatch: "overlay", label: layer.title }));
  }

  return {
    update() {
      const legend = atlas.spec.legend;
      const hidden = (row) => row.key && !atlas.display.points.has(row.key);
      const wanted = JSON.stringify([legend, [...atlas.display.overlays], [...atlas.display.points]]);
      if (wanted === drawn) return;
      drawn = wanted;
      card.hidden = !legend;
      if (!legend) return;
      summary.replaceChildren(make("span", "atlas-legend-title", legend.title));
      body.replaceChildren();
      if (legend.subtitle) body.append(make("p", "atlas-legend-subtitle", legend.subtitle));
      if (legend.matrix) body.append(square(legend.matrix));
      const list = [...(legend.rows || []).filter((row) => !hidden(row)), ...overlayRows()];
      if (list.length) body.append(rows(list));
      if (legend.circles && legend.circles.marks.length) body.append(nested(legend.circles));
      for (const line of approximateLines(legend)) body.append(make("p", "atlas-legend-approximate", line));
      if (legend.note) body.append(make("p", "atlas-legend-note", legend.note));
      if (legend.source) body.append(make("p", "atlas-legend-source", legend.source));
      reachable();
    },
  };
}
