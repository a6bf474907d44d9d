// The tile background is the only thing that asks the internet, and only when somebody switches it on.
function makeBackground(atlas) {
  const { map, settings, notice } = atlas;
  let shown = null;
  let layer = null;

  // The land gives way to the tiles only once there are some.
  function cover(on) {
    if (atlas.display.covered === on) return;
    atlas.display.covered = on;
    map.getContainer().classList.toggle("atlas-on-tiles", on);
    atlas.refresh();
  }

  return {
    update() {
      const wanted = atlas.display.background;
      if (wanted === shown) return;
      shown = wanted;
      if (layer) layer.remove();
      layer = null;
      notice.clear("background");
      cover(false);
      if (!wanted) return;
      const tile = settings.backgrounds.find((one) => one.name === wanted);
      layer = L.tileLayer(tile.url, { maxNativeZoom: tile.maxZoom, maxZoom: 18 });
      layer.on("tileerror", () => notice.show("background", TEXTS.backgroundFailed, true));
      layer.on("tileload", () => {
        notice.clear("background");
        cover(true);
      });
      layer.addTo(map);
    },
  };
}
