"""The project as it is published: nothing of one machine in it, and its papers agree with each other."""

import re
import shutil
import subprocess
import tomllib
from pathlib import Path

import pytest

import auditlib

ROOT = Path(__file__).parents[2]
LOCK = (ROOT / "requirements.lock").read_text(encoding="utf-8")
READMES = ["README.md", "README.zh-CN.md"]

# Put together here, so that this file does not name them either.
REGISTRIES = ["pypi" + ".org", "python" + "hosted.org", "registry." + "npmjs", "debian" + ".org"]
PATHS = ["/" + "root/", "/" + "home/", "/" + "work/", "C:\\" + "Users", ".." + "/shared"]


def committed() -> list[Path]:
    if not (ROOT / ".git").exists() or shutil.which("git") is None:
        pytest.skip("not a git checkout")
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    files = (ROOT / name for name in listed.stdout.split("\0") if name)
    return [file for file in files if file.is_file()]


def test_no_file_names_a_registry_or_a_machine() -> None:
    named = [
        f"{file.relative_to(ROOT)}: {word}"
        for file in committed()
        for word in [*REGISTRIES, *PATHS]
        if word.encode() in file.read_bytes()
    ]
    assert named == []


def test_lock_has_a_hash_for_every_package_and_no_index() -> None:
    assert not re.search(r"^\s*--(?:extra-)?index|^\s*--find-links|https?://", LOCK, re.M)
    packages = re.split(r"^(?=\S)", LOCK, flags=re.M)[1:]
    assert len(packages) > 50
    assert [package.splitlines()[0] for package in packages if "--hash=sha256:" not in package] == []


def test_lock_holds_every_dependency() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    wanted = [*project["project"]["dependencies"], *project["dependency-groups"]["dev"]]
    names = {re.match(r"[\w.-]+", one)[0].lower().replace("_", "-") for one in wanted}  # type: ignore[index]
    assert sorted(name for name in names if not re.search(rf"^{re.escape(name)}==", LOCK, re.M)) == []


def test_readmes_link_each_other_at_their_tops() -> None:
    for name, other in [READMES, READMES[::-1]]:
        top = (ROOT / name).read_text(encoding="utf-8").splitlines()[:6]
        assert any(f"]({other})" in line for line in top), name


@pytest.mark.parametrize("name", READMES)
def test_readme_names_only_what_exists(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.M))
    assert set(re.findall(r"\bmake ([a-z]+)", text)) <= targets
    assert {"audit", "test"} <= set(re.findall(r"^make ([a-z]+)", text, re.M)), "the two commands"
    links = [link for link in re.findall(r"\]\(([^)#]+)", text) if "://" not in link]
    assert [link for link in links if not (ROOT / link).exists()] == []


def test_changelog_tells_of_this_version() -> None:
    changelog = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    assert f"## [{auditlib.__version__}]" in changelog
