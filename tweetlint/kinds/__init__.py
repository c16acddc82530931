"""Ways of judging, one module each; a rule names one by its module's name."""

BUILT_IN = (
    "ambush",
    "date",
    "disclosure",
    "disguise",
    "embargo",
    "hashtag",
    "limit",
    "notice",
    "pairing",
    "phrase",
    "release",
    "repetition",
    "share",
    "signals",
    "spelling",
    "term",
    "untimely",
)
