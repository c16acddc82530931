"""The shape all commands share: help in the reader's language, and modules loaded only when they run."""

from __future__ import annotations

import os
import signal
import sys
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from importlib import import_module
from typing import Any

import click
from click.exceptions import MissingParameter, NoArgsIsHelpError, NoSuchOption

from tweetlint.cli.terminal import columns, complain, reader_words, tolerate_narrow_encodings
from tweetlint.cli.wording import CommandWords, Words
from tweetlint.errors import TweetlintError, did_you_mean

INTERRUPTED = 130
PIPE_CLOSED = 141
_LEFT = 28
_MOST = 96


class Command(click.Command):
    """A command whose help comes from ``wording.toml``."""

    def get_help(self, ctx: click.Context) -> str:
        """The help page, as wide as the terminal."""
        words = reader_words(ctx)
        return "\n".join(_page(ctx, words.command[str(self.name)], words, ()))


class Program(click.Group):
    """The commands by name, each a module of ``tweetlint.cli`` that is imported when it runs.

    Whatever goes wrong becomes one sentence on standard error and an exit status.
    """

    def __init__(self, modules: Mapping[str, str], **settings: Any) -> None:
        super().__init__(**settings)
        self.modules = modules

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names of the commands, the most used first."""
        return list(self.modules)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command, its module imported; None when there is none of that name."""
        if cmd_name not in self.modules:
            return None
        command: click.Command = import_module(f"tweetlint.cli.{self.modules[cmd_name]}").command
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command that ``args`` begin with; an unknown name is answered with the nearest."""
        name = args[0]
        if name not in self.modules and not name.startswith("-") and not ctx.resilient_parsing:
            unknown = reader_words(ctx).say("no_command", name=name)
            raise click.UsageError(f"{unknown} {did_you_mean(name, self.modules)}", ctx)
        return super().resolve_command(ctx, args)

    def get_help(self, ctx: click.Context) -> str:
        """The help page with the commands; none of them is imported."""
        words = reader_words(ctx)
        rows = [(name, words.command[name].summary) for name in self.modules]
        return "\n".join(_page(ctx, words.program, words, rows))

    def make_context(self, *args: Any, **settings: Any) -> click.Context:
        """The context of the arguments; ``--help`` and ``--version`` have been printed by then."""
        with _quiet_where_nobody_reads():
            return super().make_context(*args, **settings)

    def invoke(self, ctx: click.Context) -> Any:
        """What the command gives, once all of its output has left."""
        with _quiet_where_nobody_reads():
            result = super().invoke(ctx)
            if sys.stdout is not None:
                sys.stdout.flush()
            return result

    def main(self, *args: Any, **settings: Any) -> Any:
        """Runs the program and exits: 0, 1, 2 as every command says; 130 when interrupted."""
        tolerate_narrow_encodings()
        _clear_up_when_ended()
        sys.exit(self._status(args, settings | {"prog_name": "tweetlint", "standalone_mode": False}))

    def _status(self, args: Sequence[Any], settings: dict[str, Any]) -> int:
        try:
            status = super().main(*args, **settings)
        except NoArgsIsHelpError as error:
            click.echo(error.ctx.get_help() if error.ctx else "", err=True)
            return 2
        except click.UsageError as error:
            _explain_usage(error)
            return 2
        except click.ClickException as error:
            complain(error.format_message())
            return 2
        except TweetlintError as error:
            complain(str(error))
            return 2
        except click.Abort:
            return INTERRUPTED
        except OSError as error:
            # Whoever opens a file by name tells so. What is left are standard output and temporary files.
            _let_go_of_output()
            complain(reader_words(None).say("no_output", reason=error.strerror))
            return 2
        return status if isinstance(status, int) else 0


def _explain_usage(error: click.UsageError) -> None:
    path = error.ctx.command_path if error.ctx else "tweetlint"
    words = reader_words(error.ctx)
    complain(words.say("see_help", message=_usage_fault(error, words), command=path))


def _usage_fault(error: click.UsageError, words: Words) -> str:
    """What is wrong with the arguments, in the reader's language wherever click leaves the words to us."""
    match error:
        case NoSuchOption():
            near = did_you_mean(error.option_name, error.possibilities or ())
            return f"{words.say('no_option', name=error.option_name)} {near}".rstrip()
        case MissingParameter() if error.param is not None:
            return words.say("missing", name=error.param.make_metavar(_context(error)))
        case click.BadParameter() if error.param is not None:
            return f"{error.param.opts[0]}: {error.message}"
    return error.format_message()


def _context(error: click.UsageError) -> click.Context:
    return error.ctx or click.Context(click.Command(None))


def _clear_up_when_ended() -> None:
    """When the system ends the program, half-written files go first; the status is as unix has it."""
    if threading.current_thread() is threading.main_thread():
        for name in ("SIGTERM", "SIGHUP"):
            if hasattr(signal, name) and signal.getsignal(getattr(signal, name)) is signal.SIG_DFL:
                signal.signal(getattr(signal, name), lambda number, _: sys.exit(128 + number))


@contextmanager
def _quiet_where_nobody_reads() -> Iterator[None]:
    """A closed pipe ends the program silently, with the status of unix tools."""
    try:
        yield
    except BrokenPipeError:
        _let_go_of_output()
        raise click.exceptions.Exit(PIPE_CLOSED) from None


def _let_go_of_output() -> None:
    """Standard output leads nowhere from now on, so that nothing is said when the interpreter ends."""
    with suppress(OSError, ValueError, AttributeError):  # a stream without a descriptor, or none
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _page(ctx: click.Context, own: CommandWords, words: Words, commands: Sequence[tuple[str, str]]) -> Iterator[str]:
    width = min(columns(), _MOST)
    usage = " ".join(ctx.command.collect_usage_pieces(ctx))
    yield f"{words.say('usage')} {ctx.command_path} {usage}"
    yield ""
    yield from _prose(own.help, width)
    if commands:
        yield f"\n{words.say('commands')}"
        yield from _rows(commands, width)
    yield f"\n{words.say('options')}"
    yield from _rows(list(_options(ctx, own, words)), width)


def _options(ctx: click.Context, own: CommandWords, words: Words) -> Iterator[tuple[str, str]]:
    for parameter in ctx.command.get_params(ctx):
        record = parameter.get_help_record(ctx)
        if record is not None and isinstance(parameter, click.Option):
            name = "help" if "--help" in parameter.opts else str(parameter.name)
            yield record[0], own.options.get(name) or words.options[name]


def _prose(text: str, width: int) -> Iterator[str]:
    from tweetlint.writers.screen import wrap

    for line in text.strip().split("\n"):
        indent = "  " + " " * (len(line) - len(line.lstrip(" ")))
        yield from (f"{indent}{part}" for part in wrap(line.strip(), width - len(indent))) if line else ("",)


def _rows(rows: Sequence[tuple[str, str]], width: int) -> Iterator[str]:
    """Two columns; a left part that is too long has a line of its own."""
    from tweetlint.writers.screen import width as taken
    from tweetlint.writers.screen import wrap

    left = min(max(taken(name) for name, _ in rows), _LEFT)
    for name, says in rows:
        lines = list(wrap(says, max(width - left - 4, 20)))
        if taken(name) > left:
            yield f"  {name}"
            name = ""
        for line in lines:
            yield f"  {name}{' ' * (left - taken(name))}  {line}"
            name = ""
