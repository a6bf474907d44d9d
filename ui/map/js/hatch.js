// The hatching of a secret or missing value: a pattern for SVG, another for canvas.
const HATCH_ID = "atlas-hatch";

function hatchPattern(id) {
  const area = { id, width: 6, height: 6, patternUnits: "userSpaceOnUse", patternTransform: "rotate(45)" };
  return makeSvg(
    "pattern",
    area,
    makeSvg("rect", { width: 6, height: 6, class: "atlas-hatch-ground" }),
    makeSvg("line", { x1: 1, y1: 0, x2: 1, y2: 6, "stroke-width": 2, class: "atlas-hatch-line" }),
  );
}

function installHatch() {
  // Not display: none, which would empty the pattern in some browsers.
  const size = { width: 0, height: 0, "aria-hidden": "true", class: "atlas-defs" };
  document.body.append(makeSvg("svg", size, makeSvg("defs", {}, hatchPattern(HATCH_ID))));
}

function canvasHatch() {
  const style = getComputedStyle(document.documentElement);
  const tile = document.createElement("canvas");
  tile.width = tile.height = 4;
  const pen = tile.getContext("2d");
  pen.fillStyle = style.getPropertyValue("--atlas-hatch-ground");
  pen.fillRect(0, 0, 4, 4);
  pen.strokeStyle = style.getPropertyValue("--atlas-hatch-line");
  pen.lineWidth = 1;
  pen.beginPath();
  for (const shift of [-4, 0, 4]) {
    pen.moveTo(shift, 4);
    pen.lineTo(shift + 4, 0);
  }
  pen.stroke();
  return pen.createPattern(tile, "repeat");
}
