"""When the machine fails: nothing is lost, nothing half-written, one sentence, and the right exit status.

Real processes, signals and full devices: what a person's terminal would show.
"""

from __future__ import annotations

import json
import os
import resource
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

import tweetlint

ROOT = Path(tweetlint.__file__).parent.parent
BAD = "ほんと無能ばっかりで困ります"
NOW = ("--now", "2026-12-01T09:00:00+09:00")
FULL = pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full")


def environment(**more: str) -> dict[str, str]:
    """That of an English terminal."""
    return {**os.environ, "PYTHONPATH": str(ROOT), "LC_ALL": "en_US.UTF-8", **more}


def tweetlint_process(*arguments: str, **settings: object) -> subprocess.Popen[bytes]:
    """The program in a process of its own, its errors (and its output, unless told otherwise) in a pipe."""
    given = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "env": environment(), **settings}
    return subprocess.Popen([sys.executable, "-m", "tweetlint", *arguments], **given)  # type: ignore[call-overload, no-any-return]


def finished(*arguments: str, **settings: object) -> tuple[int, str, str]:
    """Exit status, output and errors of a run."""
    process = tweetlint_process(*arguments, **settings)
    output, errors = process.communicate(timeout=120)
    return process.returncode, (output or b"").decode(), errors.decode()


@pytest.fixture(scope="module", autouse=True)
def cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """A cache that all processes share: most of their time is compiling rules."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TWEETLINT_CACHE", str(tmp_path_factory.mktemp("cache")))
        yield


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder to stand in."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def batch(path: Path, count: int) -> None:
    """A file of JSON lines with a finding in each."""
    lines = (json.dumps({"id": str(n), "text": f"{BAD}{n}"}) for n in range(count))
    path.write_text("".join(f"{line}\n" for line in lines))


def waited(so: Callable[[], object], seconds: float = 60) -> None:
    end = time.monotonic() + seconds
    while not so():
        assert time.monotonic() < end
        time.sleep(0.02)


def children(pid: int) -> list[int]:
    """The processes begun by ``pid`` that still run."""
    found = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                state, parent = (entry / "stat").read_text().rpartition(")")[2].split()[:2]
            except OSError:
                continue
            if int(parent) == pid and state != "Z":
                found.append(int(entry.name))
    return found


def limited(size: int) -> Callable[[], None]:
    """From then on no file of the process grows beyond ``size`` bytes, as on a disk that is full."""
    return lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))


# -- a full disk ------------------------------------------------------------------------------------


@FULL
@pytest.mark.parametrize(
    "arguments",
    [
        pytest.param(["check", "--text", BAD, "--format", form], id=f"check {form}")
        for form in ("human", "json", "jsonl", "github")
    ]
    + [pytest.param(["rules"], id="rules"), pytest.param(["--help"], id="help")],
)
def test_output_without_room_is_one_sentence(folder: Path, arguments: list[str]) -> None:
    """Status 2, whatever was found."""
    with open("/dev/full", "wb") as full:
        status, _, errors = finished(*arguments, *(NOW if "check" in arguments else ()), stdout=full)

    sentence = "The output cannot be written (No space left on device). Make room, or write elsewhere with"
    assert (2, 1) == (status, errors.count(sentence))
    assert "Traceback" not in errors


@pytest.mark.parametrize("form", ["human", "json", "jsonl"])
@pytest.mark.parametrize("before", [None, "the old report\n"], ids=["a new file", "an old file"])
def test_a_report_is_written_whole_or_not_at_all(folder: Path, form: str, before: str | None) -> None:
    """Where there is no room for all of it, what was there is still there and nothing else."""
    batch(folder / "a.jsonl", 50)
    report = folder / "report"
    if before is not None:
        report.write_text(before)
    status, output, errors = finished(
        "check",
        "a.jsonl",
        *NOW,
        "--format",
        form,
        "--output",
        "report",
        preexec_fn=limited(4096),
        env=environment(TWEETLINT_CACHE=""),
    )

    assert (2, "") == (status, output)
    assert "report: cannot be written (File too large). Check the place.\n" == errors
    assert before == (report.read_text() if report.exists() else None)
    assert {"a.jsonl", "report"} >= {path.name for path in folder.iterdir()}


def test_an_account_file_is_replaced_whole_or_not_at_all(folder: Path) -> None:
    """``init --force`` on a full disk leaves the old one; without one there is none. So do new rules."""
    fresh = finished("init", "--yes", preexec_fn=limited(64))
    left = sorted(path.name for path in folder.iterdir())
    (folder / "tweetlint.toml").write_text("# ours\n")
    again = finished("init", "--yes", "--force", preexec_fn=limited(64))

    rule = finished("new", "house/loud", preexec_fn=limited(64))

    assert ([2, 2], []) == ([fresh[0], again[0]], left)
    assert (2, []) == (rule[0], list(folder.glob("rules/house/*")))
    assert fresh[2] == again[2] == "tweetlint.toml: cannot be written (File too large). Check the place.\n"
    assert "# ours\n" == (folder / "tweetlint.toml").read_text()


# -- --output ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("form", ["human", "json", "jsonl", "github"])
def test_a_report_in_a_file_is_the_report(folder: Path, form: str) -> None:
    """The same text, the same status, nothing on standard output, and the permissions of new files."""
    batch(folder / "a.jsonl", 3)
    shown = finished("check", "a.jsonl", *NOW, "--format", form)
    written = finished("check", "a.jsonl", *NOW, "--format", form, "-o", "report")
    (folder / "plain").touch()

    assert (shown[0], "", shown[2]) == written
    assert shown[1] == (folder / "report").read_text(encoding="utf-8")
    assert (folder / "plain").stat().st_mode == (folder / "report").stat().st_mode


def test_a_report_takes_the_place_of_the_file_named(folder: Path) -> None:
    """Its permissions stay, a link to it stays a link, a device is written to."""
    (folder / "old").write_text("old")
    (folder / "old").chmod(0o640)
    (folder / "link").symlink_to("old")
    status, _, errors = finished("check", "--text", "おはようございます", *NOW, "-q", "-o", "link")
    device = finished("check", "--text", "おはようございます", *NOW, "-q", "-o", "/dev/stdout")

    assert (0, "") == (status, errors)
    assert (True, 0o100640) == ((folder / "link").is_symlink(), (folder / "old").stat().st_mode)
    assert (folder / "old").read_text(encoding="utf-8") == device[1]


def test_a_place_that_cannot_be_written_is_told(folder: Path) -> None:
    """Before anything is linted."""
    missing = finished("check", "--text", BAD, "-o", "nowhere/report")
    a_folder = finished("check", "--text", BAD, "-o", ".")

    assert (2, "", "nowhere/report: cannot be written (No such file or directory). Check the place.\n") == missing
    assert (2, ".: cannot be written (Is a directory). Check the place.\n") == (a_folder[0], a_folder[2])


# -- pipes ------------------------------------------------------------------------------------------


def test_a_reader_that_has_seen_enough_is_no_error(folder: Path) -> None:
    """``tweetlint check … | head -1``: the first line, silence, the status of a closed pipe; no worker is left."""
    batch(folder / "a.jsonl", 3000)
    process = tweetlint_process("check", "a.jsonl", *NOW, "--format", "jsonl", "--workers", "2")
    assert process.stdout is not None
    assert process.stderr is not None
    first = json.loads(process.stdout.readline())
    workers = children(process.pid)
    process.stdout.close()

    assert (141, b"") == (process.wait(timeout=60), process.stderr.read())
    assert "0" == first["draft"]
    waited(lambda: not [pid for pid in workers if Path(f"/proc/{pid}").exists()], 5)


@pytest.mark.parametrize("closed", ["<&-", ">&-", "2>&-"])
def test_a_closed_stream_is_no_traceback(folder: Path, closed: str) -> None:
    """Closed standard input and output are told; without standard error the report still comes."""
    command = f"exec {sys.executable} -m tweetlint check - --now 2026-12-01T09:00:00+09:00 -q {closed}"
    source = {} if closed == "<&-" else {"input": "おはようございます".encode()}
    result = subprocess.run(["sh", "-c", command], env=environment(), capture_output=True, **source)  # type: ignore[call-overload]
    expected = {
        "<&-": (2, "<stdin>: standard input is closed. Pipe the drafts in, or name a file.\n"),
        ">&-": (
            2,
            "The output cannot be written (Bad file descriptor). Make room, or write elsewhere with check --output.\n",
        ),
        "2>&-": (0, ""),
    }

    assert expected[closed] == (result.returncode, result.stderr.decode())


# -- Ctrl-C and kill --------------------------------------------------------------------------------


@pytest.mark.parametrize("ends", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL], ids=lambda ends: ends.name)
def test_a_run_that_is_ended_keeps_whole_lines_and_leaves_no_worker(folder: Path, ends: signal.Signals) -> None:
    """At once; what was printed stays."""
    batch(folder / "a.jsonl", 20_000)
    with open(folder / "out", "wb") as output:
        process = tweetlint_process("check", "a.jsonl", *NOW, "--format", "jsonl", "--workers", "2", stdout=output)
        waited(lambda: (folder / "out").stat().st_size > 1000)
        workers = children(process.pid)
        begin = time.monotonic()
        process.send_signal(ends)
        _, errors = process.communicate(timeout=30)

    assert {signal.SIGINT: 130, signal.SIGTERM: 143, signal.SIGKILL: -9}[ends] == process.returncode
    assert time.monotonic() - begin < 5
    assert (b"", 2) == (errors.strip(), len(workers))
    waited(lambda: not [pid for pid in workers if Path(f"/proc/{pid}").exists()], 5)
    lines = (folder / "out").read_text(encoding="utf-8").split("\n")
    assert "" == lines[-1]
    assert [str(n) for n in range(len(lines) - 1)] == [json.loads(line)["draft"] for line in lines[:-1]]


@pytest.mark.parametrize("ends", [signal.SIGINT, signal.SIGTERM], ids=lambda ends: ends.name)
def test_a_report_in_a_file_that_is_ended_leaves_the_old_one(folder: Path, ends: signal.Signals) -> None:
    """And no half-written file beside it."""
    batch(folder / "a.jsonl", 20_000)
    (folder / "report").write_text("old")
    process = tweetlint_process("check", "a.jsonl", *NOW, "-q", "--output", "report")
    waited(lambda: any(path.suffix == ".part" and path.stat().st_size for path in folder.iterdir()))
    process.send_signal(ends)
    process.communicate(timeout=30)

    assert ["a.jsonl", "report"] == sorted(path.name for path in folder.iterdir())
    assert "old" == (folder / "report").read_text()


def test_a_worker_that_is_killed_costs_nothing(folder: Path) -> None:
    """The report is the one of an undisturbed run."""
    batch(folder / "a.jsonl", 900)
    alone = finished("check", "a.jsonl", *NOW, "--format", "jsonl", "--workers", "1")
    with open(folder / "out", "wb") as output:
        process = tweetlint_process("check", "a.jsonl", *NOW, "--format", "jsonl", "--workers", "2", stdout=output)
        waited(lambda: (folder / "out").stat().st_size > 1000)
        os.kill(children(process.pid)[0], signal.SIGKILL)
        _, errors = process.communicate(timeout=120)

    assert (alone[0], alone[2]) == (process.returncode, errors.decode())
    assert alone[1] == (folder / "out").read_text(encoding="utf-8")


# -- places that cannot be used ---------------------------------------------------------------------


@pytest.fixture(params=["a file", "below a file", "no such device", "a loop", "gone", "relative and bad"])
def bad_cache(request: pytest.FixtureRequest, folder: Path) -> str:
    """A folder for the cache that cannot be one, for root neither."""
    (folder / "file").write_text("")
    (folder / "loop").symlink_to("loop")
    return {
        "a file": str(folder / "file"),
        "below a file": str(folder / "file" / "cache"),
        "no such device": "/proc/none/cache",
        "a loop": str(folder / "loop"),
        "gone": "/proc/self/fd/99/cache",
        "relative and bad": "file/../file",
    }[request.param]


def test_no_cache_is_no_fault(bad_cache: str) -> None:
    """Linting works all the same, and says nothing of it."""
    usual = finished("check", "--text", BAD, *NOW)

    assert 1 == usual[0]
    assert usual == finished("check", "--text", BAD, *NOW, env=environment(TWEETLINT_CACHE=bad_cache))


@pytest.mark.parametrize("home", [None, "", "/proc/none", "/dev/null"], ids=["none", "empty", "no folder", "no place"])
def test_no_home_is_no_fault(folder: Path, home: str | None) -> None:
    """Neither is a home that cannot be read."""
    bare = environment() if home is None else environment(HOME=home)
    for name in ("TWEETLINT_CACHE", "XDG_CACHE_HOME", *(("HOME",) if home is None else ())):
        bare.pop(name, None)

    assert finished("check", "--text", BAD, *NOW) == finished("check", "--text", BAD, *NOW, env=bare)


def test_no_room_for_what_has_to_wait_is_one_sentence(folder: Path) -> None:
    """A JSON report waits for its end: in memory while it is little, in a temporary file from then on."""
    batch(folder / "a.jsonl", 20)
    code = "from tweetlint.writers import spool; spool._IN_MEMORY = {}; from tweetlint.cli import main; main()"
    little, much = (
        subprocess.run(
            [sys.executable, "-c", code.format(most), "check", "a.jsonl", *NOW, "--format", "json"],
            env=environment(TWEETLINT_CACHE=""),
            capture_output=True,
            preexec_fn=limited(1000),
        )
        for most in (1 << 20, 100)
    )
    sentence = "The output cannot be written (File too large). Make room, or write elsewhere with check --output.\n"

    assert (1, 20) == (little.returncode, len(json.loads(little.stdout)["drafts"]))
    assert (2, b"", sentence) == (much.returncode, much.stdout, much.stderr.decode())
