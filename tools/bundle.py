"""Make a folder that runs without a network: wheels, samples, start.sh or start.bat, and how to use them.

    python tools/bundle.py [--system linux|windows] [--python 3.12] [--output dist]

It needs the network itself, once, and the environment that `make setup` makes. Every wheel is one that requirements.lock
names, and its hash is checked against it.
"""

from __future__ import annotations

import argparse
import platform
import re
import shutil
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from email.parser import HeaderParser
from pathlib import Path

from packaging.markers import Marker
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[1]
PARTS = Path(__file__).with_suffix("")
PYTHONS = ("3.11", "3.12", "3.13")
MOST_ROUNDS = 30


@dataclass(frozen=True)
class System:
    """A system that a bundle is for: as markers and wheels name it, and how it is started there."""

    name: str
    tags: tuple[str, ...]
    markers: Mapping[str, str]
    script: str
    start: str
    place: str
    line_end: str = "\n"


SYSTEMS = {
    "linux": System(
        "Linux x86_64",
        ("manylinux_2_28_x86_64", "manylinux_2_17_x86_64", "manylinux2014_x86_64", "linux_x86_64"),
        {
            "sys_platform": "linux",
            "platform_system": "Linux",
            "os_name": "posix",
            "platform_machine": "x86_64",
        },
        "start.sh",
        "sh start.sh",
        "~/auditlib",
    ),
    "windows": System(
        "Windows x86_64",
        ("win_amd64",),
        {"sys_platform": "win32", "platform_system": "Windows", "os_name": "nt", "platform_machine": "AMD64"},
        "start.bat",
        "start.bat",
        r"C:\auditlib",
        "\r\n",
    ),
}


@dataclass(frozen=True)
class Pinned:
    """One entry of the lock: a name at a version, when it is wanted, and its text with the hashes."""

    requirement: Requirement
    hashes: str

    @property
    def text(self) -> str:
        """The entry as pip takes it, its marker left out: whether it is wanted was settled here."""
        return f"{self.requirement.name}{self.requirement.specifier} {self.hashes}"


def pinned(lock: str) -> list[Pinned]:
    """The entries of a lock file."""
    entries = re.split(r"\n(?=[A-Za-z0-9])", lock.replace("\\\n", " "))
    found = (re.match(r"(?P<what>.*?)\s+(?P<hashes>--hash=.*)", entry.strip(), re.S) for entry in entries)
    return [Pinned(Requirement(entry["what"]), " ".join(entry["hashes"].split())) for entry in found if entry]


def needs(wheel: Path, extras: Iterable[str], environment: Mapping[str, str]) -> Iterator[Requirement]:
    """What a wheel needs in an environment, with some of its extras."""
    with zipfile.ZipFile(wheel) as parts:
        name = next(name for name in parts.namelist() if re.fullmatch(r"[^/]+\.dist-info/METADATA", name))
        metadata = HeaderParser().parsestr(parts.read(name).decode("utf-8"))
    for text in metadata.get_all("Requires-Dist", []):
        requirement = Requirement(text)
        if any(_holds(requirement.marker, environment, extra) for extra in ("", *extras)):
            yield requirement


def _holds(marker: Marker | None, environment: Mapping[str, str], extra: str = "") -> bool:
    return marker is None or marker.evaluate({**environment, "extra": extra})


def download(ours: Path, wheels: Path, system: System, python: str) -> None:
    """Put beside our wheel all that it needs, and what that needs, each as the lock has it."""
    environment = {
        **system.markers,
        "python_version": python,
        "python_full_version": f"{python}.0",
        "implementation_name": "cpython",
        "platform_python_implementation": "CPython",
    }
    lock = {
        canonicalize_name(entry.requirement.name): entry
        for entry in pinned((ROOT / "requirements.lock").read_text(encoding="utf-8"))
        if _holds(entry.requirement.marker, environment)
    }
    done: set[tuple[str, str]] = set()
    wanted = list(needs(ours, (), environment))
    for _ in range(MOST_ROUNDS):
        new = [one for one in wanted if _keys(one) - done]
        if not new:
            return
        done |= {key for one in new for key in _keys(one)}
        names = {canonicalize_name(one.name) for one in new}
        if lacking := sorted(names - lock.keys()):
            sys.exit(f"requirements.lock lacks {', '.join(lacking)}: run `make lock`")
        _fetch([lock[name] for name in sorted(names)], wheels, system, python)
        by_name = {canonicalize_name(path.name.split("-")[0]): path for path in wheels.glob("*.whl")}
        wanted = [
            need
            for one in new
            for need in needs(by_name[canonicalize_name(one.name)], one.extras, environment)
        ]
    sys.exit(f"more than {MOST_ROUNDS} steps from auditlib to what it needs")


def _keys(requirement: Requirement) -> set[tuple[str, str]]:
    return {(canonicalize_name(requirement.name), extra) for extra in ("", *requirement.extras)}


def _fetch(entries: Iterable[Pinned], wheels: Path, system: System, python: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        listed = Path(folder, "wanted.txt")
        listed.write_text("\n".join(entry.text for entry in entries), encoding="utf-8")
        abis = (f"cp{python.replace('.', '')}", "abi3", "none")
        _pip(
            "download",
            "--require-hashes",
            "--only-binary=:all:",
            "--implementation=cp",
            f"--python-version={python}",
            *(f"--platform={tag}" for tag in system.tags),
            *(f"--abi={abi}" for abi in abis),
            f"--dest={wheels}",
            f"--requirement={listed}",
        )


def _pip(verb: str, *options: str) -> None:
    command = [sys.executable, "-m", "pip", verb, "--quiet", "--disable-pip-version-check", "--no-deps"]
    if subprocess.run([*command, *options], check=False).returncode:
        sys.exit(f"pip {verb} failed; what it says stands above")


def bundle(folder: Path, system: System, python: str) -> None:
    """Fill a folder, which is made anew."""
    shutil.rmtree(folder, ignore_errors=True)
    wheels = folder / "wheels"
    wheels.mkdir(parents=True)
    _pip("wheel", "--no-build-isolation", f"--wheel-dir={wheels}", str(ROOT))
    (ours,) = wheels.glob("auditlib-*.whl")
    download(ours, wheels, system, python)
    shutil.copytree(ROOT / "auditlib" / "samples", folder / "samples")
    (folder / "reports").mkdir()
    for name in (system.script, "README.txt"):
        _write(PARTS / name, folder / name, system, python)


def _write(source: Path, target: Path, system: System, python: str) -> None:
    text = source.read_text(encoding="utf-8")
    for mark, value in (
        ("@PYTHON@", python),
        ("@SYSTEM@", system.name),
        ("@START@", system.start),
        ("@PLACE@", system.place),
    ):
        text = text.replace(mark, value)
    target.write_text(text, encoding="utf-8", newline=system.line_end)
    target.chmod(0o755 if target.suffix == ".sh" else 0o644)


def packed(folder: Path) -> Path:
    """The folder as a zip beside it, start.sh still to be run and empty folders there."""
    target = folder.parent / f"{folder.name}.zip"
    with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as archive:  # wheels are packed already
        for path in sorted(folder.rglob("*")):
            archive.write(path, Path(folder.name, path.relative_to(folder)))
    return target


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    here = "windows" if platform.system() == "Windows" else "linux"
    version = f"{sys.version_info.major}.{sys.version_info.minor}"
    parser.add_argument("--system", choices=SYSTEMS, default=here)
    parser.add_argument("--python", choices=PYTHONS, default=version, help="the office's Python")
    parser.add_argument("--output", type=Path, default=ROOT / "dist")
    given = parser.parse_args()
    folder = given.output.absolute() / f"auditlib-{given.system}-python{given.python}"
    bundle(folder, SYSTEMS[given.system], given.python)
    print(packed(folder))


if __name__ == "__main__":
    main()
