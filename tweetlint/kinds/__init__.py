"""Ways of judging, one module each; a rule names one by its module's name."""

BUILT_IN = (
    "casual",
    "date",
    "disclosure",
    "disguise",
    "embargo",
    "hashtag",
    "limit",
    "pairing",
    "persona",
    "phrase",
    "register",
    "release",
    "repetition",
    "share",
    "signals",
    "signature",
    "term",
    "unsolicited",
)
