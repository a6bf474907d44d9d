"""What an import says: one sentence a remark, and one for many that say the same."""

from data.importers.remark import Remark, grouped


def _plain(text: str) -> str:
    return text.replace("\u202f", " ").replace("\u00a0", " ")


def test_a_refusal_names_line_column_value_and_what_would_be_right() -> None:
    """The sentence can be acted on without opening the file."""
    remark = Remark("refusé", 1012, "Commune", "Aras", "commune inconnue ; vouliez-vous dire Arras ?")
    assert _plain(remark.sentence).startswith("Ligne 1 012, colonne « Commune », valeur « Aras » : commune inconnue")


def test_a_long_or_unprintable_value_is_shown_on_one_line() -> None:
    """A whole paragraph, or a line break, does not spill over the screen."""
    sentence = Remark("refusé", 2, "x", "a\n\tb\x00" + "c" * 200, "trop long").sentence
    assert "a b c" in sentence
    assert len(sentence) < 110


def test_remarks_that_say_the_same_are_one_sentence_refusals_first() -> None:
    """Hundreds of decimal commas take one line, which names the first ones and counts the others."""
    commas = [Remark("réparé", line, column, "1,5", "virgule décimale") for line in range(2, 12) for column in "ab"]
    listed = grouped([*commas, Remark("refusé", 3, "b", "x", "pas un nombre")])
    assert [(first.severity, count) for first, count, _ in listed] == [("refusé", 1), ("réparé", 20)]
    assert _plain(listed[1][2]) == (
        "Lignes 2, 3, 4, 5, 6 et 5 autres, colonnes « a » et « b », valeur « 1,5 » : virgule décimale."
    )


def test_the_first_values_refused_are_named_and_a_question_keeps_its_mark() -> None:
    """Seven different names are told by the first five, and « ? » is not followed by a full stop."""
    lost = [Remark("refusé", line, "Commune", f"Ville {line}", "inconnue ; est-ce Arras ?") for line in range(2, 9)]
    assert _plain(grouped(lost)[0][2]) == (
        "Lignes 2, 3, 4, 5, 6 et 2 autres, colonne « Commune », valeurs « Ville 2 », « Ville 3 », « Ville 4 », "
        "« Ville 5 », « Ville 6 » et 2 autres : inconnue ; est-ce Arras ?"
    )
    assert lost[0].sentence.endswith("Arras ?")


def test_what_has_no_line_is_named_by_its_values() -> None:
    """Two names that a list does not have are said, as nothing else tells where they are."""
    unknown = [Remark("à savoir", None, "", name, "nom inconnu") for name in ("Baudimont", "Ailleurs")]
    assert _plain(grouped(unknown)[0][2]) == "Valeurs « Baudimont » et « Ailleurs » : nom inconnu."


def test_a_remark_on_the_whole_file_needs_no_place() -> None:
    """Without line or column, the sentence begins with what was done."""
    assert Remark("réparé", None, "", "", "texte codé en UTF-16").sentence == "Texte codé en UTF-16."
