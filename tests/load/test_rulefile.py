"""A rule file with a mistake does not load, and one sentence says where, what and what to do."""

from __future__ import annotations

from pathlib import Path

import pytest

from tweetlint.account import Account, Config
from tweetlint.errors import RuleError
from tweetlint.load.config import config_from
from tweetlint.load.rulefile import find_rules, load_rule, load_shipped_rule
from tweetlint.load.ruleset import Library, build_ruleset

HEAD = """\
kind = "phrase"
severity = "warning"
title = { ja = "題", en = "title" }
message = { ja = "「{term}」", en = "{term}" }
why = { ja = "理由", en = "why" }
[[sources]]
title = "s"
by = "b"
read = 2026-11-22
[match]
any = ["安い"]
"""
EXAMPLES = """\
[[bad]]
text = "⟦安い⟧"
[[bad]]
text = "⟦安い⟧よ"
[[bad]]
text = "⟦安い⟧ね"
[[good]]
text = "高い"
because = "別の語"
[[good]]
text = "高いよ"
because = "別の語"
[[good]]
text = "高いね"
because = "別の語"
"""
RULE = HEAD + EXAMPLES


@pytest.fixture
def off() -> dict[str, str]:
    """Every shipped family switched off: these tests are about one rule of their own."""
    return dict.fromkeys(Library(Config(), Path()).families, "off")


def _sentence(folder: Path, text: str, off: dict[str, str]) -> str:
    """What is said about a rule of this text, with the folder's name taken out."""
    path = folder / "rules" / "house" / "trial.toml"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    try:
        config = config_from({"rules": ["rules"], "severity": off})
        build_ruleset(Library(config, folder), Account(name="main"))
    except RuleError as error:
        return str(error).replace(str(folder / "rules"), "RULES")
    return ""


@pytest.mark.parametrize(
    ("written", "instead", "sentence"),
    [
        ("severity =", "sevrity =", "unknown key 'sevrity'. Did you mean 'severity'?"),
        ("any =", "anny =", "match: unknown key 'anny'. Did you mean 'any'?"),
        ('en = "{term}" }', 'en = "{term}", fr = "x" }', "unknown key 'fr' in [message]. Known: en, ja."),
        (', en = "{term}"', "", "message: the key 'en' is missing. Write en = … there."),
        ('any = ["安い"]', "", "match: the key 'any' is missing. Write any = … there."),
        ("read = 2026-11-22", "", "sources[0]: the key 'read' is missing. Write read = … there."),
        ('why = { ja = "理由", en = "why" }', "", "the key 'why' is missing. Write why = … there."),
        ('"warning"', "3", "severity: expected str, got int. Put this right and run again."),
        ('"warning"', '"warn"', "severity: unknown value 'warn'. Did you mean 'warning'?"),
        ('["安い"]', '"安い"', "match: any: expected array, got str. Put this right and run again."),
        ('["安い"]', "[]", "any = []: a rule needs at least one pattern. Put this right and run again."),
        (
            '["安い"]',
            '["{competiter}"]',
            "there is no list 'competiter'. Did you mean 'competitor'? (at ▸ in `{▸competiter}`). "
            "See 'The phrase language' in the README.",
        ),
        (
            '["安い"]',
            '["安い", "(高い"]',
            "'(' without ')' (at ▸ in `▸(高い`). See 'The phrase language' in the README.",
        ),
        ('en = "{term}"', 'en = "{trem}"', "the placeholder '{trem}' is no capture. Did you mean 'term'?"),
        ('"phrase"', '"phrases"', "unknown kind 'phrases'. Did you mean 'phrase'?"),
        ('"phrase"', '"phrase"\nneeds = ["publishat"]', "needs: unknown 'publishat'. Did you mean 'publish_at'?"),
        ('"phrase"', '"phrase"\nroles = ["offical"]', "roles: unknown 'offical'. Did you mean 'official'?"),
        ('"phrase"', '"phrase"\npurposes = ["promo"]', "purposes: unknown 'promo'. Did you mean 'promotion'?"),
        (
            '"phrase"',
            '"phrase"\nkinds = ["replie"]',
            "kinds[0]: unknown value 'replie'. Did you mean 'reply'?",
        ),
        (
            "any =",
            'negated = "no"\nany =',
            'match: negated = "no": write skip, keep or only. Put this right and run again.',
        ),
        ("any =", 'self = "no"\nany =', 'match: self = "no": write skip, keep or only. Put this right and run again.'),
        ("any =", 'within = "word"\nany =', "match: within: unknown value 'word'. Known: clause, post, sentence."),
        ("any =", 'case = "late"\nany =', "there is no case 'late'. Write a [case.late] table."),
        ("any =", 'when = { role = ["official"] }\nany =', "when: unknown key 'role'. Did you mean 'roles'?"),
        (
            "any =",
            'when = { roles = ["boss"] }\nany =',
            "when: roles: unknown 'boss'. Known: employee, monitor, official, partner.",
        ),
        (
            '[[sources]]\ntitle = "s"\nby = "b"\nread = 2026-11-22\n',
            "sources = []\n",
            "has no [[sources]]. Every claim has a source with the day it was read.",
        ),
        (
            '[[bad]]\ntext = "⟦安い⟧ね"\n',
            "",
            "has 2 [[bad]] and 3 [[good]] examples. At least 3 of each are needed: the examples are the tests.",
        ),
        ('because = "別の語"\n', "", "[[good]] number 1 has no 'because'. Say in a few words why it is good."),
        ('text = "高い"\n', "", "[[good]] number 1 needs a text or a timeline. Write one of the two."),
        ('"⟦安い⟧よ"', '"⟦安いよ"', "[[bad]] number 2 has ⟦ and ⟧ that are no pairs. Mark each span as ⟦…⟧."),
        ('"⟦安い⟧よ"', '"⟧安い⟦よ"', "[[bad]] number 2 has ⟦ and ⟧ that are no pairs. Mark each span as ⟦…⟧."),
        (RULE, "kind = ", "is not TOML: Invalid value (at end of document). Put this right and run again."),
        (RULE, "", "the key 'kind' is missing. Write kind = … there."),
        (RULE, RULE, ""),
    ],
)
def test_a_mistake_is_one_sentence(
    tmp_path: Path, off: dict[str, str], written: str, instead: str, sentence: str
) -> None:
    """Each sentence begins with the file; a rule without a mistake has none."""
    assert written in RULE
    said = _sentence(tmp_path, RULE.replace(written, instead, 1), off)

    assert (f"RULES/house/trial.toml: {sentence}" if sentence else "") == said


A = '[[match.signal]]\nname = "a"\nneeded = true\nweight = 1\nany = ["安い"]\n'
B = '[[match.signal]]\nname = "b"\nweight = 1\nany = ["高い"]\n'


@pytest.mark.parametrize(
    ("kind", "match", "sentence"),
    [
        ("term", 'words = ["hurtful/nothing-here"]', "there is no list 'hurtful/nothing-here'."),
        ("term", "words = []", "words = []: a rule needs at least one list."),
        ("pairing", 'groups = [["安い"]]', "match: groups: a pairing needs two groups of patterns or more."),
        ("pairing", 'groups = [["安い"], []]', "match: groups: a group needs at least one pattern."),
        ("pairing", 'groups = [["安い"], ["高い"]]\norder = "both"', 'match: order = "both": write given or any.'),
        (
            "pairing",
            'groups = [["安い"], ["高い"]]\nreport = 2',
            'match: report = 2: write "whole" or the number of a group, from 0.',
        ),
        ("limit", "most = -1", "most = -1: write a weight, or 0 for the account's own limit."),
        ("repetition", "similarity = 80.0", "similarity = 80.0: write a number between 0 and 1, e.g. 0.8."),
        (
            "share",
            'warn = 0.9\n[[match.cue]]\nweight = 1.0\nany = ["安い"]',
            "warn = 0.9, stop = 0.5: write warn above 0 and not above stop.",
        ),
        (
            "share",
            'least = 9\nwindow = 4\n[[match.cue]]\nweight = 1.0\nany = ["安い"]',
            "least = 9, window = 4: write least from 1 up to window.",
        ),
        (
            "signals",
            f"reach = 2\n{A}{B}".replace("needed = true", ""),
            "match: signal: write needed = true in at least",
        ),
        ("signals", f"reach = 2\n{A}{A}", "match: signal: there are two signals named a."),
        ("signals", f"reach = 2\n{A}{B}".replace("= 1", "= 0"), "match: signal a: write a weight other than 0"),
        (
            "signals",
            f"reach = 2\n{A}{B}".replace("= 1", "= -1"),
            "match: signal a: what speaks against a hit cannot be",
        ),
        ("signals", f"reach = 1\n{A}{B}", "match: reach = 1.0, note = None: one signal alone would be a hit."),
        ("signals", f"reach = 3\n{A}{B}", "match: reach = 3.0: all signals together do not reach it."),
        ("signals", f"reach = 2\nsure = 1\n{A}{B}", "match: note, reach, sure: write them in rising order."),
        ("hashtag", 'except = ["gleud"]', "except: there is no fault 'gleud', only glued,"),
    ],
)
def test_every_kind_refuses_what_makes_no_sense(
    tmp_path: Path, off: dict[str, str], kind: str, match: str, sentence: str
) -> None:
    """A rule that could never fire, or always would, does not load."""
    text = RULE.replace('"phrase"', f'"{kind}"').replace('any = ["安い"]', match)
    said = _sentence(tmp_path, text, off)

    assert said.startswith(f"RULES/house/trial.toml: {sentence}")


def test_windows_editors_may_put_a_mark_before_the_file(tmp_path: Path, off: dict[str, str]) -> None:
    """A byte-order mark is no mistake."""
    assert "" == _sentence(tmp_path, "\ufeff" + RULE, off)


@pytest.mark.parametrize("name", ["trial.toml", "House/trial.toml", "house/no_go.toml", "a/b/c.toml"])
def test_the_path_must_be_an_id(tmp_path: Path, name: str) -> None:
    """A rule lies at FAMILY/NAME.toml, in kebab-case."""
    path = tmp_path / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(RULE, encoding="utf-8")
    with pytest.raises(
        RuleError, match=r"cannot be a rule id\. Put the file at FAMILY/NAME\.toml, both in kebab-case\."
    ):
        load_rule(path, tmp_path)


def test_what_begins_with_an_underscore_is_no_rule(tmp_path: Path) -> None:
    """Profiles and the example account lie beside the rules."""
    for name in ("_account.toml", "_profiles/a.toml", "house/_draft.toml", "house/b.toml", "house/a.toml"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).touch()

    assert ["house/a.toml", "house/b.toml"] == [path.relative_to(tmp_path).as_posix() for path in find_rules(tmp_path)]


def test_a_shipped_rule_is_read_without_its_examples(tmp_path: Path) -> None:
    """The two ways of reading differ in the examples only."""
    path = tmp_path / "house" / "trial.toml"
    path.parent.mkdir()
    path.write_text(RULE, encoding="utf-8")
    whole, short = load_rule(path, tmp_path), load_shipped_rule(path, tmp_path)

    assert (3, 3) == (len(whole.file.bad), len(whole.file.good))
    assert () == short.file.bad == short.file.good
    assert (whole.id, whole.file.match, whole.file.message) == (short.id, short.file.match, short.file.message)


@pytest.mark.parametrize("content", [b"\xff\xfe", b"kind = '\x83'"])
def test_a_file_that_is_not_utf8(tmp_path: Path, content: bytes) -> None:
    """A file in another encoding is named, with the byte."""
    path = tmp_path / "house" / "trial.toml"
    path.parent.mkdir()
    path.write_bytes(content)
    with pytest.raises(RuleError, match=r"is not UTF-8 \(byte \d+\)\. Save it as UTF-8\."):
        load_rule(path, tmp_path)
