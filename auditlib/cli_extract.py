"""The command ``auditlib extract``: the frames of reports as files."""

from collections.abc import Sequence
from enum import StrEnum
from functools import partial
from pathlib import Path

import click
from rich.console import Console

from auditlib.cli_asked import Asked, Rules
from auditlib.cli_parameters import (
    choice,
    language,
    output_folder,
    places,
    reports,
    running,
    settings,
)
from auditlib.cli_running import Ahead, Reading, Where, loaded, progress
from auditlib.cli_words import complain
from auditlib.exit_codes import OK, UNREAD
from auditlib.messages import say
from auditlib.settings import found as settings_found


class FrameFormat(StrEnum):
    """The file forms of ``extract``."""

    csv = "csv"
    parquet = "parquet"


def extract_command() -> click.Command:
    """The command itself."""

    @click.command("extract", help=say("cli.extract"))
    @reports
    @output_folder
    @choice("--format", "form", FrameFormat.csv, "cli.frame_format")
    @places("--suites", metavar="PATH", text="cli.suites")
    @running
    @settings
    @language
    @click.pass_context
    def extract(
        context: click.Context,
        path: Sequence[Path],
        output: Path,
        form: FrameFormat,
        suites: Sequence[Path],
        ocr: bool,
        jobs: int | None,
        config: Path | None,
    ) -> int:
        asked = Asked(context, settings_found(config))
        rules = asked.rules(suites, None)
        reading = partial(
            loaded,
            asked.paths(path),
            ocr=asked.value("ocr", ocr),
            where=Where(asked.value("jobs", jobs)),
            suites=rules.given,
        )
        return _extract(reading, output, form, rules)

    return extract


def _extract(reading: Reading, folder: Path, form: FrameFormat, rules: Rules) -> int:
    ahead = Ahead("auditlib.exports.frames_files")
    with progress() as steps:
        corpus = reading(steps, reading=ahead.start)
    ahead.join()
    from auditlib.exports.frames_files import extract

    written = extract(corpus, folder, form.value, rules.given)
    out = Console(soft_wrap=True)
    for path in written:
        out.print(str(path), markup=False, highlight=False)
    for unread in corpus.unreadable:
        complain(str(unread.error))
    return UNREAD if corpus.unreadable else OK
