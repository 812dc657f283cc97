"""Imports inside auditlib point one way only, and what is slow to load is loaded late."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[2] / "auditlib"

# Bottom-up; what stands in one line may not import each other.
LAYERS = [
    ["messages", "exit_codes"],
    ["errors", "foreign", "resources", "wording"],
    ["dates", "extensions"],
    ["document"],
    ["report"],
    ["readers"],
    ["identity"],
    ["dossier"],
    ["forms", "narrative"],
    ["extension_faults"],
    ["understanding", "volumes"],
    ["reconcile"],
    ["edits"],
    ["frames"],
    ["checks"],
    ["settings"],
    ["findings", "causes"],
    ["evidence", "decisions"],
    ["drafting", "comparing", "standings", "baseline"],
    ["cases"],
    ["corpus"],
    ["kept"],
    ["concluding"],
    ["partitions"],
    ["auditing"],
    ["exports"],
    ["workbook"],
    ["__init__"],
    ["cli_asked", "cli_parameters", "cli_words"],
    ["cli_running"],
    ["cli_cache", "cli_decisions", "cli_export", "cli_extract", "cli_rules"],
    ["cli_check"],
    ["cli"],
    ["__main__"],
]
LEVEL = {name: level for level, names in enumerate(LAYERS) for name in names}
MODULES = sorted(PACKAGE.rglob("*.py"))


def part_of(module: Path) -> str:
    """The part of auditlib that a file belongs to: its top module or package."""
    return module.relative_to(PACKAGE).parts[0].removesuffix(".py")


def imported(module: Path) -> Iterator[str]:
    """The parts of auditlib that a file imports, at its top or later."""
    package = ("auditlib", *module.relative_to(PACKAGE).parent.parts)
    for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            base = ".".join(package[: len(package) - node.level + 1]) + "." if node.level else ""
            source = (base + (node.module or "")).rstrip(".")
            names = [source]
            if source == "auditlib":
                names = [f"auditlib.{alias.name}" for alias in node.names if alias.name != "__version__"]
        else:
            continue
        for name in names:
            head, _, rest = name.partition(".")
            if head == "auditlib":
                part = rest.split(".")[0]
                is_module = (PACKAGE / f"{part}.py").exists() or (PACKAGE / part).is_dir()
                yield part if part and is_module else "__init__"


@pytest.mark.parametrize("module", MODULES, ids=lambda m: m.relative_to(PACKAGE).as_posix())
def test_module_imports_only_from_below(module: Path) -> None:
    part = part_of(module)
    assert part in LEVEL, f"{part} has no layer yet: give it one in LAYERS, as low as it can stand"
    for other in imported(module):
        assert other == part or LEVEL[other] < LEVEL[part], f"{part} may not import {other}"


@pytest.mark.parametrize(
    ("module", "late"),
    [
        ("auditlib", ["pandas", "great_expectations"]),
        ("auditlib.cli", ["great_expectations"]),
        ("auditlib.corpus", ["great_expectations"]),
    ],
)
def test_slow_libraries_are_loaded_late(module: str, late: list[str]) -> None:
    code = f"import sys, {module}; print(*sorted(set({late!r}) & set(sys.modules)))"
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, timeout=120, check=False
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.split() == []
