"""Every frame of a corpus as a file: CSV for spreadsheets, Parquet for programs."""

import tempfile
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import Any, Literal

import pandas as pd
from pandas.api.types import is_bool_dtype, is_float_dtype, is_integer_dtype

from auditlib.checks.given import GivenSuites
from auditlib.checks.rules import Suite, load_suites
from auditlib.checks.run import coverage
from auditlib.concluding import not_assessed
from auditlib.corpus import Corpus
from auditlib.exports.writing import refusal, write_whole
from auditlib.extensions import using
from auditlib.frames import COVERAGE
from auditlib.wording import plain

FrameFormat = Literal["csv", "parquet"]


def extract(
    corpus: Corpus, folder: Path, form: FrameFormat = "csv", suites: GivenSuites | None = None
) -> list[Path]:
    """Write every frame of a corpus into a folder (made where it is missing) and say which files.

    Of a large corpus a partition is in memory at a time. Raises OutputError.
    """
    _make(folder)
    with using(corpus.extensions):
        loaded = load_suites(suites)
        if not corpus.is_large:
            frames = frames_of(corpus, loaded)
            return [_written(folder / f"{name}.{form}", frame, form) for name, frame in frames.items()]
        return _appended(corpus, loaded, folder, form)


def frames_of(corpus: Corpus, suites: Sequence[Suite]) -> dict[str, pd.DataFrame]:
    """The frames of a corpus by name, and what could not be assessed in it."""
    named = corpus.frames.named()
    missed = not_assessed(corpus, coverage(suites, named))
    rows = [(line.report, line.rule, str(line.reason)) for line in missed]
    return {**named, "coverage": pd.DataFrame(rows, columns=COVERAGE)}


def _written(path: Path, frame: pd.DataFrame, form: FrameFormat) -> Path:
    write_whole(path, to_csv(frame) if form == "csv" else frame.to_parquet(index=False))
    return path


def _appended(corpus: Corpus, suites: Sequence[Suite], folder: Path, form: FrameFormat) -> list[Path]:
    """The frames partition after partition, each file in its place once all of it is written."""
    with tempfile.TemporaryDirectory(dir=folder, prefix=".", ignore_cleanup_errors=True) as scratch:
        try:
            with ExitStack() as open_:
                writers: dict[str, Callable[[pd.DataFrame], object]] = {}
                for part in corpus.partitions():
                    for name, frame in frames_of(part, suites).items():
                        if name not in writers:
                            target = Path(scratch, f"{name}.{form}")
                            writers[name] = _writer(target, frame, form, open_)
                        writers[name](frame)
            return [Path(scratch, f"{name}.{form}").replace(folder / f"{name}.{form}") for name in writers]
        except OSError as fault:
            raise refusal(folder, fault) from fault


def _writer(
    path: Path, first: pd.DataFrame, form: FrameFormat, open_: ExitStack
) -> Callable[[pd.DataFrame], object]:
    """What adds the rows of a frame to a file, the first of them being known."""
    if form == "csv":
        file = open_.enter_context(path.open("w", encoding="utf-8", newline=""))
        file.write(to_csv(first.head(0)))
        return lambda frame: file.write(to_csv(frame).partition("\n")[2])
    import pyarrow as arrow
    from pyarrow.parquet import ParquetWriter

    schema = _schema(first)
    target = open_.enter_context(ParquetWriter(path, schema))
    return lambda frame: target.write_table(
        arrow.Table.from_pandas(frame, schema=schema, preserve_index=False)
    )


def _schema(frame: pd.DataFrame) -> Any:
    """The kinds of a frame's columns. One that is empty in a partition tells nothing of its kind: it is one of texts, but
    for places in the prose."""
    import pyarrow as arrow

    def kind(name: str, column: Any) -> Any:
        for is_one, found in ((is_bool_dtype, arrow.bool_()), (is_float_dtype, arrow.float64())):
            if is_one(column):
                return found
        if is_integer_dtype(column) or name in ("start", "end"):
            return arrow.uint8() if column == "uint8" else arrow.int64()
        return arrow.string()

    return arrow.schema([(str(name), kind(str(name), column)) for name, column in frame.dtypes.items()])


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
        raise refusal(folder, fault) from fault
