"""The phrase language: what every construct means, and where a mistake is."""

from __future__ import annotations

import pytest

from tweetlint.errors import PatternError
from tweetlint.phrase.syntax import ANY_LENGTH, Choice, Edge, Gap, Mark, Node, PartOfSpeech, Slot, Word, parse


@pytest.mark.parametrize(
    ("pattern", "nodes"),
    [
        ("安い", (Word("安い", exact=False),)),
        ('"安い"', (Word("安い", exact=True),)),
        ('"No. 1"', (Word("No. 1", exact=True),)),
        ("とても 安い", (Word("とても", exact=False), Word("安い", exact=False))),
        ("とても　安い\tよ", tuple(Word(word, exact=False) for word in ("とても", "安い", "よ"))),
        ("{competitor}", (Slot("competitor", anywhere=False),)),
        ("{comparison/better:price}", (Slot("comparison/better:price", anywhere=False),)),
        ("{hurtful/slur!}", (Slot("hurtful/slur", anywhere=True),)),
        ("<動詞>", (PartOfSpeech(("動詞",), ""),)),
        ("<助詞-格助詞>", (PartOfSpeech(("助詞", "格助詞"), ""),)),
        ("<形容詞:連用形>", (PartOfSpeech(("形容詞",), "連用形"),)),
        ("より…安い", (Word("より", exact=False), Gap(ANY_LENGTH), Word("安い", exact=False))),
        ("より…3安い", (Word("より", exact=False), Gap(3), Word("安い", exact=False))),
        ("より…12 3個", (Word("より", exact=False), Gap(12), Word("3個", exact=False))),
        (
            "(安い|お得 です)",
            (
                Choice(
                    ((Word("安い", exact=False),), (Word("お得", exact=False), Word("です", exact=False))),
                    optional=False,
                ),
            ),
        ),
        ("(とても)?安い", (Choice(((Word("とても", exact=False),),), optional=True), Word("安い", exact=False))),
        ("^安い$", (Edge("^"), Word("安い", exact=False), Edge("$"))),
        ("より⟦安い⟧", (Word("より", exact=False), Mark("⟦"), Word("安い", exact=False), Mark("⟧"))),
    ],
)
def test_what_a_pattern_says(pattern: str, nodes: tuple[Node, ...]) -> None:
    """Each construct parses to its own value; blanks only separate."""
    assert nodes == parse(pattern)


@pytest.mark.parametrize(
    ("pattern", "position", "what"),
    [
        ("", 0, "a pattern must name at least one word"),
        ("   ", 0, "a pattern must name at least one word"),
        ("^$", 0, "a pattern must name at least one word"),
        ("…", 0, "a pattern must name at least one word"),
        ("⟦⟧", 0, "a pattern must name at least one word"),
        ("…安い", 0, "a gap must stand between two words"),
        ("安い…", 3, "a gap must stand between two words"),
        ("安い…3", 4, "a gap must stand between two words"),
        ('安い"', 2, "no closing '\"'"),
        ('安い""', 2, "nothing before '\"'"),
        ("{", 0, "no closing '}'"),
        ("安い{competitor", 2, "no closing '}'"),
        ("{}", 0, "nothing before '}'"),
        ("{!}", 0, "nothing before '}'"),
        ("<>", 0, "nothing before '>'"),
        ("安い<動詞", 2, "no closing '>'"),
        ("<:連用形>", 0, "nothing before '>'"),
        ("安い}", 2, "'}' without its opening; write \"}\" for the mark itself"),
        ("安い>", 2, "'>' without its opening; write \">\" for the mark itself"),
        ("安い?", 2, "'?' without its opening; write \"?\" for the mark itself"),
        ("安い|高い", 2, "'|' without '('"),
        ("安い)", 2, "')' without '('"),
        ("とても(安い", 3, "'(' without ')'"),
        ("(安い|)", 4, "an empty branch; write (a|b)? for a choice that may be left out"),
        ("()", 1, "an empty branch; write (a|b)? for a choice that may be left out"),
        ("(安い|(高い))", 4, "a choice inside a choice; write two patterns"),
        ("安い⟧", 2, "⟦ and ⟧ must stand once each, in this order"),
        ("安い⟧高い⟦", 2, "⟦ and ⟧ must stand once each, in this order"),
        ("⟦安い", 0, "⟦ and ⟧ must stand once each, in this order"),
        ("⟦安い⟧⟦高い⟧", 4, "⟦ and ⟧ must stand once each, in this order"),
        ("(⟦安い⟧|高い)", 1, "⟦ and ⟧ must stand outside of a choice"),
        ("安い⟦⟧高い", 2, "⟦ and ⟧ must have a word between them"),
        ("(安い)?", 0, "a pattern must name at least one word that cannot be left out"),
    ],
)
def test_a_mistake_has_a_place(pattern: str, position: int, what: str) -> None:
    """The error says what is wrong, and points at it."""
    with pytest.raises(PatternError) as raised:
        parse(pattern)

    assert (position, what) == (raised.value.position, raised.value.what)


def test_the_sentence_of_a_mistake_shows_the_place() -> None:
    """A reader sees the pattern with a pointer in it."""
    with pytest.raises(PatternError) as raised:
        parse("とても(安い")

    assert "'(' without ')' (at ▸ in `とても▸(安い`)" == str(raised.value)
