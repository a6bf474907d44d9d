"""Atlas aller-vers: navigation and nothing else."""

import streamlit as st

from ui import shell

shell.configure()
st.navigation(shell.pages(), position="top").run()
