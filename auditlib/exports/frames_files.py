"""Every frame of a corpus as a file: CSV for spreadsheets, Parquet for programs."""

from pathlib import Path
from typing import Literal

import pandas as pd

from auditlib.auditing import not_assessed
from auditlib.checks.given import GivenSuites
from auditlib.checks.rules import load_suites
from auditlib.checks.run import coverage
from auditlib.corpus import Corpus
from auditlib.errors import OutputError
from auditlib.exports.writing import write_whole
from auditlib.extensions import using
from auditlib.frames import COVERAGE
from auditlib.wording import plain

FrameFormat = Literal["csv", "parquet"]


def extract(
    corpus: Corpus, folder: Path, form: FrameFormat = "csv", suites: GivenSuites | None = None
) -> list[Path]:
    """Write every frame of a corpus into a folder (made where it is missing) and say which files. Raises OutputError."""
    with using(corpus.extensions):
        loaded = load_suites(suites)
        missed = not_assessed(corpus, coverage(loaded, corpus.frames.named()))
    rows = [(line.report, line.rule, str(line.reason)) for line in missed]
    frames = {**corpus.frames.named(), "coverage": pd.DataFrame(rows, columns=COVERAGE)}
    _make(folder)
    written = []
    for name, frame in frames.items():
        path = folder / f"{name}.{form}"
        write_whole(path, to_csv(frame) if form == "csv" else frame.to_parquet(index=False))
        written.append(path)
    return written


def to_csv(frame: pd.DataFrame) -> str:
    """A frame as CSV text: whole numbers without a decimal point, blanks empty."""
    shown = frame.copy()
    for column in shown.select_dtypes("float"):
        shown[column] = ["" if pd.isna(value) else plain(value) for value in shown[column]]
    return shown.to_csv(index=False, lineterminator="\n")


def _make(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as fault:
        raise OutputError("not_written", path=folder, why=fault.strerror or fault) from fault
