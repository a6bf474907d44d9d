// The tile background is the only thing that asks the internet, and only when somebody switches it on.
function makeBackground(atlas) {
  const { map, settings, notice } = atlas;
  let shown = null;
  let layer = null;

  return {
    update() {
      const wanted = atlas.display.background;
      if (wanted === shown) return;
      shown = wanted;
      if (layer) layer.remove();
      layer = null;
      notice.clear("background");
      map.getContainer().classList.toggle("atlas-on-tiles", Boolean(wanted));
      if (!wanted) return;
      const tile = settings.backgrounds.find((one) => one.name === wanted);
      layer = L.tileLayer(tile.url, { maxNativeZoom: tile.maxZoom, maxZoom: 18 });
      layer.on("tileerror", () => notice.show("background", TEXTS.backgroundFailed, true));
      layer.on("tileload", () => notice.clear("background"));
      layer.addTo(map);
    },
  };
}
