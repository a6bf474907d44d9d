// What the map itself says, in French.
const NARROW = "\u202f";
const RELOAD = `Rechargez la page${NARROW}; si le message reste, relancez l’application.`;
const quoted = (title) => `«${NARROW}${title}${NARROW}»`;
const TEXTS = {
  zoomIn: "Zoom avant",
  zoomOut: "Zoom arrière",
  recentre: "Recentrer sur tout le territoire",
  display: "Affichage",
  labels: "Noms",
  noBackground: "Sans fond de carte",
  backgrounds: "Fond de carte",
  overlays: "Contours",
  sources: "Sources des contours",
  places: "Lieux",
  online: "demande une connexion à l’internet",
  approximate: "contours approchés",
  approximateOverlay: (title) => `Contours approchés${NARROW}: ${title}`,
  outlinesFailed: (title) => `Les contours ${quoted(title)} n’ont pas pu être chargés. ${RELOAD}`,
  placesFailed: (title) => `Les lieux ${quoted(title)} n’ont pas pu être chargés. ${RELOAD}`,
  backgroundFailed: `Le fond de carte est hors d’atteinte${NARROW}: la carte reste lisible sans lui.`,
  wheel: `Ctrl${NARROW}+${NARROW}molette pour zoomer`,
  wheelMac: `⌘${NARROW}+${NARROW}molette pour zoomer`,
  twoFingers: "Deux doigts pour déplacer la carte",
  keyboard:
    "Flèches pour passer d’un territoire à l’autre, Entrée pour choisir. " +
    "Le tableau de la page dit la même chose.",
};
