"""Streamlit's own controls in French, what is wide within the keyboard's reach, and the menu out of the way on a phone
once a page is chosen."""

import json
from collections.abc import Sequence

import streamlit as st

_LOST = "The page that you have requested does not seem to exist. Running the app's main page."

# What Streamlit says in English, in labels that a screen reader speaks and in hints.
WORDS = {
    "App pages": "Pages de l’Atlas",
    "Autosize": "Ajuster la largeur",
    "Choose an option": "Choisir",
    "Choose date": "Choisir une date",
    "Clear all": "Tout effacer",
    "Clear selection": "Ne plus rien choisir",
    "Close": "Fermer",
    "Close fullscreen": "Quitter le plein écran",
    "Collapse sidebar": "Fermer le menu",
    "Copied": "Copié",
    "Copy": "Copier",
    "Copy to clipboard": "Copier",
    "Decrement": "Diminuer",
    "Download as CSV": "Télécharger en CSV",
    "Expand sidebar": "Ouvrir le menu",
    "Fullscreen": "Plein écran",
    "Hide column": "Masquer la colonne",
    "Increment": "Augmenter",
    "Link to heading": "Lien vers ce titre",
    "No options to select": "Rien à choisir",
    "No options to select.": "Rien à choisir.",
    "Navigate to home page": "Aller à l’accueil",
    "Next": "Suivant",
    "No results": "Aucun résultat",
    "Open": "Ouvrir la liste",
    "Page not found": "Page introuvable",
    "Pin column": "Épingler la colonne",
    "Previous": "Précédent",
    "Scroll tabs left": "Onglets précédents",
    "Scroll tabs right": "Onglets suivants",
    "Search": "Chercher",
    "Select all": "Tout choisir",
    "Selected values": "Choix faits",
    "Show/hide columns": "Montrer ou masquer des colonnes",
    "Sidebar": "Menu",
    "Skip to main content": "Aller au contenu",
    "Sort ascending": "Tri croissant",
    "Sort descending": "Tri décroissant",
    _LOST: "Cette page n’existe pas\u202f: voici l’accueil.",
    "Unpin column": "Détacher la colonne",
    "Upload": "Choisir un fichier",
    "file upload": "Fichier à apporter",
}
STARTS = {
    "Clear selection: ": "Ne plus rien choisir\u202f: ",
    "Download as CSV: ": "Télécharger en CSV\u202f: ",
    "Fullscreen: ": "Plein écran\u202f: ",
    "Help for ": "Aide\u202f: ",
    "Remove ": "Retirer ",
    "Search: ": "Chercher\u202f: ",
    "Show/hide columns: ": "Montrer ou masquer des colonnes\u202f: ",
    "day, ": "jour, ",
    "month, ": "mois, ",
    "year, ": "année, ",
}
# Runs once a document; Streamlit makes its controls again and again, so whatever is added is looked through.
_SCRIPT = r"""
<script>
if (!window.atlasChrome) {
  window.atlasChrome = true;
  const words = «words», starts = «starts», spoken = ["aria-label", "placeholder"];
  const addresses = «addresses», lost = words[«lost»];
  const french = (text) => {
    if (Object.hasOwn(words, text)) return words[text];
    const start = Object.keys(starts).find((one) => text.startsWith(one));
    return start ? starts[start] + text.slice(start.length) : text;
  };
  const speak = (element) => {
    for (const name of spoken) {
      const label = element.getAttribute(name);
      if (label && french(label) !== label) element.setAttribute(name, french(label));
    }
  };
  // A fresh server does not know the pages before its first run: asked then for one of them, it says that the page
  // does not exist, and shows it.
  const dismiss = () => {
    const dialog = document.querySelector('[role="dialog"]');
    const here = location.pathname.replace(/\/+$/, "").split("/").pop();
    if (!dialog || !addresses.includes(here) || !dialog.textContent.includes(lost)) return;
    const close = dialog.querySelector("button");
    if (close) close.click();
  };
  // A formula or a text's table wider than a phone is slid sideways: the keyboard must come to it.
  const wide = '.katex-display, [data-testid="stMarkdownContainer"] table';
  const slide = (one) => {
    if (one.scrollWidth > one.clientWidth) one.tabIndex = 0;
    else one.removeAttribute("tabindex");
  };
  const sized = new ResizeObserver((changes) => changes.forEach((change) => slide(change.target)));
  document.fonts.addEventListener("loadingdone", () => document.querySelectorAll(wide).forEach(slide));
  const look = (node) => {
    if (node.nodeType === Node.TEXT_NODE) {
      const said = node.data.trim();
      if (Object.hasOwn(words, said)) node.data = words[said];
      // The entry of the menu that holds the pages for which the window has no room.
      else if (/^\d+ more$/.test(said)) node.data = said.replace("more", "de plus");
    } else if (node.nodeType === Node.ELEMENT_NODE) {
      speak(node);
      node.querySelectorAll("[aria-label], [placeholder]").forEach(speak);
      [node, ...node.querySelectorAll(wide)].filter((one) => one.matches(wide)).forEach((one) => sized.observe(one));
      const texts = document.createTreeWalker(node, NodeFilter.SHOW_TEXT);
      while (texts.nextNode()) look(texts.currentNode);
    }
  };
  look(document.body);
  dismiss();
  new MutationObserver((changes) => {
    for (const change of changes) {
      if (change.type === "attributes") speak(change.target);
      else if (change.type === "characterData") look(change.target);
      else change.addedNodes.forEach(look);
    }
    dismiss();
  }).observe(document.body, {
    childList: true, subtree: true, characterData: true, attributes: true, attributeFilter: spoken,
  });
  document.addEventListener("click", (event) => {
    if (window.innerWidth >= 768 || !event.target.closest('[data-testid="stSidebarNavLink"]')) return;
    const close = document.querySelector('[data-testid="stSidebarCollapseButton"] button');
    if (close) close.click();
  });
}
</script>
"""


def apply(addresses: Sequence[str]) -> None:
    """Say Streamlit's controls in French; call it once a run.

    Parameters
    ----------
    addresses
        Of the pages that exist: of these, nobody is told that they do not.
    """
    script = _SCRIPT
    for name, value in {"words": WORDS, "starts": STARTS, "addresses": list(addresses), "lost": _LOST}.items():
        script = script.replace(f"«{name}»", json.dumps(value, ensure_ascii=False))
    st.html(script, unsafe_allow_javascript=True)
