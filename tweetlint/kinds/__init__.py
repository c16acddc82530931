"""Ways of judging, one module each; a rule names one by its module's name."""

BUILT_IN = (
    "character",
    "date",
    "disclosure",
    "disguise",
    "embargo",
    "emoji",
    "giveaway",
    "hashtag",
    "limit",
    "link",
    "media",
    "mention",
    "pairing",
    "phrase",
    "premium",
    "release",
    "repetition",
    "share",
    "signals",
    "term",
)
