"""Old and foreign office files are converted in batches; a bad one costs only itself, and none reaches beyond itself."""

import subprocess
import sys
import threading
import zipfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from linked_files import LINKED, open_document

from auditlib.document import Paragraph, Table
from auditlib.errors import UnreadableFileError
from auditlib.readers import convert as convert_module
from auditlib.readers import read_content
from auditlib.readers.convert import convert, libreoffice, office
from auditlib.readers.convert.office import SETTING

needs_libreoffice = pytest.mark.needs("libreoffice")
posix = pytest.mark.skipif(sys.platform == "win32", reason="the stand-in programs are shell scripts")

NEVER_MIND = 120
ROWS = [["统计指标", "统计数"], ["主动公开数", "12"]]
RTF = rb"{\rtf1\ansi\ansicpg936{\fonttbl{\f0\fcharset134 SimSun;}}\f0 \u20844?\u24320?12\u26465?\u12290?}"
SAID = "公开12条。"
COLUMNS = '<table:table-column table:number-columns-repeated="2"/>'


def odt_with_table() -> bytes:
    rows = "".join(
        "<table:table-row>"
        + "".join(f"<table:table-cell><text:p>{text}</text:p></table:table-cell>" for text in row)
        + "</table:table-row>"
        for row in ROWS
    )
    return open_document("text", f"<text:p>{SAID}</text:p><table:table>{COLUMNS}{rows}</table:table>")


def ods_with_table() -> bytes:
    rows = "".join(
        "<table:table-row>"
        + "".join(
            f'<table:table-cell office:value-type="string"><text:p>{text}</text:p></table:table-cell>'
            for text in row
        )
        + "</table:table-row>"
        for row in ROWS
    )
    return open_document("spreadsheet", f'<table:table table:name="表">{rows}</table:table>')


def staged(folder: Path, contents: Mapping[str, bytes]) -> dict[Path, str]:
    """Files under plain names, each with the name that messages show."""
    files = {}
    for name, content in contents.items():
        path = folder / name
        path.write_bytes(content)
        files[path] = f"报告/{name}"
    return files


def converted(
    folder: Path, contents: Mapping[str, bytes], **options: object
) -> dict[str, Path | UnreadableFileError]:
    """What became of each file, by its name."""
    made = folder / "made"
    made.mkdir()
    found = convert(staged(folder, contents), made, **options)  # type: ignore[arg-type]
    return {path.name: result for path, result in found.items()}


def told(result: Path | UnreadableFileError) -> list[str | list[list[str]]]:
    assert isinstance(result, Path)
    return [
        block.text if isinstance(block, Paragraph) else [[cell.text for cell in row] for row in block.rows]
        for block in read_content(result.read_bytes(), result.name).blocks
        if isinstance(block, Paragraph | Table)
    ]


def refused(result: Path | UnreadableFileError) -> str:
    assert isinstance(result, UnreadableFileError)
    assert "报告/" in str(result)
    return result.key


def program(folder: Path, script: str) -> Path:
    """A program that stands where LibreOffice is looked for."""
    path = folder / "soffice"
    path.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    path.chmod(0o755)
    return path


@needs_libreoffice
def test_documents_become_docx_and_sheets_become_xlsx(tmp_path: Path) -> None:
    found = converted(tmp_path, {"1.odt": odt_with_table(), "2.ods": ods_with_table(), "3.rtf": RTF})
    made = {name: (result.suffix, told(result)) for name, result in found.items() if isinstance(result, Path)}
    assert made == {"1.odt": (".docx", [SAID, ROWS]), "2.ods": (".xlsx", [ROWS]), "3.rtf": (".docx", [SAID])}


@needs_libreoffice
def test_document_of_the_old_kind_is_read_under_both_its_suffixes(tmp_path: Path) -> None:
    old = document_of_the_old_kind(tmp_path, odt_with_table(), "odt")
    found = converted(tmp_path, {"1.doc": old, "2.wps": old})
    assert [told(found["1.doc"]), told(found["2.wps"])] == [[SAID, ROWS]] * 2


def document_of_the_old_kind(folder: Path, content: bytes, suffix: str) -> bytes:
    source = folder / f"source.{suffix}"
    source.write_bytes(content)
    command = [
        str(libreoffice()),
        "--headless",
        f"-env:UserInstallation={(folder / 'profile').as_uri()}",
        "--convert-to",
        "doc",
    ]
    done = subprocess.run(
        [*command, "--outdir", str(folder), str(source)], capture_output=True, timeout=NEVER_MIND, check=False
    )
    assert done.returncode == 0
    return (folder / "source.doc").read_bytes()


@needs_libreoffice
def test_bad_file_costs_only_itself(tmp_path: Path) -> None:
    found = converted(tmp_path, {"1.odt": b"PK\x03\x04 kaputt", "2.rtf": RTF, "3.odt": b"PK\x03\x04 kaputt"})
    assert (refused(found["1.odt"]), told(found["2.rtf"]), refused(found["3.odt"])) == (
        "not_converted",
        [SAID],
        "not_converted",
    )


@needs_libreoffice
@posix
def test_file_that_brings_the_program_down_costs_only_itself(tmp_path: Path) -> None:
    dies = program(tmp_path, f'case "$*" in *bad.rtf*) kill -9 $$;; esac\nexec "{libreoffice()}" "$@"')
    found = converted(tmp_path, {"1.rtf": RTF, "bad.rtf": RTF, "2.rtf": RTF}, soffice=dies)
    assert (told(found["1.rtf"]), refused(found["bad.rtf"]), told(found["2.rtf"])) == (
        [SAID],
        "not_converted",
        [SAID],
    )


@posix
def test_program_that_goes_on_too_long_is_ended_with_all_it_started(tmp_path: Path) -> None:
    slow = program(tmp_path, f'sleep 600 & echo $! > "{tmp_path}/child"; wait')
    found = converted(tmp_path, {"1.rtf": RTF}, soffice=slow, start_seconds=1.0, file_seconds=0.0)
    assert refused(found["1.rtf"]) == "conversion_too_slow"
    assert not is_running(int((tmp_path / "child").read_text(encoding="utf-8")))


def is_running(process: int) -> bool:
    """Whether a process is at work; one that has ended and that nobody has asked after is not."""
    state = subprocess.run(
        ["ps", "-o", "stat=", "-p", str(process)], capture_output=True, text=True, check=False
    )
    return bool(state.stdout.strip()) and not state.stdout.strip().startswith("Z")


@posix
def test_file_that_unpacks_beyond_the_limit_is_not_handed_over(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(convert_module, "MAX_UNPACKED", 1000)
    found = converted(
        tmp_path, {"1.odt": open_document("text", "公" * 999)}, soffice=program(tmp_path, "exit 1")
    )
    assert refused(found["1.odt"]) == "unpacked_too_large"


@posix
def test_conversion_is_ended_when_it_is_told_to_stop(tmp_path: Path) -> None:
    stop = threading.Event()
    stop.set()
    found = converted(tmp_path, {"1.rtf": RTF}, soffice=program(tmp_path, "sleep 600"), stop=stop)
    assert refused(found["1.rtf"]) == "not_converted"


@posix
def test_half_a_file_is_no_result(tmp_path: Path) -> None:
    script = 'while [ "$1" != --outdir ]; do shift; done\nprintf "PK\\003\\004half" > "$2/1.docx"'
    found = converted(tmp_path, {"1.rtf": RTF}, soffice=program(tmp_path, script))
    assert refused(found["1.rtf"]) == "not_converted"


def test_without_libreoffice_each_file_says_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(office, "PLACES", {})
    for name in ("PATH", "ProgramFiles", "ProgramFiles(x86)", "ProgramW6432"):
        monkeypatch.setenv(name, "")
    monkeypatch.delenv(SETTING, raising=False)
    found = converted(tmp_path, {"1.rtf": RTF})
    assert refused(found["1.rtf"]) == "no_libreoffice"


def test_program_may_be_set(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    own = program(tmp_path, "exit 0")
    monkeypatch.setenv(SETTING, str(own))
    assert libreoffice() == own


@posix
def test_program_that_is_set_but_missing_is_looked_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = program(tmp_path, "exit 0")
    monkeypatch.setenv(SETTING, str(tmp_path / "missing"))
    monkeypatch.setenv("PATH", str(tmp_path))
    assert libreoffice() == own


@contextmanager
def listener() -> Iterator[tuple[str, list[str]]]:
    """A server on this machine, and all that it is asked for."""
    asked: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def handle(self) -> None:
            asked.append("connection")
            super().handle()

        def log_message(self, format: str, *args: object) -> None:
            asked.append(format % args)

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}", asked
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


@pytest.fixture(scope="module")
def linked(
    tmp_path_factory: pytest.TempPathFactory,
) -> tuple[list[str], dict[str, Path | UnreadableFileError]]:
    """What was asked of a server while files that ask for all sorts of things were converted, and what became of them."""
    folder = tmp_path_factory.mktemp("linked")
    secret = folder / "secret.txt"
    secret.write_text("SECRETWORD\n", encoding="utf-8")
    with listener() as (url, asked):
        contents = {
            f"{suffix[1:]}{suffix}": write(f"{url}/{suffix}", secret) for suffix, write in LINKED.items()
        }
        contents["doc.doc"] = document_of_the_old_kind(folder, LINKED[".docx"](f"{url}/doc", secret), "docx")
        asked.clear()
        found = converted(folder, contents)
        return list(asked), found


FILES = [*(f"{suffix[1:]}{suffix}" for suffix in LINKED), "doc.doc"]


@needs_libreoffice
def test_no_link_is_followed(linked: tuple[list[str], dict[str, Path | UnreadableFileError]]) -> None:
    asked, found = linked
    assert [name for name in FILES if isinstance(found[name], Path)] == FILES
    assert asked == []


@needs_libreoffice
@pytest.mark.parametrize("name", FILES)
def test_no_other_file_comes_into_the_result(
    linked: tuple[list[str], dict[str, Path | UnreadableFileError]], name: str
) -> None:
    result = linked[1][name]
    assert isinstance(result, Path)
    with zipfile.ZipFile(result) as made:
        assert [part for part in made.namelist() if b"SECRETWORD" in made.read(part)] == []
