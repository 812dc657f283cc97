"""A process for one task after another: takes them from its standard input, and writes what came of each to its output.

It ends when its input does. It holds itself to the limits where the system lets it; its parent watches both as well.
"""

import gc
import os
import pickle
import signal
from contextlib import suppress
from typing import BinaryIO, cast

from auditlib.corpus.limits import GRACE_SECONDS
from auditlib.corpus.messages import Work, receive, send

GARBAGE_AFTER = 50_000  # values of a task are many and without cycles


def main() -> None:
    """Serve until the input ends."""
    source, target = _own_streams()
    with suppress(ValueError, OSError, AttributeError):
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent is told, and ends this process
    gc.disable()
    _get_ready()
    limited = False
    while (task := cast(Work | None, receive(source))) is not None:  # which imports what the task needs
        if not limited:
            gc.freeze()
            gc.set_threshold(GARBAGE_AFTER)
            gc.enable()
            if task.is_open_to_files:
                _limit_memory(task.most_memory)
            limited = True
        _limit_time(task.most_seconds + GRACE_SECONDS)
        try:
            message = pickle.dumps(task.perform(), protocol=pickle.HIGHEST_PROTOCOL)
        except MemoryError:
            os._exit(1)  # the pool says so for the file
        gc.collect(0)
        _limit_time(0)
        send(target, message)


def _get_ready() -> None:
    """Have at hand what most reports need, while the parent still looks for the first."""
    from auditlib.corpus import reading  # noqa: F401  which the first task names
    from auditlib.understanding import get_ready

    get_ready()


def _own_streams() -> tuple[BinaryIO, BinaryIO]:
    """The pipes to the parent; whatever a library prints goes nowhere."""
    source, target = os.dup(0), os.dup(1)
    nothing = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1):
        os.dup2(nothing, stream)
    os.close(nothing)
    return os.fdopen(source, "rb"), os.fdopen(target, "wb")


def _limit_memory(most: int) -> None:
    """No more address space than now and the limit: an allocation beyond it fails, which makes one clear error."""
    try:
        import resource

        import psutil
    except ImportError:  # Windows has no such limit: there the pool alone watches
        return
    whole = psutil.Process().memory_info().vms + most
    with suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_AS, (whole, resource.getrlimit(resource.RLIMIT_AS)[1]))


def _limit_time(seconds: int) -> None:
    """An alarm that ends this process, should its parent no longer be there to do so; 0 takes it back."""
    if hasattr(signal, "setitimer"):
        signal.setitimer(signal.ITIMER_REAL, seconds)
