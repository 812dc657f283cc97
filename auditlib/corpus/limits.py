"""What a reading process may take for one file, how many there are of them, and how many reports are together in memory."""

import os

MAX_SECONDS, MAX_SECONDS_OCR = 30, 600
MAX_MEMORY, MAX_MEMORY_OCR = 600 * 2**20, 2048 * 2**20
MAX_SECONDS_AUDIT, MAX_MEMORY_AUDIT = 900, 1500 * 2**20
GRACE_SECONDS = 10
MAX_JOBS = 8
IN_MEMORY, PARTITION, PARTITION_ON_CLUSTER = 2000, 500, 250


def most_seconds(*, ocr: bool) -> int:
    """Seconds for one file; recognising pictures takes some a page."""
    return MAX_SECONDS_OCR if ocr else MAX_SECONDS


def most_memory(*, ocr: bool) -> int:
    """Bytes of memory for one process."""
    return MAX_MEMORY_OCR if ocr else MAX_MEMORY


def usual_jobs() -> int:
    """As many processes as this one may use cores, MAX_JOBS at most."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return min(cores, MAX_JOBS)
