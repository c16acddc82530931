"""Ways of judging, one module each; a rule names one by its module's name."""

BUILT_IN = (
    "calendar",
    "campaign",
    "date",
    "disclosure",
    "disguise",
    "embargo",
    "hashtag",
    "hours",
    "lack",
    "limit",
    "pairing",
    "phrase",
    "quiet",
    "release",
    "repetition",
    "share",
    "signals",
    "template",
    "term",
)
