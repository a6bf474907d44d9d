"""Sentences on places without a position are true whatever their number."""

from reports.sentences import geocodage as sentences


def _plain(text: str) -> str:
    return text.replace("\u202f", " ").replace("\u00a0", " ")


def test_one_place_several_and_none_agree_with_their_number() -> None:
    """Verb and pronoun follow the number; beyond four, the others are counted."""
    assert _plain(sentences.waiting([])) == "Tous les lieux ont une position."
    assert "**1 lieu** n’a pas de position (A) : il ne compte" in _plain(sentences.waiting(["A"]))
    assert "**2 lieux** n’ont pas de position (A et B) : ils" in _plain(sentences.waiting(["A", "B"]))
    assert "A, B, C, D et 3 de plus" in _plain(sentences.waiting(list("ABCDEFG")))


def test_what_is_sent_is_said_with_its_recipient() -> None:
    """The host of the service is named, and that nothing leaves before the click."""
    said = _plain(sentences.sent(3, "https://data.geopf.fr/geocodage"))
    assert "de ces 3 lieux sont envoyés à data.geopf.fr" in said
    assert "rien ne l’est avant" in said
    assert "de ce lieu" in sentences.sent(1, "https://data.geopf.fr")


def test_what_is_not_found_is_left_for_the_hand() -> None:
    """All found, some found, none found."""
    assert "3 adresses trouvées, à vérifier" in _plain(sentences.answered(3, 3))
    assert "2 adresses trouvées sur 3 ; celle-là se place" in _plain(sentences.answered(2, 3))
    assert "0 adresse trouvée sur 3 ; celles-là se placent" in _plain(sentences.answered(0, 3))


def test_a_position_says_what_was_understood_and_what_to_check() -> None:
    """Both are in brackets, and absent when there is nothing to say."""
    assert _plain(sentences.chosen("Mairie", 2.7766, 50.2907, "", "")) == (
        "Mairie : longitude 2,77660, latitude 50,29070."
    )
    assert "(converties) (à 300 m)" in _plain(sentences.chosen("Mairie", 2.7, 50.2, "converties", "à 300 m"))
    assert "confiance 0,62 ; à vérifier" in _plain(sentences.understood("Rue X", 0.62, "à vérifier"))
