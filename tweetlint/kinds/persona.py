"""``persona``: whether a post speaks as the account's persona does, and as its other posts do."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence

from tweetlint.account import Account, Context, Persona
from tweetlint.kinds.base import Build, Guards, Hit, Surroundings, TimelineHit
from tweetlint.model import Facts, Label, Severity, Span
from tweetlint.phrase.matcher import Match as PhraseMatch
from tweetlint.text.analysis import Analysis
from tweetlint.text.endings import endings
from tweetlint.text.fold import fold_kana, fold_term
from tweetlint.text.terms import Term, TermMatch

_FIND = ("draft", "timeline")


class Match(Guards, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """``find``: ``draft`` holds one post against the persona, ``timeline`` holds posts against each other.

    The cases of the one are ``voice``, ``ending``, ``endings`` and ``forbid``, of the other ``voices`` and
    ``authors``.

    ``voices`` is a list of first persons; its classes are those that sound different. ``polite`` are sentence
    ends: where the persona's own endings are among them, all of them are. A post of at least ``sentences``
    sentences none of which ends as the persona does is reported. Authors of at least ``least`` posts each are
    told apart from ``gap`` between their shares of polite sentences.
    """

    voices: str
    find: str = "draft"
    polite: tuple[str, ...] = ()
    sentences: int = 2
    least: int = 3
    gap: float = 0.6


def captures(match: Match) -> frozenset[str]:
    """``term``, and ``expected``: how the persona speaks instead."""
    return frozenset({"term", "expected"})


def compile_match(match: Match, build: Build) -> Draft | Timeline:
    """The check for ``match``."""
    if match.find not in _FIND:
        raise ValueError(f"find = '{match.find}': write {' or '.join(_FIND)}")
    return Draft(match, build) if match.find == "draft" else Timeline(match, build)


class _Voices:
    """The first persons of a text, by the classes of their list; ``own`` are the classes of the persona's."""

    def __init__(self, match: Match, build: Build, own: Sequence[str] = ()) -> None:
        self._terms = build.vocabulary.slot(match.voices)
        self._class = {number: info.cls for number, info in build.entries(match.voices).items()}
        self._surroundings = Surroundings(match, build.vocabulary)
        numbers = [build.vocabulary.number(Term(word, TermMatch.WORD)) for word in own]
        self.own = frozenset(self._class[number] for number in numbers if number in self._class)
        self.classes = tuple(sorted(set(self._class.values())))

    def heard(self, analysis: Analysis) -> Iterator[tuple[str, PhraseMatch]]:
        """Each first person with its class, in order."""
        if not analysis.may_stand(self._terms):
            return
        found = {(o.first, o.last): self._class[o.term] for o in analysis.occurrences(self._terms)}
        for match in self._surroundings.keep((PhraseMatch(a, b, a, b) for a, b in sorted(found)), analysis):
            yield found[match.first, match.last], match


class Draft:
    """Holds one post against the persona of its account; without one there is nothing to hold it against."""

    def __init__(self, match: Match, build: Build) -> None:
        persona = build.account.persona or Persona()
        self._voices = _Voices(match, build, persona.first_person)
        self._expected = " ".join(persona.first_person)
        self._forbidden = tuple(filter(None, map(_plain, persona.forbid)))
        self._banned = tuple(filter(None, map(_plain, persona.banned_endings)))
        self._endings = tuple(filter(None, map(_plain, persona.endings)))
        self._accepted = self._endings
        if set(self._endings) & {fold_kana(end) for end in match.polite}:
            self._accepted = (*self._endings, *map(fold_kana, match.polite))
        self._sentences = match.sentences

    def check(self, analysis: Analysis, context: Context) -> Iterator[Hit]:
        """A hit for every word that the persona would not say."""
        if self._voices.own:
            for voice, match in self._voices.heard(analysis):
                if voice not in self._voices.own:
                    yield _hit(analysis, analysis.run_span(match.first, match.last), "voice", self._expected)
        if self._forbidden:
            yield from self._said(analysis)
        if self._banned or self._endings:
            yield from self._ended(analysis)

    def _said(self, analysis: Analysis) -> Iterator[Hit]:
        """Forbidden words outside of quotations."""
        text = fold_kana(analysis.text)
        quoted = [(a, b) for a, b, _ in analysis.brackets if analysis.text[a - 1] in _QUOTES]
        for word in self._forbidden:
            start = text.find(word)
            while start >= 0:
                end = start + len(word)
                if not any(a <= start and end <= b for a, b in quoted):
                    yield _hit(analysis, analysis.source_span(start, end), "forbid", "")
                start = text.find(word, end)

    def _ended(self, analysis: Analysis) -> Iterator[Hit]:
        sentences = endings(analysis)
        shown = " ".join(self._endings)
        for sentence in sentences:
            words = fold_kana(sentence.words)
            end = next((end for end in self._banned if words.endswith(end)), None)
            if end is not None:
                yield _hit(analysis, analysis.source_span(sentence.end - len(end), sentence.end), "ending", shown)
        told = self._endings and len(sentences) >= self._sentences
        if told and not any(fold_kana(s.words).endswith(self._accepted) for s in sentences):
            last = sentences[-1]
            yield _hit(analysis, analysis.source_span(last.start, last.end), "endings", shown)


_QUOTES = frozenset("「『“‘")


def _plain(word: str) -> str:
    """A word of the persona as it is compared: folded, without the marks people write around it (〜なり)."""
    return fold_kana(fold_term(word)).strip("〜~…・。!? ")


def _hit(analysis: Analysis, span: Span, case: str, expected: str) -> Hit:
    return Hit(span, {"term": analysis.source[span.start : span.end], "expected": expected}, case=case)


class Timeline:
    """Compares the posts of an account: in one voice, and by several authors in one manner.

    A label of weight 1 and more is the number of a first person's class; one below is the share of polite
    sentences.
    """

    def __init__(self, match: Match, build: Build) -> None:
        self._voices = _Voices(match, build)
        self._number: Mapping[str, int] = {name: i for i, name in enumerate(self._voices.classes, 1)}
        self._one_voice = _one_speaks(build.account)
        self._polite = match.polite
        self._least = match.least
        self._gap = match.gap

    def observe(self, analysis: Analysis, context: Context) -> Iterator[Label]:
        """The voice of the post where one person speaks, and the share of polite ends where its author is known."""
        if self._one_voice:
            for voice, match in self._voices.heard(analysis):
                yield Label("", float(self._number[voice]), analysis.run_span(match.first, match.last))
                break
        if context.draft.author is not None and self._polite:
            sentences = endings(analysis)
            if sentences:
                polite = sum(s.words.endswith(self._polite) for s in sentences)
                last = sentences[-1]
                share = min(polite / len(sentences), 0.99)
                yield Label("", share, analysis.source_span(last.start, last.end))

    def judge(self, facts: Sequence[Facts]) -> Iterator[TimelineHit]:
        """A hit on each post in another voice than most, and on the last post of an author who writes differently."""
        yield from self._other_voices(facts)
        yield from self._other_manners(facts)

    def _other_voices(self, facts: Sequence[Facts]) -> Iterator[TimelineHit]:
        heard = [(i, label) for i, fact in enumerate(facts) for label in fact.labels if label.weight >= 1]
        counts = Counter(label.weight for _, label in heard)
        if len(counts) < 2:
            return
        [(usual, most)] = counts.most_common(1)
        if most < 2 or most * 3 < len(heard) * 2:
            return
        for index, label in heard:
            if label.weight != usual:
                yield TimelineHit(index, Hit(Span(*label.span), case="voices", severity=Severity.NOTE))

    def _other_manners(self, facts: Sequence[Facts]) -> Iterator[TimelineHit]:
        by_author: dict[str, list[tuple[int, Label]]] = defaultdict(list)
        for index, fact in enumerate(facts):
            for label in fact.labels:
                if fact.author is not None and label.weight < 1:
                    by_author[fact.author].append((index, label))
        shares = {
            author: sum(label.weight for _, label in posts) / len(posts)
            for author, posts in by_author.items()
            if len(posts) >= self._least
        }
        if len(shares) < 2:
            return
        usual = max(shares, key=lambda author: len(by_author[author]))
        for author in sorted(shares):
            if abs(shares[author] - shares[usual]) >= self._gap:
                index, label = by_author[author][-1]
                yield TimelineHit(index, Hit(Span(*label.span), case="authors"))


def _one_speaks(account: Account) -> bool:
    """Whether all posts are one person's: nobody signs, and no persona says how that person speaks."""
    persona = account.persona
    return not (persona and persona.first_person) and not (account.signature and account.signature.members)
