"""The files that a page links to as its annexes: only their names are taken, nothing is ever fetched."""

import re
from pathlib import PurePosixPath
from urllib.parse import unquote

# One way of writing it, so that the search can leap from one to the next.
HREF = re.compile(rb"href\s{0,9}=\s{0,9}[\"']?([^\"'<>\s]{1,500})")
DOCUMENT = re.compile(rb"\.(?:docx?|xlsx?|pdf|wps|et|ofd|rtf|odt|ods|csv|zip)(?=[?#]|$)", re.IGNORECASE)
MOST = 50


def linked_files(content: bytes) -> tuple[str, ...]:
    """The names of the documents that a page links to, at most MOST of them."""
    found = HREF.findall(content.replace(b"HREF", b"href"))
    links = (link[: ending.end()] for link in found if (ending := DOCUMENT.search(link)))
    names = (PurePosixPath(unquote(link.decode("utf-8", errors="replace"))).name for link in links)
    return tuple(dict.fromkeys(names))[:MOST]
