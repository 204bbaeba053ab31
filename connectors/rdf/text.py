"""Texts of unknown encoding, as UTF-8, without ever holding a large one twice as letters."""

import codecs

_BLOCK = 1 << 20


def is_utf8(content: bytes) -> bool:
    """Whether a text is good UTF-8."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        for begin in range(0, len(content), _BLOCK):
            decoder.decode(content[begin : begin + _BLOCK])
        decoder.decode(b"", True)
    except UnicodeDecodeError:
        return False
    return True


def utf8(body: bytes) -> bytes:
    """A text as UTF-8 without byte order mark, whatever the publisher's editor wrote."""
    for mark, encoding in ((b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be")):
        if body.startswith(mark):
            return body[2:].decode(encoding, "replace").encode("utf-8", "replace")
    content = body.removeprefix(b"\xef\xbb\xbf")
    return content if is_utf8(content) else _guessed(content)


def _guessed(content: bytes) -> bytes:
    """UTF-8 with a few bad bytes, or Western European where no accent is good UTF-8."""
    text = content.decode("utf-8", "replace")
    accents = any(ord(letter) > 127 and letter != "\ufffd" for letter in text)
    return (text if accents else content.decode("cp1252", "replace")).encode("utf-8")
