// One map a frame. `start` runs once with what never changes; `paint` at each change of the view.

window.atlas = {
  start(map, settings) {
    const atlas = { map, settings, spec: {} };
    const container = map.getContainer();
    document.documentElement.lang = "fr";
    document.title = settings.label;
    try {
      window.frameElement.title = settings.label;
    } catch (error) {
      // Served from another origin: the frame keeps Streamlit's title.
    }
    // Leaflet gives its container the focus at each press: the page around the frame would jump to show it whole, and
    // the press would end beside the area where it began.
    container.focus = () => HTMLElement.prototype.focus.call(container, { preventScroll: true });
    container.setAttribute("role", "region");
    container.setAttribute("aria-label", `${settings.label}. ${TEXTS.keyboard}`);
    // folium forbids to zoom the text; a reader may need to.
    for (const meta of document.querySelectorAll("meta[name=viewport]")) {
      meta.content = "width=device-width,initial-scale=1";
    }
    map.setMinZoom(8).setMaxZoom(18);
    const home = makeHome(map, settings.bounds);
    map.setMaxBounds(L.latLngBounds(settings.bounds).pad(1.5));
    borrowFonts();
    installHatch();
    makePanes(map);
    atlas.notice = makeNotice(map);
    atlas.tooltip = makeTooltip(map);
    makeZoom(map, home);
    L.control.scale({ imperial: false, position: "bottomright" }).addTo(map);
    atlas.sources = makeSources(atlas);
    atlas.load = makeLoader(atlas);
    const framed = settings.layers.find((layer) => layer.framed);
    if (framed) atlas.load.outlines(framed.name).then(home.holds, () => {});
    atlas.areas = makeAreas(atlas);
    atlas.frames = makeFrames(atlas);
    atlas.circles = makeCircles(atlas);
    atlas.points = makePoints(atlas);
    atlas.lines = makeLines(atlas);
    atlas.zones = makeZones(atlas);
    atlas.labels = makeLabels(atlas);
    atlas.keyboard = makeKeyboard(atlas);
    atlas.background = makeBackground(atlas);
    atlas.display = makeDisplay(atlas);
    atlas.legend = makeLegend(atlas);
    makeGestures(atlas);

    let last = 0;
    atlas.send = (layer, code) => {
      last = Math.max(last + 1, Date.now());
      window.Streamlit.setComponentValue({ clicked: [layer, code, last] });
    };

    let focused = null;
    function focus(level, code) {
      if ((code || null) === focused) return;
      focused = code || null;
      const item = level.items.find((one) => one.code === code);
      if (!item) return;
      home.leave();
      map.fitBounds(item.shape.getBounds().pad(0.35), { maxZoom: 13.5 });
    }

    // Everything that follows the switches of the map itself.
    atlas.refresh = () => {
      atlas.frames.update();
      atlas.points.apply();
      atlas.keyboard.followPlaces();
      atlas.labels.update();
      atlas.background.update();
      atlas.sources.update();
      if (atlas.legend.update()) home.resized();
      if (atlas.spec.level) repaint();
    };

    function repaint() {
      const { spec } = atlas;
      return atlas.areas.paint(spec).then((level) => {
        if (!level) return;
        atlas.circles.paint(level, spec);
        atlas.keyboard.followAreas(level, spec.selected);
        focus(level, spec.focus);
        container.dataset.painted = String(Number(container.dataset.painted || 0) + 1);
      });
    }

    window.atlas.paint = (spec) => {
      atlas.spec = spec;
      atlas.display.follow(spec);
      atlas.points.paint(spec).then(() => atlas.keyboard.followPlaces());
      atlas.lines.paint(spec);
      atlas.zones.paint(spec);
      atlas.refresh();
    };

    followTheme(() => atlas.spec.level && repaint());
    new ResizeObserver(() => {
      map.invalidateSize({ animate: false });
      home.resized();
    }).observe(container);
    // A view that came while the scripts were loading was dropped by the frame: ask for the last one again.
    window.Streamlit.setComponentReady();
  },
};
