// Circles for counts: the area of a disc follows the count, the greatest below so that none is hidden.
function makeCircles(atlas) {
  const { map, areas } = atlas;
  const group = L.layerGroup().addTo(map);
  let drawn = "";

  return {
    paint(level, spec) {
      const wanted = JSON.stringify([spec.level, spec.circles && [spec.circles.radii, spec.circles.colour]]);
      if (wanted === drawn) return;
      drawn = wanted;
      group.clearLayers();
      if (!spec.circles) return;
      const order = level.items.map((item, rank) => [item, spec.circles.radii[rank] || 0])
        .filter(([, radius]) => radius > 0)
        .sort((one, other) => other[1] - one[1]);
      for (const [item, radius] of order) {
        const disc = L.circleMarker(item.at, {
          pane: level.canvas ? "atlas-cells" : "atlas-circles",
          renderer: level.canvas ? areas.canvasRenderer : undefined,
          radius,
          weight: 1,
          color: "#fff",
          fillColor: spec.circles.colour,
          fillOpacity: 0.78,
          className: "atlas-circle",
        });
        areas.listen(disc, item);
        disc.addTo(group);
      }
    },
  };
}

const SHAPES = {
  circle: () => makeSvg("circle", { cx: 12, cy: 12, r: 9 }),
  square: () => makeSvg("rect", { x: 3.5, y: 3.5, width: 17, height: 17, rx: 2.5 }),
  diamond: () => makeSvg("path", { d: "M12 1.8 22.2 12 12 22.2 1.8 12Z" }),
  triangle: () => makeSvg("path", { d: "M12 2.2 22.4 21H1.6Z" }),
  pentagon: () => makeSvg("path", { d: "M12 1.6 22.4 9.2 18.4 21.4H5.6L1.6 9.2Z" }),
  star: () => makeSvg("path", { d: "M12 .8l3.2 7.2 7.8.8-5.9 5.2 1.7 7.7L12 17.7l-6.8 4 1.7-7.7L1 8.8l7.8-.8Z" }),
  pin: () => makeSvg("path", { d: "M12 23.2C7.6 17.4 4 13.6 4 9.2a8 8 0 1 1 16 0c0 4.4-3.6 8.2-8 14Z" }),
};

// Where the letter of a shape that is not centred stands.
const BASELINES = { triangle: 18, pin: 12.8, pentagon: 16.6, star: 16.4 };

function makeSymbol(shape, colour, letter) {
  const outline = (SHAPES[shape] || SHAPES.circle)();
  outline.setAttribute("class", "atlas-symbol-shape");
  outline.style.fill = colour;
  const symbol = makeSvg("svg", { viewBox: "0 0 24 24", class: "atlas-symbol", "aria-hidden": "true" }, outline);
  if (letter) {
    const text = makeSvg("text", { x: 12, y: BASELINES[shape] || 15.9, class: "atlas-symbol-letter" });
    text.textContent = letter;
    symbol.append(text);
  }
  return symbol;
}
