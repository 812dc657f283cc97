"""Where the files are that ship with the package: inside it when installed, beside it in a checkout."""

from pathlib import Path


def notebooks() -> Path:
    """The folder of the shipped notebooks."""
    return _shipped("notebooks")


def expectations() -> Path:
    """The folder of the shipped suites."""
    return _shipped("expectations")


def samples() -> Path:
    """The folder of the made-up sample reports."""
    return Path(__file__).parent / "samples"


def examples() -> Path:
    """The folder of the worked examples of local forms and rules of one's own."""
    return Path(__file__).parent / "examples"


def _shipped(name: str) -> Path:
    package = Path(__file__).parent
    installed = package / name
    return installed if installed.is_dir() else package.parent / name
