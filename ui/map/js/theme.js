// Streamlit gives its colours to the frame as CSS variables with each render message; the style sheet follows
// them. What a canvas draws cannot, so it is told.
function luminance(colour) {
  const probe = make("span");
  probe.style.color = colour;
  document.body.append(probe);
  const channels = getComputedStyle(probe).color.match(/[\d.]+/g) || ["255", "255", "255"];
  probe.remove();
  const [red, green, blue] = channels.map(Number);
  return (0.299 * red + 0.587 * green + 0.114 * blue) / 255;
}

function isDark() {
  const background = getComputedStyle(document.documentElement).getPropertyValue("--background-color").trim();
  return background !== "" && luminance(background) < 0.5;
}

function followTheme(onChange) {
  const apply = () => {
    const name = isDark() ? "dark" : "light";
    if (document.documentElement.dataset.theme === name) return;
    document.documentElement.dataset.theme = name;
    onChange();
  };
  // Streamlit's own listener, registered before, has set the variables when this one runs.
  window.addEventListener("message", (event) => {
    if (event.data && event.data.type === "streamlit:render") apply();
  });
  apply();
}

function absolute(rule) {
  const base = rule.parentStyleSheet.href || window.parent.document.baseURI;
  return rule.cssText.replace(/url\("([^"]+)"\)/g, (_, address) => `url("${new URL(address, base)}")`);
}

// The page's own font lives in the page: its rules are copied into the frame, with their addresses made absolute.
function borrowFonts() {
  const rules = [];
  try {
    for (const sheet of window.parent.document.styleSheets) {
      for (const rule of sheet.cssRules) {
        if (rule instanceof window.parent.CSSFontFaceRule && /Source Sans/.test(rule.cssText)) rules.push(rule);
      }
    }
  } catch (error) {
    return; // A page that does not open its styles to the frame: the system's font serves.
  }
  const style = make("style");
  style.textContent = rules.map(absolute).join("\n");
  document.head.append(style);
}
