"""Ways of judging, one module each; a rule names one by its module's name."""

BUILT_IN = (
    "date",
    "disclosure",
    "disguise",
    "embargo",
    "giveaway",
    "hashtag",
    "limit",
    "pairing",
    "phrase",
    "premium",
    "release",
    "repetition",
    "share",
    "signals",
    "term",
)
