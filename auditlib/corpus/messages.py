"""How a reading process and its parent talk: each message is its length in eight bytes and a pickle."""

import pickle
import struct
from typing import IO, Any, Protocol

LENGTH = struct.Struct(">Q")


class Work(Protocol):
    """What a process can be asked to do: a plain value that is pickled by the name of its class."""

    @property
    def most_seconds(self) -> int:
        """Seconds that it may take."""

    @property
    def most_memory(self) -> int:
        """Bytes of memory that it may take."""

    @property
    def is_open_to_files(self) -> bool:
        """Whether a file may make it take any amount of memory at once, so that the system has to hold the limit."""

    def perform(self) -> Any:
        """Do it. Never raises, and never gives None."""

    def failed(self, ended: str) -> Any:
        """What it comes to where its process was ended over it: for "time", "memory" or an unknown reason."""


def send(stream: IO[bytes], message: bytes) -> None:
    """Write one message. Raises OSError where the other side is gone."""
    stream.write(LENGTH.pack(len(message)))
    stream.write(message)
    stream.flush()


def receive(stream: IO[bytes]) -> object | None:
    """Read one message; None at the end of the stream, also in the middle of a message."""
    head = stream.read(LENGTH.size)
    if len(head) < LENGTH.size:
        return None
    (size,) = LENGTH.unpack(head)
    body = stream.read(size)
    if len(body) < size:
        return None
    message: object = pickle.loads(body)
    return message
