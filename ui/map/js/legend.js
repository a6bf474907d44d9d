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

  function hatchSwatch() {
    const whole = { width: "100%", height: "100%" };
    return makeSvg("svg", whole, makeSvg("rect", { ...whole, fill: `url(#${HATCH_ID})` }));
  }

  function lineSwatch(row) {
    const line = makeSvg("line", { x1: 1, y1: 7, x2: 25, y2: 7, "stroke-width": 3 });
    line.style.stroke = row.colour;
    if (row.swatch === "dash") line.setAttribute("stroke-dasharray", "5 4");
    return makeSvg("svg", { viewBox: "0 0 26 14" }, line);
  }

  const pictures = {
    hatch: hatchSwatch,
    line: lineSwatch,
    dash: lineSwatch,
    circle: (row) => makeSymbol("circle", row.colour, row.letter),
    point: (row) => makePlaceSymbol(row, row.state || "normal"),
  };

  function swatch(row) {
    const box = make("span", `atlas-swatch atlas-swatch-${row.swatch}`);
    if (row.swatch === "fill") box.style.backgroundColor = row.colour;
    if (pictures[row.swatch]) box.append(pictures[row.swatch](row));
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
    const size = { viewBox: `0 0 ${width} ${height}`, width, height };
    const picture = makeSvg("svg", { ...size, class: "atlas-nested", role: "img" });
    picture.setAttribute("aria-label", marks.map(([, label]) => label).join(", "));
    let free = 9;
    for (const [radius, label] of marks) {
      const top = height - 2 - 2 * radius;
      const level = Math.max(top, free); // labels do not touch when two circles are nearly alike
      free = level + 13;
      const disc = makeSvg("circle", { cx: greatest + 2, cy: height - 2 - radius, r: radius });
      disc.style.fill = colour;
      const lead = `M${greatest + 2} ${top}L${2 * greatest + 8} ${level}H${2 * greatest + 14}`;
      const text = makeSvg("text", { x: 2 * greatest + 18, y: level + 4 });
      text.textContent = label;
      picture.append(disc, makeSvg("path", { d: lead, class: "atlas-nested-lead" }), text);
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
    const upwards = make("span", "atlas-matrix-up", `${up} →`);
    const rightwards = make("span", "atlas-matrix-across", `${across} →`);
    holder.append(upwards, grid, rightwards);
    return holder;
  }

  function overlaysInSight() {
    const shown = atlas.display.overlays;
    return atlas.settings.layers.filter(({ name, role }) => role === "overlay" && shown.has(name));
  }

  function approximateLines(legend) {
    const overlays = overlaysInSight().filter((layer) => layer.approximate);
    return [legend.approximate, ...overlays.map((layer) => TEXTS.approximateOverlay(layer.title))].filter(Boolean);
  }

  function overlayRows() {
    return overlaysInSight().map((layer) => ({ swatch: "overlay", label: layer.title }));
  }

  function draw() {
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
  }

  return {
    // True when the card came or went: the territory may have more room, or less.
    update() {
      const before = card.hidden;
      draw();
      return card.hidden !== before;
    },
  };
}
