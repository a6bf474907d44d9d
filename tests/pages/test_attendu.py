"""The part of the page Baromètre that needs no barometer."""

import pytest
from streamlit.testing.v1 import AppTest


def _page() -> None:
    from ui.views import attendu

    attendu.show()


@pytest.mark.parametrize(
    "chosen", ["Toutes les situations", "Revenu de solidarité active", "Euros non réclamés par an"]
)
def test_each_choice(chosen):
    """Every choice shows its table and its communes, without a fault."""
    app = AppTest.from_function(_page, default_timeout=60)
    app.run()
    app.selectbox[0].set_value(chosen).run()
    assert not app.exception
    assert not app.error
    assert len(app.dataframe) == 4
    said = " ".join(one.value for one in app.markdown)
    assert "peuvent être comparées" in said
    assert chosen in said
