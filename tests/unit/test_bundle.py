"""The offline bundle holds all that auditlib needs, on each system that it is made for."""

import subprocess
import sys
import zipfile
from importlib.metadata import distribution
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT / "tools"))
from bundle import PARTS, SYSTEMS, needs, pinned  # noqa: E402

LOCK = """\
first==1.0 \\
    --hash=sha256:aa \\
    --hash=sha256:bb
second[fast]==2.0 ; sys_platform == 'win32' \\
    --hash=sha256:cc
"""


def environment(system: str) -> dict[str, str]:
    return {**SYSTEMS[system].markers, "python_version": "3.12", "python_full_version": "3.12.0"}


def test_an_entry_of_the_lock_keeps_its_hashes() -> None:
    assert pinned(LOCK)[0].text == "first==1.0 --hash=sha256:aa --hash=sha256:bb"


def test_an_entry_of_the_lock_says_where_it_is_wanted() -> None:
    marker = pinned(LOCK)[1].requirement.marker
    assert marker is not None and marker.evaluate(environment("windows"))


@pytest.mark.parametrize("system", SYSTEMS)
def test_the_lock_has_what_auditlib_itself_needs(system: str) -> None:
    """The whole way down is walked when a bundle is made; what is missing there is told by name."""
    markers = environment(system)
    locked = {
        canonicalize_name(entry.requirement.name)
        for entry in pinned((ROOT / "requirements.lock").read_text(encoding="utf-8"))
        if entry.requirement.marker is None or entry.requirement.marker.evaluate(markers)
    }
    wanted = map(Requirement, distribution("auditlib").requires or ())
    ours = {
        canonicalize_name(r.name)
        for r in wanted
        if r.marker is None or r.marker.evaluate({**markers, "extra": ""})
    }
    assert ours <= locked


def test_the_script_that_starts_it_is_sound_shell() -> None:
    assert subprocess.run(["sh", "-n", str(PARTS / "start.sh")], check=False).returncode == 0


def test_only_what_the_system_needs_is_taken(tmp_path: Path) -> None:
    wheel = tmp_path / "one-1.0-py3-none-any.whl"
    metadata = (
        "Metadata-Version: 2.1\nName: one\nVersion: 1.0\n"
        "Requires-Dist: colorama; sys_platform == 'win32'\nRequires-Dist: extra-one; extra == 'more'\n"
    )
    with zipfile.ZipFile(wheel, "w") as parts:
        parts.writestr("one-1.0.dist-info/METADATA", metadata)
    assert [need.name for need in needs(wheel, (), environment("linux"))] == []
    assert [need.name for need in needs(wheel, (), environment("windows"))] == ["colorama"]
