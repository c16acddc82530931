"""The command line: parsing and printing only, one file per command."""

from __future__ import annotations

import click

from tweetlint.cli.command import Program

COMMANDS = {
    "check": "check",
    "audit": "audit",
    "rules": "rules",
    "explain": "explain",
    "tokens": "tokens",
    "try": "try_rule",
    "new": "new",
    "init": "init",
    "seal": "seal",
    "completion": "completion",
}
"""Each command and the module it lives in, the most used first."""


def _print_version(ctx: click.Context, _: click.Parameter, asked: bool) -> None:
    if asked and not ctx.resilient_parsing:
        from tweetlint.cli.version import lines

        for line in lines():
            click.echo(line)
        ctx.exit()


program = Program(
    COMMANDS,
    name="tweetlint",
    no_args_is_help=True,
    context_settings={"help_option_names": ["-h", "--help"]},
    params=[click.Option(["--version"], is_flag=True, is_eager=True, expose_value=False, callback=_print_version)],
)


def main() -> None:
    """Runs ``tweetlint`` with the arguments of the process and exits with its status."""
    program.main()
