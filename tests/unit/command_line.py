"""The command line, run in this process and not in one of its own."""

import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pytest

from auditlib.cli import main
from auditlib.messages import use_language


@dataclass(frozen=True)
class Done:
    """What one run of the command left behind."""

    returncode: int
    stdout: str
    stderr: str


Auditlib = Callable[..., Done]


@pytest.fixture
def auditlib(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Iterator[Auditlib]:
    """The command, run in this process: each start of its own would cost the import of Great Expectations."""

    def run(*arguments: object) -> Done:
        monkeypatch.setattr(sys, "argv", ["auditlib", *map(str, arguments)])
        with pytest.raises(SystemExit) as ended:
            main()
        code = ended.value.code
        return Done(code if isinstance(code, int) else 0, *capsys.readouterr())

    monkeypatch.delenv("AUDITLIB_LANG", raising=False)
    yield run
    use_language(None)


def one_sentence(done: Done) -> str:
    """What stands on stderr, which has to be one line."""
    lines = done.stderr.strip().splitlines()
    assert len(lines) == 1, done.stderr
    return lines[0]
