"""Every command and every snippet of the documentation runs, page by page, in the order of the page.

A block of ``sh`` or ``console`` is commands; ``python`` is run; ``json``, ``toml`` and ``csv`` are written to the file
that the sentence before them names, for the commands that follow. Names of reports and decision files that a page
takes for granted are provided (PROVIDED); commands that set a machine up are looked at and not run.
"""

import contextlib
import re
import shlex
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from auditlib import cli
from auditlib.decisions import Decisions
from auditlib.messages import use_language
from auditlib.resources import samples

ROOT = Path(__file__).parents[2]
PAGES = sorted([*(ROOT / "docs").glob("*.md"), *ROOT.glob("README*.md")])
FENCE = re.compile(r"^( *)```(\w+)[^\n]*\n(.*?)^\1```", re.MULTILINE | re.DOTALL)
NAMED_FILE = re.compile(r"`([^`\s]+\.(?:json|toml|csv|txt|py|yml|yaml))`[^`]*$")
RUN, WRITTEN, LOOKED_AT = ("sh", "console"), ("json", "toml", "csv"), ("text", "yaml", "bat")

FOLDERS = "my reports|reports|我的报告|年报|corrected|更正稿|更正后的报告|初审的报告|first|before|after"
FILES = {"report.docx": "luzhou_2023.html", "last-year.docx": "luzhou_2022.txt"} | {
    "年报.docx": "luzhou_2023.html",
    "上年年报.docx": "luzhou_2022.txt",
}
DECISIONS = (
    "audit.sqlite|workspace/audit.sqlite|first.sqlite|second.sqlite|all.sqlite|甲.sqlite|乙.sqlite|总.sqlite"
)


@dataclass(frozen=True)
class Block:
    """A fenced block: its language, its text, and the file that the words before it name."""

    language: str
    text: str
    file: str


def blocks(page: Path) -> Iterator[Block]:
    text = page.read_text(encoding="utf-8")
    for found in FENCE.finditer(text):
        before = text[: found.start()].rstrip().rsplit("\n\n", 1)[-1]
        named = NAMED_FILE.search(before)
        body = re.sub(f"^{found[1]}", "", found[3], flags=re.MULTILINE)
        yield Block(found[2], body, named[1] if named else "")


def commands(block: Block) -> Iterator[list[str]]:
    """The commands of a block; in a console session those behind a prompt, what they print being left out."""
    lines = block.text.replace("\\\n", " ").splitlines()
    if block.language == "console":
        lines = [line[2:] for line in lines if line.startswith("$ ")]
    for line in lines:
        if words := shlex.split(line, comments=True):
            yield words


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder with what the pages take for granted, to work in."""
    for name in FOLDERS.split("|"):
        shutil.copytree(samples(), tmp_path / name)
    for name, sample in FILES.items():
        shutil.copyfile(samples() / sample, tmp_path / name)
    (tmp_path / "workspace").mkdir()
    for name in DECISIONS.split("|"):
        Decisions(tmp_path / name)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("AUDITLIB_CACHE", str(tmp_path / "cache"))
    yield tmp_path
    use_language("zh")


def run(words: list[str]) -> None:
    """Run a command of a page, or see that it is one that can be run."""
    program, *arguments = words
    match Path(program).name:
        case "auditlib":
            run_auditlib(arguments)
        case "make":
            # What a target does is tested where it is made; here: there is such a target.
            done = subprocess.run(
                ["make", "-n", "-C", str(ROOT), *arguments], capture_output=True, check=False
            )
            assert done.returncode == 0, f"no such target: {shlex.join(words)}"
        case "pip":
            extras = re.findall(r"auditlib\[(\w+)\]", " ".join(arguments))
            project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
            assert set(extras) <= set(project["optional-dependencies"]), f"no such extra: {shlex.join(words)}"
        case "git" | "cd" | "mkdir" | "cp":
            pass
        case _:
            pytest.fail(f"a command that nobody tests: {shlex.join(words)}")


def run_auditlib(arguments: list[str]) -> None:
    """Findings (1) and unreadable files (3) are results; wrong usage (2) is none. What would stay open is only parsed."""
    if arguments[0] == "lab":
        arguments = [*arguments, "--help"]
    codes: list[int] = []
    with pytest.MonkeyPatch.context() as patch, contextlib.suppress(SystemExit):
        patch.setattr(sys, "argv", ["auditlib", *arguments])
        patch.setattr(sys, "exit", codes.append)
        cli.main()
    assert codes and codes[-1] in (0, 1, 3), f"auditlib {shlex.join(arguments)}: exit code {codes}"


@pytest.mark.parametrize("guide", PAGES, ids=lambda guide: guide.name)
def test_every_command_and_snippet_of_a_page_runs(guide: Path, desk: Path) -> None:
    for block in blocks(guide):
        if block.language in RUN:
            for words in commands(block):
                run(words)
        elif block.language == "python":
            exec(compile(block.text, guide.name, "exec"), {"__name__": "__page__"})
        elif block.language in WRITTEN:
            assert block.file, f"the words before the block do not name its file:\n{block.text[:200]}"
            target = desk / block.file
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(block.text, encoding="utf-8")
        else:
            assert block.language in LOOKED_AT, f"a block that nobody tests: {block.language}"
    assert Path.cwd() == desk
