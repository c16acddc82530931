"""``python -m tweetlint`` is ``tweetlint``."""

from __future__ import annotations

from tweetlint.cli import main

if __name__ == "__main__":
    main()
