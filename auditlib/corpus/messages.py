"""How a reading process and its parent talk: each message is its length in eight bytes and a pickle."""

import pickle
import struct
from typing import IO

LENGTH = struct.Struct(">Q")


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
