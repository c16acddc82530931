"""How good the rules are, on posts that were labelled by hand: ``python -m tests.quality``."""
