"""The look that the theme cannot set, and the document's language."""

import streamlit as st

_STYLE = """
<style>
  .block-container {padding-top: 4.5rem; padding-bottom: 4rem; max-width: 1320px;}
  h1 {letter-spacing: -0.01em; text-wrap: pretty; padding-bottom: .25rem;}
  .atlas-answer {font-size: 1.2rem; line-height: 1.55; max-width: 62rem; margin: 0 0 .75rem;
                 text-wrap: pretty;}
  .atlas-answer strong {font-weight: 650;}
  .atlas-source {font-size: .82rem; line-height: 1.4; opacity: .78; margin: .15rem 0 .9rem;}
  dl.atlas-states {margin: 0; padding: 0; display: block;}
  .atlas-state {border-top: 1px solid color-mix(in srgb, currentColor 18%, transparent);
                padding: .55rem 0 .6rem;}
  .atlas-state dt {font-weight: 650; font-size: .95rem;}
  .atlas-state dd {margin: .1rem 0 0; line-height: 1.45;}
  .st-key-atlas-paper img {background: #FFFFFF; border-radius: .5rem; padding: .5rem;}
  /* Streamlit writes captions paler, and white on the accent colour of the dark, than everybody can read. */
  [data-testid="stCaptionContainer"] {color: light-dark(#55636A, #A9B7BB); opacity: 1;}
  [data-testid="stBaseButton-primary"], [data-testid="stMultiSelectTagsContainer"] [data-tag] *
    {color: light-dark(#FFFFFF, #11191C);}
  [data-testid="stMarkdownContainer"] table {display: block; overflow-x: auto; max-width: 100%;}
  [data-testid="stMetricValue"] {font-variant-numeric: tabular-nums;}
  [data-testid="stMetricLabel"] p {white-space: normal;}
  /* Limits in English that each kind of file says better in its own words. */
  [data-testid="stFileUploaderDropzoneInstructions"] {display: none;}
  /* Side by side, figures stand on one line, whether their labels take one line or two. */
  @media (min-width: 641px) {
    [data-testid="stMetricLabel"] {min-height: 2.7em; align-items: flex-end;}
  }
  @media (max-width: 640px) {
    .block-container {padding-left: 1rem; padding-right: 1rem;}
    .atlas-answer {font-size: 1.08rem;}
    h1 {font-size: 1.6rem !important;}
  }
</style>
"""
# The server's page says lang="en"; a screen reader would read the French with an English voice.
_LANGUAGE = "<script>document.documentElement.lang = 'fr';</script>"


def apply() -> None:
    """Add the style sheet, and say that the document is in French."""
    st.html(_STYLE)
    st.html(_LANGUAGE, unsafe_allow_javascript=True)
