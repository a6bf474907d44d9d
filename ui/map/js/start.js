// One map a frame. `start` runs once with what never changes; `paint` at each change of the view.
const FIT = { padding: [14, 14], animate: false };

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
    container.setAttribute("role", "region");
    container.setAttribute("aria-label", `${settings.label}. ${TEXTS.keyboard}`);
    map.fitBounds(settings.bounds, FIT);
    map.setMaxBounds(L.latLngBounds(settings.bounds).pad(0.6));
    installHatch();
    makePanes(map);
    atlas.notice = makeNotice(map);
    atlas.tooltip = makeTooltip(map);
    makeZoom(map, settings.bounds);
    L.control.scale({ imperial: false, position: "bottomright" }).addTo(map);
    atlas.attribution = makeAttribution(atlas);
    atlas.areas = makeAreas(atlas);
    atlas.circles = makeCircles(atlas);
    atlas.points = makePoints(atlas);
    atlas.lines = makeLines(atlas);
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
      if (item) map.fitBounds(item.shape.getBounds().pad(0.35), { maxZoom: 13.5 });
    }

    // Everything that follows the switches of the map itself.
    atlas.refresh = () => {
      atlas.areas.showOverlays();
      atlas.points.switch();
      atlas.labels.update();
      atlas.background.update();
      atlas.attribution.update();
      atlas.legend.update();
      if (atlas.spec.level) repaint();
    };

    function repaint() {
      const { spec } = atlas;
      return atlas.areas.paint(spec).then((level) => {
        if (!level) return;
        atlas.circles.paint(level, spec);
        atlas.keyboard.follow(level, spec.selected);
        focus(level, spec.focus);
        container.dataset.painted = String(Number(container.dataset.painted || 0) + 1);
      });
    }

    window.atlas.paint = (spec) => {
      atlas.spec = spec;
      atlas.display.follow(spec);
      atlas.points.paint(spec);
      atlas.lines.paint(spec);
      atlas.refresh();
    };

    followTheme(() => atlas.spec.level && repaint());
    new ResizeObserver(() => map.invalidateSize({ animate: false })).observe(container);
    // A view that came while the scripts were loading was dropped by the frame: ask for the last one again.
    window.Streamlit.setComponentReady();
  },
};
