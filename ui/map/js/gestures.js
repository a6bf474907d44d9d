// A map inside a page must not catch the scroll that was meant for the page: the wheel zooms with Ctrl, a touch
// screen moves the map with two fingers.
function makeGestures(atlas) {
  const { map } = atlas;
  const container = map.getContainer();
  const mac = /Mac|iPhone|iPad/.test(navigator.platform);
  map.scrollWheelZoom.disable();
  container.addEventListener("wheel", (event) => {
    const wanted = event.ctrlKey || event.metaKey;
    if (wanted) {
      map.scrollWheelZoom.enable();
      event.preventDefault();
    } else {
      map.scrollWheelZoom.disable();
      if (!event.target.closest(".atlas-card")) atlas.notice.hint(mac ? TEXTS.wheelMac : TEXTS.wheel);
    }
  }, { capture: true, passive: false });

  if (!window.matchMedia("(pointer: coarse)").matches) return;
  map.dragging.disable();
  container.classList.add("atlas-touch");
  container.addEventListener("touchmove", (event) => {
    if (event.touches.length === 1 && !event.target.closest(".atlas-card")) atlas.notice.hint(TEXTS.twoFingers);
  }, { passive: true });
}
