"""tweetlint reads a company's draft before the world does."""

__version__ = "0.1.0"
