"""``disclosure``: whether a post tells who stands behind it, where somebody does.

The draft says what ties the writer to the goods (``relation``), the account who writes (``role``, ``bio``,
``brands``); the post must say so too. All words are data: the lists and patterns of the rule files.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from enum import StrEnum
from typing import NamedTuple

import msgspec

from tweetlint.account import Account, Context
from tweetlint.kinds.base import Build, Hit
from tweetlint.kinds.statements import Clarity, Lists, Shape, Statement, Statements
from tweetlint.model import Confidence, DraftKind, Relation, Severity, Span
from tweetlint.phrase.gate import Needs, either
from tweetlint.phrase.matcher import Match as PhraseMatch
from tweetlint.phrase.matcher import PatternSet
from tweetlint.text.analysis import Analysis
from tweetlint.text.entities import EntityKind
from tweetlint.text.fold import fold_term
from tweetlint.text.lazy import lazy_regex
from tweetlint.text.length import weighted_length
from tweetlint.text.terms import Term, TermMatch, Terms, Vocabulary


class Find(StrEnum):
    """What a rule looks for."""

    MISSING = "missing"
    UNCLEAR = "unclear"
    CONTRADICTED = "contradicted"
    AFFILIATE = "affiliate"


class Match(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What to ``find``, and the patterns by which it is seen; which ones matter depends on ``find``.

    missing: ``urges``, ``endorses`` and ``speaks`` show, ever less surely, that a post is about the goods,
    ``own`` that they are the writer's company's, ``works`` that an employee says so, ``hints`` that a
    relation is only hinted at; ``things`` are what may follow a brand's name and belongs to it;
    ``chatter`` clears an employee's post, ``greets`` one that promotes nothing. The list ``trade`` holds
    what may be left off a brand's name; ``voices`` name what customers say; ``codes`` and ``linked`` are
    left to ``affiliate``.
    unclear: a label among ``crowd`` tags or more comes first; ``near`` and ``far`` are weighted characters.
    contradicted: ``denied`` patterns count where they are negated, ``said`` and ``mild`` as they are; those
    about pay (``denied_pay``, ``said_pay``) and the mild ones say nothing against an employee.
    affiliate: the lists ``hosts`` and ``parameters`` know links, ``codes`` and ``linked`` words.
    ``unless`` removes the matches it overlaps.
    """

    find: Find
    urges: tuple[str, ...] = ()
    endorses: tuple[str, ...] = ()
    speaks: tuple[str, ...] = ()
    own: tuple[str, ...] = ()
    works: tuple[str, ...] = ()
    things: tuple[str, ...] = ()
    hints: tuple[str, ...] = ()
    chatter: tuple[str, ...] = ()
    voices: tuple[str, ...] = ()
    greets: tuple[str, ...] = ()
    trade: str = ""
    crowd: int = 4
    near: int = 40
    far: int = 140
    denied: tuple[str, ...] = ()
    said: tuple[str, ...] = ()
    denied_pay: tuple[str, ...] = ()
    said_pay: tuple[str, ...] = ()
    mild: tuple[str, ...] = ()
    hosts: str = ""
    parameters: str = ""
    codes: tuple[str, ...] = ()
    linked: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()


def captures(match: Match) -> frozenset[str]:
    """``term``: the words reported; ``label``: the disclosure that a denial contradicts."""
    return frozenset({"term", "label"})


def compile_match(match: Match, build: Build) -> Missing | Unclear | Contradicted | Affiliate:
    """The check for ``match``."""
    match match.find:
        case Find.MISSING:
            return Missing(match, build)
        case Find.UNCLEAR:
            return Unclear(match, build)
        case Find.CONTRADICTED:
            return Contradicted(match, build)
        case Find.AFFILIATE:
            return Affiliate(match, build)


# -- who speaks -------------------------------------------------------------------------------------


class Voice(StrEnum):
    """Who speaks, as far as disclosure goes.

    PAID: somebody who got something for it. UNSURE: a partner or monitor whose draft names no relation.
    EMPLOYEE: somebody who works there. COMPANY: the company itself, on its own account. FREE: nobody's.
    """

    PAID = "paid"
    UNSURE = "unsure"
    EMPLOYEE = "employee"
    COMPANY = "company"
    FREE = "free"


_PAID = frozenset({Relation.SPONSORED, Relation.GIFTED, Relation.INVITED, Relation.AFFILIATE})
_BY_ROLE = {"partner": Voice.UNSURE, "monitor": Voice.UNSURE, "employee": Voice.EMPLOYEE}


def voice(context: Context) -> Voice:
    """Who speaks in the draft: its relation decides, without one the role of its account."""
    relation, role = context.draft.relation, context.account.role
    if relation in _PAID:
        return Voice.PAID
    if relation is Relation.EMPLOYEE or (relation is Relation.OWN and role == "employee"):
        return Voice.EMPLOYEE
    if relation is Relation.NONE or (relation is Relation.OWN and role in _BY_ROLE):
        return Voice.FREE
    return _BY_ROLE.get(role, Voice.COMPANY)


# -- missing ----------------------------------------------------------------------------------------


class Missing:
    """Finds posts about the goods that tell nothing of the relation."""

    def __init__(self, match: Match, build: Build) -> None:
        vocabulary = build.vocabulary
        self._statements = Statements(Lists(), vocabulary)
        self._urges = PatternSet(match.urges, vocabulary)
        self._endorses = PatternSet(match.endorses, vocabulary)
        self._speaks = PatternSet(match.speaks, vocabulary)
        self._own = PatternSet(match.own, vocabulary)
        self._works = PatternSet(match.works, vocabulary)
        self._things = PatternSet(match.things, vocabulary)
        self._hints = PatternSet(match.hints, vocabulary)
        self._voices = PatternSet(match.voices, vocabulary)
        self._chatter = PatternSet(match.chatter, vocabulary)
        self._greets = PatternSet(match.greets, vocabulary)
        self._linked = PatternSet((*match.codes, *match.linked), vocabulary)
        self._unless = PatternSet(match.unless, vocabulary)
        trade = _listed(match.trade, vocabulary)
        self._brand = _named(build.account, trade, vocabulary)
        self._employer_in_bio = _bio_tells(build.account, trade)

    def check(self, analysis: Analysis, context: Context) -> Iterator[Hit]:
        """At most one hit, on the words that most show what the post is about."""
        draft = context.draft
        if draft.paid_label or not any(character.isalpha() for character in draft.text):
            return
        speaker = voice(context)
        if speaker is Voice.COMPANY:
            if draft.quotes_sponsored_post and not self._statements.read(analysis):
                yield self._quoted(analysis)
        elif speaker is Voice.EMPLOYEE:
            yield from self._employee(analysis, context)
        elif speaker is not Voice.FREE and not self._statements.read(analysis):
            yield from self._third_party(analysis, context, speaker)

    def _quoted(self, analysis: Analysis) -> Hit:
        return _hit(analysis, self._first(self._voices, analysis) or _first_sentence(analysis), case="quoted")

    def _third_party(self, analysis: Analysis, context: Context, speaker: Voice) -> Iterator[Hit]:
        affiliate = context.draft.relation is Relation.AFFILIATE
        if affiliate and (self._first(self._linked, analysis) or _links(analysis)):
            return  # the link or code is what disclosure/affiliate speaks of
        evidence = self._evidence(analysis)
        hint = self._first(self._hints, analysis)
        if speaker is Voice.UNSURE:
            if hint and evidence:
                yield _hit(analysis, _ended(hint, analysis), case="unset", confidence=Confidence.MEDIUM)
            elif evidence and evidence.strong and evidence.about_brand:
                yield _hit(analysis, evidence.run, case="unset", confidence=Confidence.LOW)
            return
        promotes = not self._only_greets(analysis, context)
        if hint and (evidence or promotes):
            yield _hit(analysis, _ended(hint, analysis), case="hint")
        elif evidence and (evidence.strong or evidence.about_brand or promotes):
            yield _hit(analysis, evidence.run)
        elif promotes:
            run = _first_sentence(analysis)
            yield _hit(analysis, run, severity=Severity.WARNING, confidence=Confidence.LOW)

    def _employee(self, analysis: Analysis, context: Context) -> Iterator[Hit]:
        if self._employer_in_bio or self._first(self._works, analysis) or self._statements.read(analysis):
            return
        if self._first(self._chatter, analysis):
            return
        own = self._first(self._own, analysis)
        evidence = self._evidence(analysis)
        if evidence and evidence.about_brand:
            severity = None if evidence.strong else Severity.WARNING
            yield _hit(analysis, evidence.run, case="employee", severity=severity)
        elif evidence and own:
            run = _joined(own, evidence.run, analysis)
            yield _hit(analysis, run, case="employee")
        elif evidence and evidence.urges and context.draft.relation is Relation.EMPLOYEE:
            severity = Severity.WARNING
            yield _hit(analysis, evidence.run, case="employee", severity=severity, confidence=Confidence.LOW)

    def _evidence(self, analysis: Analysis) -> _Evidence | None:
        """What shows that the post is about the goods: the brand with what is said of it, or what is said."""
        brand = next(iter(analysis.occurrences(self._brand)), None)
        urged = self._first(self._urges, analysis)
        endorsed = urged or self._first(self._endorses, analysis)
        spoken = endorsed or self._first(self._speaks, analysis)
        if brand is not None:
            run = (brand.first, self._thing_end(brand.last, analysis))
            if spoken and analysis.sentence_of[spoken[0]] == analysis.sentence_of[brand.first]:
                run = _joined(run, spoken, analysis)
            return _Evidence(run, strong=spoken is not None, urges=urged is not None, about_brand=True)
        if spoken:
            return _Evidence(spoken, strong=endorsed is not None, urges=urged is not None, about_brand=False)
        links = _links(analysis)
        return _Evidence(links[0], strong=False, urges=False, about_brand=False) if links else None

    def _thing_end(self, last: int, analysis: Analysis) -> int:
        """The end of the brand's name with the thing of it that follows: ツクヨさんの掃除機."""
        return max((m.end for m in self._things.find(analysis) if m.begin == last), default=last)

    def _only_greets(self, analysis: Analysis, context: Context) -> bool:
        """Whether the post is a reply, or at least half of it good morning, thank you and the like."""
        if context.draft.kind is DraftKind.REPLY:
            return True
        greeted = {analysis.sentence_of[m.first] for m in self._greets.find(analysis)}
        return bool(greeted) and len(greeted) * 2 >= len(set(analysis.sentence_of))

    def _first(self, patterns: PatternSet, analysis: Analysis) -> tuple[int, int] | None:
        spared = [(m.first, m.last) for m in self._unless.find(analysis)]
        found = sorted(
            (m.first, m.last)
            for m in patterns.find(analysis)
            if not any(a < m.last and m.first < b for a, b in spared) and not analysis.denied(m.first, m.last)
        )
        return found[0] if found else None


class _Evidence(NamedTuple):
    """The run that shows what a post is about, and how surely.

    ``strong``: something good is said. ``urges``: others are told to try. ``about_brand``: it names us.
    """

    run: tuple[int, int]
    strong: bool
    urges: bool
    about_brand: bool


def _named(account: Account, trade: Sequence[str], vocabulary: Vocabulary) -> Terms:
    """The account's brands and partners as people call them: カザナギ電機 is カザナギ to its customers."""
    names = [s for name in (*account.brands, *account.partners) for s in name.spellings]
    short = [stem for name in names for stem in _stems(name, trade)]
    return Terms(vocabulary.number(Term(word, TermMatch.NAME)) for word in dict.fromkeys((*names, *short)))


_SHORTEST_STEM = 2
_FIRST_SCRIPT = lazy_regex(r"(?:[\p{Hiragana}ー]{3,}|[\p{Katakana}ー]{3,}|[A-Za-z]{3,})")


def _stems(name: str, trade: Sequence[str]) -> Iterator[str]:
    """What is left of a name without words of its trade, and its parts around a dot or space."""
    parts = [part for part in name.replace("・", " ").replace("　", " ").split() if part not in trade]
    for part in parts:
        stem = part
        for word in sorted(trade, key=len, reverse=True):
            if stem != word:
                stem = stem.removeprefix(word).removesuffix(word)
        script = _FIRST_SCRIPT.match(part)
        if script and script[0] != name and not script[0].endswith(tuple(trade)):
            yield script[0]
        if len(stem) >= _SHORTEST_STEM and stem != name:
            yield stem


def _bio_tells(account: Account, trade: Sequence[str]) -> bool:
    """Whether the profile names the company (its brand as people call it)."""
    names = [s for name in account.brands for s in name.spellings]
    short = [stem for name in names for stem in _stems(name, trade)]
    bio = fold_term(account.bio)
    return any(fold_term(word) in bio for word in (*names, *short))


# -- unclear ----------------------------------------------------------------------------------------


class Unclear:
    """Finds disclosures that a reader will overlook or not understand."""

    def __init__(self, match: Match, build: Build) -> None:
        self._match = match
        self._statements = Statements(Lists(), build.vocabulary)

    def check(self, analysis: Analysis, context: Context) -> Iterator[Hit]:
        """A hit on the best disclosure of the post where even that one is unclear."""
        if context.draft.paid_label or voice(context) not in (Voice.PAID, Voice.UNSURE):
            return
        statements = self._statements.read(analysis)
        faults = [(self._fault(statement, analysis), statement) for statement in statements]
        if not faults or any(case is None for case, _ in faults):
            return
        case, statement = min(faults, key=lambda fault: _ORDER.index(str(fault[0])))
        yield Hit(statement.span, _words(analysis, statement.span), case=case)

    def _fault(self, statement: Statement, analysis: Analysis) -> str | None:
        """What is wrong with the disclosure: a case of the rule, or None."""
        if statement.shape is Shape.GLUED or statement.shape is Shape.SHARP:
            return statement.shape.value
        if statement.clarity is not Clarity.CLEAR:
            return statement.clarity.value
        if statement.shape is Shape.TAG and self._buried(statement, analysis):
            return "buried"
        if _below_blank_lines(analysis.source, statement.span.start):
            return "hidden"
        if statement.shape is Shape.ALONE:
            return "hidden"
        if statement.shape is Shape.SENTENCE:
            return None
        return "late" if self._late(statement, analysis.source) else None

    def _buried(self, statement: Statement, analysis: Analysis) -> bool:
        tags = [e.start for e in analysis.entities if e.kind is EntityKind.HASHTAG]
        return len(tags) >= self._match.crowd and tags[0] != statement.span.start

    def _late(self, statement: Statement, source: str) -> bool:
        before = source[: statement.span.start]
        weight = weighted_length(before)
        return weight > self._match.far or ("\n" in before.lstrip() and weight > self._match.near)


_ORDER = ("late", "buried", "hidden", "glued", "sharp", "ambiguous", "english", "spelled")
_BLANK_LINES = 3


def _below_blank_lines(source: str, start: int) -> bool:
    """Whether lines that hold nothing, or a dot, part the place from what is above it."""
    empty = 0
    for line in reversed(source[:start].split("\n")[:-1]):
        if any(character.isalnum() for character in line):
            break
        empty += 1
    return empty >= _BLANK_LINES


# -- contradicted -----------------------------------------------------------------------------------


class Contradicted:
    """Finds words that deny the relation which the post, or the draft, states."""

    def __init__(self, match: Match, build: Build) -> None:
        self._statements = Statements(Lists(), build.vocabulary)
        self._denials = tuple(
            (PatternSet(patterns, build.vocabulary), Denial(about_pay, negated, mild))
            for patterns, about_pay, negated, mild in (
                (match.denied, False, True, False),
                (match.denied_pay, True, True, False),
                (match.said, False, False, False),
                (match.said_pay, True, False, False),
                (match.mild, True, False, True),
            )
        )
        self._unless = PatternSet(match.unless, build.vocabulary)

    @property
    def needs(self) -> Needs:
        """The words of a denial."""
        return either([patterns.needs() for patterns, _ in self._denials if patterns])

    def check(self, analysis: Analysis, context: Context) -> Iterator[Hit]:
        """A hit on each denial, where there is something to deny."""
        speaker = voice(context)
        if speaker is Voice.FREE:
            return
        tied = context.draft.paid_label or speaker in (Voice.PAID, Voice.EMPLOYEE)
        if not (tied or self._statements.may_be(analysis)):
            return
        denials = list(self._found(analysis, speaker))
        stated = self._statements.read(analysis) if denials else ()
        if not (tied or stated):
            return
        label = analysis.source[slice(*stated[0].span)] if stated else ""
        told = any(statement.shape is Shape.SENTENCE for statement in stated)
        for run, denial in denials:
            if told and denial.about_pay and denial.negated:
                continue  # who says what they got may say what they did not get
            span = analysis.run_span(*run)
            if not any(span.start < b and a < span.end for a, b in (s.span for s in stated)):
                case = "mild" if denial.mild else None if label else "unlabelled"
                yield Hit(span, {**_words(analysis, span), "label": label}, case=case)

    def _found(self, analysis: Analysis, speaker: Voice) -> Iterator[tuple[tuple[int, int], Denial]]:
        for patterns, denial in self._denials:
            if denial.about_pay and speaker is Voice.EMPLOYEE:
                continue
            for m in _longest(patterns.find(analysis)):
                spared = [(m.first, m.last) for m in self._unless.find(analysis)]
                if any(a < m.last and m.first < b for a, b in spared) or analysis.quoted(m.first, m.last):
                    continue
                if analysis.denied(m.first, m.last) is denial.negated:
                    yield (m.first, _with_endings(m.last, analysis) if denial.negated else m.last), denial


class Denial(NamedTuple):
    """A sort of denial: of pay or of the relation itself, by negation or in so many words, mild or flat."""

    about_pay: bool
    negated: bool
    mild: bool


def _ended(run: tuple[int, int], analysis: Analysis) -> tuple[int, int]:
    return run[0], _with_endings(run[1], analysis)


def _with_endings(last: int, analysis: Analysis) -> int:
    """The run's end with the particles and auxiliaries that belong to it: 案件 → 案件じゃなくて."""
    end, stop = last, analysis.clause_run(last - 1)[1]
    grammar = analysis.language.grammar
    while end < stop and grammar.is_a("dependent", analysis.tokens[end]):
        end += 1
    return end


# -- affiliate --------------------------------------------------------------------------------------


class Affiliate:
    """Finds links and codes that earn the writer something, where the post does not say so."""

    def __init__(self, match: Match, build: Build) -> None:
        self._statements = Statements(Lists(), build.vocabulary)
        self._hosts = _listed(match.hosts, build.vocabulary)
        self._parameters = frozenset(_listed(match.parameters, build.vocabulary))
        self._codes = PatternSet(match.codes, build.vocabulary)
        self._linked = PatternSet(match.linked, build.vocabulary)
        self._unless = PatternSet(match.unless, build.vocabulary)
        self._domains = build.account.domains

    def check(self, analysis: Analysis, context: Context) -> Iterator[Hit]:
        """A hit on the first link or code that pays, unless the post is labelled or the shop is our own."""
        if context.draft.paid_label:
            return
        speaker = voice(context)
        run = self._link(analysis, context)
        if run is None and speaker in (Voice.PAID, Voice.UNSURE, Voice.EMPLOYEE):
            run = self._word(self._codes, analysis)
        if run is None and context.draft.relation is Relation.AFFILIATE:
            run = self._word(self._linked, analysis) or next(iter(_links(analysis)), None)
        if run is not None and not self._statements.read(analysis):
            yield _hit(analysis, run)

    def _word(self, patterns: PatternSet, analysis: Analysis) -> tuple[int, int] | None:
        spared = [(m.first, m.last) for m in self._unless.find(analysis)]
        for m in sorted(_longest(patterns.find(analysis)), key=lambda m: m.first):
            if not (analysis.denied(m.first, m.last) or any(a < m.last and m.first < b for a, b in spared)):
                return m.first, m.last
        return None

    def _link(self, analysis: Analysis, context: Context) -> tuple[int, int] | None:
        outside = voice(context) in (Voice.PAID, Voice.UNSURE)
        for run in _links(analysis):
            if self._pays(analysis.source[slice(*analysis.run_span(*run))], outside=outside):
                return run
        return None

    def _pays(self, url: str, *, outside: bool) -> bool:
        """Whether a link is an affiliate's: by its host, or on others' accounts by its parameters too."""
        from urllib.parse import parse_qs, urlsplit  # here: few posts have a link

        parts = urlsplit(url if "://" in url else f"https://{url}")
        host = (parts.hostname or "").lower()
        if any(_below(host, domain) for domain in self._domains):
            return False
        where = f"{host}{parts.path}"
        if any(_below(host, known) or ("/" in known and where.startswith(known)) for known in self._hosts):
            return True
        given = {name.lower() for name in parse_qs(parts.query, keep_blank_values=True)}
        return outside and not given.isdisjoint(self._parameters)


def _below(host: str, domain: str) -> bool:
    return host == domain or host.endswith(f".{domain}")


# -- shared -----------------------------------------------------------------------------------------


def _listed(slot: str, vocabulary: Vocabulary) -> tuple[str, ...]:
    return vocabulary.words(slot) if slot else ()


def _hit(
    analysis: Analysis,
    run: tuple[int, int],
    *,
    case: str | None = None,
    severity: Severity | None = None,
    confidence: Confidence | None = None,
) -> Hit:
    span = analysis.run_span(*run)
    return Hit(span, _words(analysis, span), case=case, severity=severity, confidence=confidence)


def _words(analysis: Analysis, span: Span) -> Mapping[str, str]:
    return {"term": analysis.source[span.start : span.end]}


def _links(analysis: Analysis) -> list[tuple[int, int]]:
    """The token runs of the post's links."""
    if not analysis.may_hold(EntityKind.URL):
        return []
    return [(i, i + 1) for i, token in enumerate(analysis.tokens) if token.pos == (EntityKind.URL.name,)]


def _first_sentence(analysis: Analysis) -> tuple[int, int]:
    return analysis.sentence_run(0)


def _joined(left: tuple[int, int], right: tuple[int, int], analysis: Analysis) -> tuple[int, int]:
    """One run over both where they stand in one sentence, else the right one."""
    if analysis.sentence_of[left[0]] != analysis.sentence_of[right[0]]:
        return right
    return min(left[0], right[0]), max(left[1], right[1])


def _longest(matches: Iterable[PhraseMatch]) -> Iterator[PhraseMatch]:
    """The matches without those that overlap a longer or earlier one."""
    taken: list[PhraseMatch] = []
    for match in sorted(matches, key=lambda m: (m.first - m.last, m.first)):
        if not any(t.first < match.last and match.first < t.last for t in taken):
            taken.append(match)
            yield match
