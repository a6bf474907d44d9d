// One tooltip for everything: name in bold, first line of the text as the value, the rest small.
function makeTooltip(map) {
  const container = map.getContainer();
  const box = make("div", "atlas-tip");
  box.hidden = true;
  box.setAttribute("aria-hidden", "true");
  container.append(box);
  let current = null;

  function fill(name, text) {
    box.replaceChildren();
    const lines = (text || "").split("\n").filter(Boolean);
    if (name) box.append(make("strong", "", name));
    const first = name ? "atlas-tip-value" : "atlas-tip-name";
    lines.forEach((line, rank) => box.append(make("span", rank === 0 ? first : "", line)));
  }

  function place(at) {
    const size = map.getSize();
    const gap = 14;
    const width = box.offsetWidth;
    const height = box.offsetHeight;
    let left = at.x + gap;
    if (left + width > size.x - 6) left = at.x - gap - width;
    let top = at.y - gap - height;
    if (top < 6) top = at.y + gap;
    const within = (value, most) => Math.max(6, Math.min(value, most - 6));
    box.style.transform = `translate(${within(left, size.x - width)}px, ${within(top, size.y - height)}px)`;
  }

  const tooltip = {
    show(owner, at, name, text) {
      if (!name && !text) return tooltip.hide();
      current = owner;
      fill(name, text);
      box.hidden = false;
      place(at);
    },
    move(at) {
      if (!box.hidden) place(at);
    },
    hide(owner) {
      if (owner !== undefined && owner !== current) return;
      current = null;
      box.hidden = true;
    },
    // After a repaint, a tooltip that is open must not show the value of before.
    refresh(owner, name, text) {
      if (!box.hidden && owner === current) fill(name, text);
    },
    get owner() {
      return current;
    },
  };
  return tooltip;
}
