"""``tweetlint completion``: the script that lets a shell complete commands and options."""

from __future__ import annotations

import click

from tweetlint.cli.command import Command
from tweetlint.cli.settings import OneOf

SHELLS = ("bash", "zsh", "fish")


@click.command("completion", cls=Command)
@click.argument("shell", type=OneOf(SHELLS))
def command(shell: str) -> int:
    """Prints the completion script of a shell."""
    from click.shell_completion import ShellComplete, get_completion_class

    from tweetlint.cli import program

    kind = get_completion_class(shell)
    assert kind is not None
    # The base class's source(): bash's own also asks the installed bash for its version.
    click.echo(ShellComplete.source(kind(program, {}, "tweetlint", "_TWEETLINT_COMPLETE")))
    return 0
