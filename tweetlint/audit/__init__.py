"""The audit: what an account's published posts come to, in numbers. How they are shown is for the writers."""

from tweetlint.audit.gather import audit
from tweetlint.audit.numbers import Audit

__all__ = ["Audit", "audit"]
