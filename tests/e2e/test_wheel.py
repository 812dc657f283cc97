"""The installed package needs no checkout: it checks its own samples and starts its own workbook.

The wheel goes into a new environment that borrows only the libraries of the running one, so that no network
is needed. They are borrowed through a .pth file; one that lies in the borrowed folder itself, such as that of
the editable checkout, is not followed.
"""

import json
import os
import socket
import subprocess
import sys
import sysconfig
import urllib.error
import urllib.request
import venv
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SCRIPTS = "Scripts" if os.name == "nt" else "bin"
START_SECONDS = 120
PIP = [sys.executable, "-m", "pip", "--disable-pip-version-check"]


@dataclass(frozen=True)
class Environment:
    """A Python environment away from the checkout."""

    folder: Path
    variables: Mapping[str, str]

    def program(self, name: str) -> str:
        return str(self.folder / "venv" / SCRIPTS / name)

    def run(self, *command: str, expect: int = 0) -> str:
        done = subprocess.run(
            [self.program(command[0]), *command[1:]],
            cwd=self.folder,
            env=self.variables,
            capture_output=True,
            encoding="utf-8",
            timeout=600,
            check=False,
        )
        assert done.returncode == expect, done.stdout + done.stderr
        return done.stdout

    def place(self, of: str) -> Path:
        """Where a part of the installed package lies."""
        code = f"from importlib.resources import files; print(files('auditlib').joinpath({of!r}))"
        return Path(self.run("python", "-c", code).strip())


def clean_variables(home: Path) -> dict[str, str]:
    """The variables of a user who knows nothing of the checkout, with Jupyter's parts lent to them."""
    foreign = ("PYTHON", "JUPYTER", "IPYTHON", "AUDITLIB", "VIRTUAL_ENV", "XDG_", "PYTEST")
    variables = {name: value for name, value in os.environ.items() if not name.startswith(foreign)}
    lent = Path(sys.prefix)
    return variables | {
        "HOME": str(home),
        "USERPROFILE": str(home),
        "PYTHONUTF8": "1",
        "JUPYTER_PATH": str(lent / "share" / "jupyter"),
        "JUPYTER_CONFIG_PATH": str(lent / "etc" / "jupyter"),
        "JUPYTERLAB_DIR": str(lent / "share" / "jupyter" / "lab"),
    }


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Environment:
    folder = tmp_path_factory.mktemp("installed")
    build = [*PIP, "wheel", "--no-deps", "--no-build-isolation", "--no-index", "-w", str(folder), str(ROOT)]
    subprocess.run(build, check=True, timeout=300, capture_output=True)
    (wheel,) = folder.glob("auditlib-*.whl")

    venv.create(folder / "venv", with_pip=False)
    environment = Environment(folder, clean_variables(folder))
    code = "import sysconfig; print(sysconfig.get_path('purelib'))"
    own = Path(environment.run("python", "-c", code).strip())
    lent = {sysconfig.get_path("purelib"), sysconfig.get_path("platlib")}
    (own / "lent.pth").write_text("\n".join(sorted(lent)) + "\n", encoding="utf-8")
    subprocess.run(
        [*PIP, "--python", environment.program("python"), "install", "--no-index", "--no-deps", str(wheel)],
        check=True,
        timeout=300,
        capture_output=True,
    )
    return environment


def test_package_does_not_lie_in_the_checkout(installed: Environment) -> None:
    package = installed.place("")
    assert package.is_relative_to(installed.folder)
    assert not package.is_relative_to(ROOT)


def test_installed_package_finds_the_mistakes_of_its_samples(installed: Environment) -> None:
    result = installed.folder / "findings.json"
    samples = installed.place("samples")
    installed.run("auditlib", "check", str(samples), "--format", "json", "-o", str(result), expect=1)
    told = json.loads(result.read_text(encoding="utf-8"))
    assert {report["report"] for report in told["reports"]} == {
        file.stem for file in samples.iterdir() if file.suffix in (".txt", ".html")
    }
    assert {finding["report"] for finding in told["findings"]} >= {"yunling_2017", "yunling_2018"}
    assert told["unreadable"] == []


def test_installed_workbook_runs(installed: Environment) -> None:
    """Every cell of it, in a kernel that knows the installed package only."""
    code = f"""
import nbformat
from nbclient import NotebookClient
book = nbformat.read({str(installed.place("notebooks/workbook.ipynb"))!r}, as_version=4)
book.cells.append(nbformat.v4.new_code_cell("import auditlib; print(auditlib.__file__)"))
NotebookClient(book, timeout=300, kernel_name="python3").execute()
print(book.cells[-1].outputs[0].text)
"""
    place = installed.run("python", "-c", code).strip().splitlines()[-1]
    assert Path(place).is_relative_to(installed.folder)


def test_installed_lab_comes_up(installed: Environment) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with started(installed, "auditlib", "lab", "--no-browser", "--port", str(port)) as lab:
        assert answers(lab, f"http://127.0.0.1:{port}/api/status")


@contextmanager
def started(environment: Environment, *command: str) -> Iterator[subprocess.Popen[bytes]]:
    """A program that runs as long as the block, and no longer."""
    log = environment.folder / "lab.log"
    with log.open("wb") as output:
        program = subprocess.Popen(
            [environment.program(command[0]), *command[1:]],
            cwd=environment.folder,
            env=environment.variables,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
        )
    try:
        yield program
        assert program.poll() is None, log.read_text(encoding="utf-8")
    except BaseException as error:
        error.add_note(log.read_text(encoding="utf-8", errors="replace"))
        raise
    finally:
        program.terminate()
        try:
            program.wait(timeout=30)
        except subprocess.TimeoutExpired:
            program.kill()
            program.wait()


def answers(program: subprocess.Popen[bytes], address: str) -> bool:
    """Whether the server answers before its time is over; asked for a token, it is there as well."""
    direct = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    for _ in range(START_SECONDS * 4):
        try:
            with direct.open(address, timeout=5):
                return True
        except urllib.error.HTTPError as error:
            return error.code == 403
        except OSError:
            try:
                program.wait(timeout=0.25)
            except subprocess.TimeoutExpired:
                continue
            return False
    return False
