// One tab stop for the areas: arrows go to the nearest neighbour in that direction, Enter or space chooses.
const DIRECTIONS = { ArrowUp: [0, -1], ArrowDown: [0, 1], ArrowLeft: [-1, 0], ArrowRight: [1, 0] };

function makeKeyboard(atlas) {
  const { map, areas } = atlas;
  let level = null;
  let current = null;

  const elementOf = (item) => item.shape.getElement && item.shape.getElement();

  function nearest(from, [x, y]) {
    const start = map.latLngToContainerPoint(from.at);
    let best = null;
    let least = Infinity;
    for (const item of level.items) {
      if (item === from) continue;
      const shift = map.latLngToContainerPoint(item.at).subtract(start);
      const along = shift.x * x + shift.y * y;
      const aside = Math.abs(shift.x * y) + Math.abs(shift.y * x);
      if (along <= 0 || aside > 2 * along) continue;
      const cost = along + 2 * aside;
      if (cost < least) [best, least] = [item, cost];
    }
    return best;
  }

  function moveTo(item) {
    if (current) elementOf(current).setAttribute("tabindex", "-1");
    current = item;
    const path = elementOf(item);
    path.setAttribute("tabindex", "0");
    path.focus({ preventScroll: true });
  }

  function listen(item) {
    const path = elementOf(item);
    path.setAttribute("role", "button");
    path.setAttribute("tabindex", "-1");
    path.addEventListener("focus", () => {
      if (!path.matches(":focus-visible")) return;
      map.panInside(item.at, { padding: [40, 40] });
      areas.enter(item, map.latLngToContainerPoint(item.at));
    });
    path.addEventListener("blur", () => areas.leave(item));
    path.addEventListener("keydown", (event) => {
      if (event.key === "Enter" || event.key === " ") {
        event.preventDefault();
        event.stopPropagation();
        atlas.send(item.level, item.code);
      } else if (DIRECTIONS[event.key]) {
        event.preventDefault();
        event.stopPropagation();
        const next = nearest(item, DIRECTIONS[event.key]);
        if (next) moveTo(next);
      }
    });
  }

  return {
    follow(drawn, selected) {
      if (drawn.canvas) {
        level = current = null;
        return;
      }
      if (drawn !== level) {
        level = drawn;
        current = null;
      }
      for (const item of drawn.items) {
        if (elementOf(item) && elementOf(item).dataset.keyboard !== "on") {
          elementOf(item).dataset.keyboard = "on";
          listen(item);
        }
      }
      if (current && elementOf(current) === document.activeElement) return;
      if (current) elementOf(current).setAttribute("tabindex", "-1");
      current = drawn.items.find((item) => (selected || []).includes(item.code)) || drawn.items[0];
      elementOf(current).setAttribute("tabindex", "0");
    },
  };
}
