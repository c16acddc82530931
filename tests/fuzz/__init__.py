"""Fuzzing in plain Python: ``python -m tests.fuzz TARGET --seconds N --seed S``, or ``make fuzz``.

A target takes bytes and raises when tweetlint does what it must not: raise anything but a sentence, report
a place outside of the text, write what no terminal or parser can take, or take too long. Inputs are made
from ``examples/``, ``rules/``, ``dictionaries/`` and the hostile pieces of ``mutate.py``; the same seed makes
the same inputs.
"""
