"""``premium``: a prize or gift that is worth more than what has to be bought allows."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import msgspec

from tweetlint.account import Campaign, Context
from tweetlint.kinds.base import Build, Hit
from tweetlint.phrase.gate import Needs
from tweetlint.phrase.matcher import Match as PhraseMatch
from tweetlint.phrase.matcher import PatternSet
from tweetlint.text.analysis import Analysis
from tweetlint.text.fold import fold


class Match(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Prizes that are drawn (case ``lottery``) and gifts for everybody who buys (case ``everybody``).

    ``draws`` and ``gifts`` are patterns that show which it is. What has to be bought and what is given is
    taken from the account's ``[[campaign]]``, or from the post: ``bought`` and ``given`` report an amount,
    which is the first number in them. ``unless`` speaks against it anywhere in the post.

    The caps: a drawn prize is worth ``times`` the purchase at most where that is below ``from_price``, else
    ``most``; a gift is worth ``gift`` where the purchase is below ``from_gift``, else ``share`` of it.
    """

    draws: tuple[str, ...]
    gifts: tuple[str, ...]
    bought: tuple[str, ...]
    given: tuple[str, ...]
    unless: tuple[str, ...] = ()
    times: int = 20
    from_price: int = 5_000
    most: int = 100_000
    gift: int = 200
    from_gift: int = 1_000
    share: float = 0.2


def captures(match: Match) -> frozenset[str]:
    """``term`` as written; the ``price`` of the purchase, the ``worth`` of what is given, the ``cap``."""
    return frozenset({"term", "price", "worth", "cap"})


def compile_match(match: Match, build: Build) -> Premiums:
    """The check for ``match``."""
    return Premiums(match, build)


class _Amount(NamedTuple):
    value: int
    match: PhraseMatch


class Premiums:
    """Finds prizes and gifts over the caps."""

    def __init__(self, match: Match, build: Build) -> None:
        vocabulary = build.vocabulary
        self._match = match
        self._offers = PatternSet((*match.draws, *match.gifts), vocabulary)
        self._draws = PatternSet(match.draws, vocabulary)
        self._gifts = PatternSet(match.gifts, vocabulary)
        self._bought = PatternSet(match.bought, vocabulary)
        self._given = PatternSet(match.given, vocabulary)
        self._unless = PatternSet(match.unless, vocabulary)
        self._campaigns = tuple(c for c in build.config.campaign if c.requires_purchase and c.item_price is not None)

    @property
    def needs(self) -> Needs:
        """The words of a draw or a gift."""
        return self._offers.needs()

    def check(self, analysis: Analysis, context: Context) -> Iterator[Hit]:
        """A hit on the offer that is worth too much."""
        drawn, given = next(self._draws.find(analysis), None), next(self._gifts.find(analysis), None)
        if (drawn is None and given is None) or next(self._unless.find(analysis), None):
            return
        campaign = _meant(self._campaigns, analysis)
        if campaign is not None:
            yield from self._agreed(campaign, drawn, given, analysis)
        else:
            yield from self._written(drawn, given, analysis)

    def _agreed(
        self, campaign: Campaign, drawn: PhraseMatch | None, given: PhraseMatch | None, analysis: Analysis
    ) -> Iterator[Hit]:
        """What the account file says of the campaign, at the words of the post."""
        price = campaign.item_price or 0
        for worth, at, case, cap in (
            (campaign.prize_max, drawn or given, "lottery", self._drawn_cap(price)),
            (campaign.premium, given or drawn, "everybody", self._gift_cap(price)),
        ):
            if worth is not None and at is not None and worth > cap:
                yield _hit(at.first, at.last, case, (price, worth, cap), analysis)

    def _written(self, drawn: PhraseMatch | None, given: PhraseMatch | None, analysis: Analysis) -> Iterator[Hit]:
        """What the post itself says has to be bought and is given."""
        bought = next(_amounts(self._bought, analysis), None)
        if bought is None:
            return
        case = "lottery" if drawn is not None else "everybody"
        cap = self._drawn_cap(bought.value) if drawn is not None else self._gift_cap(bought.value)
        for amount in _amounts(self._given, analysis):
            apart = amount.match.last <= bought.match.first or bought.match.last <= amount.match.first
            if apart and amount.value > cap:
                yield _hit(amount.match.first, amount.match.last, case, (bought.value, amount.value, cap), analysis)
                return

    def _drawn_cap(self, price: int) -> int:
        return price * self._match.times if price < self._match.from_price else self._match.most

    def _gift_cap(self, price: int) -> int:
        return self._match.gift if price < self._match.from_gift else int(price * self._match.share)


def _meant(campaigns: tuple[Campaign, ...], analysis: Analysis) -> Campaign | None:
    """The campaign that the post names by its name, code or hashtag; the only one where there is one."""
    text = analysis.folded.text
    for campaign in campaigns:
        names = (name for name in (campaign.name, campaign.code, campaign.hashtag) if name)
        if any(fold(name).text in text for name in names):
            return campaign
    return campaigns[0] if len(campaigns) == 1 else None


def _amounts(patterns: PatternSet, analysis: Analysis) -> Iterator[_Amount]:
    """The matches in which a number can be read."""
    for match in sorted(patterns.find(analysis)):
        lemmas = (lemma for token in analysis.tokens[match.first : match.last] for lemma in token.lemmas)
        value = next((int(lemma) for lemma in lemmas if lemma.isascii() and lemma.isdecimal()), None)
        if value is not None:
            yield _Amount(value, match)


def _hit(first: int, last: int, case: str, amounts: tuple[int, int, int], analysis: Analysis) -> Hit:
    span = analysis.run_span(first, last)
    price, worth, cap = (f"{amount:,}" for amount in amounts)
    words = {"term": analysis.source[span.start : span.end], "price": price, "worth": worth, "cap": cap}
    return Hit(span, words, case=case)
