// Two tab stops, the areas then the places: arrows go to the nearest neighbour in that direction, Enter or space
// chooses. A target is { element, at, enter, leave, choose }.
const DIRECTIONS = { ArrowUp: [0, -1], ArrowDown: [0, 1], ArrowLeft: [-1, 0], ArrowRight: [1, 0] };

function makeRing(map) {
  let targets = [];
  let current = null;
  const listening = new WeakSet();

  function nearest(from, [x, y]) {
    const start = map.latLngToContainerPoint(from.at);
    let best = null;
    let least = Infinity;
    for (const target of targets) {
      const shift = map.latLngToContainerPoint(target.at).subtract(start);
      const along = shift.x * x + shift.y * y;
      const aside = Math.abs(shift.x * y) + Math.abs(shift.y * x);
      if (target === from || along <= 0 || aside > 2 * along) continue;
      if (along + 2 * aside < least) [best, least] = [target, along + 2 * aside];
    }
    return best;
  }

  function setCurrent(target) {
    if (current && current.element) current.element.setAttribute("tabindex", "-1");
    current = target;
    if (current) current.element.setAttribute("tabindex", "0");
  }

  function onKey(target, event) {
    const choosing = event.key === "Enter" || event.key === " ";
    if (!choosing && !DIRECTIONS[event.key]) return;
    event.preventDefault();
    event.stopPropagation();
    if (choosing) return target.choose();
    const next = nearest(target, DIRECTIONS[event.key]);
    if (!next) return;
    setCurrent(next);
    next.element.focus({ preventScroll: true });
  }

  function listen(target) {
    const { element } = target;
    if (listening.has(element)) return;
    listening.add(element);
    element.setAttribute("role", "button");
    element.addEventListener("focus", () => {
      if (!element.matches(":focus-visible")) return;
      map.panInside(target.at, { padding: [40, 40], animate: false });
      target.enter();
    });
    element.addEventListener("blur", () => target.leave());
    element.addEventListener("keydown", (event) => onKey(target, event));
  }

  return {
    follow(list, preferred) {
      targets = list.filter((target) => target.element);
      targets.forEach((target) => {
        listen(target);
        target.element.setAttribute("tabindex", "-1");
      });
      const kept = current && targets.includes(current) && current.element === document.activeElement;
      setCurrent(kept ? current : preferred || targets[0] || null);
    },
  };
}

function makeKeyboard(atlas) {
  const areas = makeRing(atlas.map);
  const places = makeRing(atlas.map);
  return {
    followAreas(level, selected) {
      // Cells on a canvas are no elements: the page's table is their keyboard.
      const targets = level.canvas ? [] : level.items.map((item) => item.target);
      const chosen = level.items.findIndex((item) => (selected || []).includes(item.code));
      areas.follow(targets, targets[chosen]);
    },
    followPlaces() {
      places.follow([...atlas.points.targets(), ...atlas.lines.targets()]);
    },
  };
}
