"""The files that a page links to as its annexes: only their names are taken, nothing is ever fetched."""

import re
from pathlib import PurePosixPath
from urllib.parse import unquote

HREF = re.compile(
    rb"href\s{0,9}=\s{0,9}[\"']?([^\"'<>\s]{1,500}?\.(?:docx?|xlsx?|pdf|wps|et|ofd|rtf|odt|ods|csv|zip))(?=[\"'?#<>\s])",
    re.IGNORECASE,
)
MOST = 50


def linked_files(content: bytes) -> tuple[str, ...]:
    """The names of the documents that a page links to, at most MOST of them."""
    found = (unquote(link.decode("utf-8", errors="replace")) for link in HREF.findall(content))
    return tuple(dict.fromkeys(PurePosixPath(link).name for link in found))[:MOST]
