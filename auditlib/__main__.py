"""The ``auditlib`` command, also as ``python -m auditlib``."""

import gc
import sys
from collections.abc import Sequence
from contextlib import nullcontext

from auditlib.corpus.process import started_ahead
from auditlib.exit_codes import STOPPED

READS = frozenset({"check", "extract"})
READS_NOTHING_HERE = ("--help", "--cluster")


def main() -> None:
    """Run it; where it will read reports, a process gets ready for them while this one still loads the commands."""
    will_read = reads(sys.argv[1:])
    if will_read:
        gc.disable()  # until all is loaded: of what modules make nothing is garbage, and looking takes a tenth of the time
    try:
        with started_ahead() if will_read else nullcontext():
            from auditlib.cli import main as command

            command()
    except KeyboardInterrupt:  # before the command was there to answer it
        sys.exit(STOPPED)


def reads(arguments: Sequence[str]) -> bool:
    """Whether a command line most likely has reports read on this machine."""
    return bool(READS & set(arguments[:1])) and not any(
        argument.startswith(READS_NOTHING_HERE) for argument in arguments
    )


if __name__ == "__main__":
    main()
