"""The parts of the system that the tests and some file forms need: one table for `make system` and the tests.

Run it to install, on Debian and Ubuntu, what is missing; it never fails, but names what stays missing.
Only the standard library is used, so that any Python 3 can run it before anything is set up.
"""

from __future__ import annotations

import os
import platform
import shutil
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

LANGUAGE = os.environ.get("AUDITLIB_LANG", "zh")
PROBE_SECONDS = 30
APT = ("apt-get", "-o", "DPkg::Lock::Timeout=120")


def _chromium() -> bool:
    return chromium_path() is not None


def _libreoffice() -> bool:
    return any(shutil.which(name) for name in ("soffice", "libreoffice"))


def _cjk_font() -> bool:
    if platform.system() in ("Darwin", "Windows"):  # both come with Chinese fonts
        return True
    return shutil.which("fc-list") is not None and bool(_output("fc-list", ":lang=zh-cn", "family"))


def _output(*command: str) -> str:
    """What a command prints, or nothing where it does not work."""
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=PROBE_SECONDS, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return done.stdout.strip() if done.returncode == 0 else ""


@dataclass(frozen=True)
class Part:
    """One part: its name for people, how to see whether it is there, its packages, and what it is for."""

    name: str
    present: Callable[[], bool]
    packages: tuple[str, ...]
    purpose_zh: str
    purpose_en: str
    snap: str = ""  # Ubuntu has some programs as a snap only

    @property
    def missing(self) -> str:
        """One line: what is missing, what it is for, how to get it."""
        how = "sudo apt-get install " + " ".join(self.packages)
        how = (
            f"Debian/Ubuntu: {how}"
            if not self.snap
            else f"Debian: {how}, Ubuntu: sudo snap install {self.snap}"
        )
        if LANGUAGE == "en":
            return f"{self.name} is missing ({self.purpose_en}). {how}"
        return f"缺少 {self.name}（{self.purpose_zh}）。{how}"


PARTS = {
    "chromium": Part(
        "Chromium",
        _chromium,
        ("chromium",),
        "端到端测试要在真实浏览器里打开工作簿",
        "the end-to-end tests open the workbook in a real browser",
        snap="chromium",
    ),
    "cjk_font": Part(
        "Noto Sans CJK",
        _cjk_font,
        ("fonts-noto-cjk", "fontconfig"),
        "没有中文字体，页面和截图里的汉字会变成方框",
        "without a Chinese font, pages and screenshots show boxes",
    ),
    "libreoffice": Part(
        "LibreOffice",
        _libreoffice,
        ("libreoffice-writer-nogui", "libreoffice-calc-nogui"),
        "读取 .doc、.wps 等旧格式的报告",
        "reads reports in old file forms such as .doc and .wps",
    ),
}


def chromium_path() -> str | None:
    """The browser's program, one that really starts (Ubuntu's is a stub where snap is missing)."""
    for name in ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable"):
        path = shutil.which(name)
        if path and _output(path, "--version"):
            return path
    return None


def missing() -> list[Part]:
    """The parts that are not there."""
    return [part for part in PARTS.values() if not part.present()]


def as_root() -> list[str] | None:
    """What to put before a command that needs root, or None where the rights are not there."""
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        return []
    if (
        shutil.which("sudo")
        and subprocess.run(["sudo", "-n", "true"], capture_output=True, check=False).returncode == 0
    ):
        return ["sudo", "-n"]
    return None


def can_install() -> bool:
    """Whether this is Debian or Ubuntu, or one made from them."""
    try:
        release = Path("/etc/os-release").read_text(encoding="utf-8")
    except OSError:
        return False
    return shutil.which("apt-get") is not None and any(
        name in release.lower() for name in ("debian", "ubuntu")
    )


def install(parts: Sequence[Part]) -> None:
    """Install the parts' packages where the system and the rights allow it."""
    rights = as_root()
    if not can_install() or rights is None:
        return
    apt = [*rights, "env", "DEBIAN_FRONTEND=noninteractive", *APT]
    _run([*apt, "update", "-q"])
    for part in parts:  # one by one: a package that one system lacks must not keep the others away
        print(f"{part.name} …", flush=True)
        _run([*apt, "install", "-y", "-q", "--no-install-recommends", *part.packages])


def _run(command: Sequence[str]) -> None:
    """Run a command in silence; where it fails, show what it complains of."""
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        print(done.stderr.strip(), file=sys.stderr)


def main() -> None:
    """Install what is missing; say what stays missing."""
    absent = missing()
    if absent:
        try:
            install(absent)
        except OSError as error:
            print(error, file=sys.stderr)
    for part in missing():
        print(part.missing, file=sys.stderr)


if __name__ == "__main__":
    main()
