"""Ways of judging, one module each; a rule names one by its module's name."""

BUILT_IN = (
    "character",
    "date",
    "disclosure",
    "disguise",
    "embargo",
    "emoji",
    "hashtag",
    "limit",
    "link",
    "media",
    "mention",
    "pairing",
    "phrase",
    "release",
    "repetition",
    "share",
    "signals",
    "term",
)
