"""Changes an input where its kind keeps its meaning: inside the members of a zip, the XML, the objects of a PDF, records, tokens."""

from __future__ import annotations

import io
import json
import re
import struct
import warnings
import zipfile
import zlib
from collections.abc import Callable, Sequence
from contextlib import suppress
from random import Random
from typing import Any

import pikepdf

from tests.documents.read.sheet.biff import compound

LARGEST = 400_000  # bytes of what is made
_NUMBERS = (
    *(b"-1", b"0", b"1", b"2", b"255", b"65536", b"1048577", b"2147483648", b"99999999999999999999", b"1e400", b"-0"),
    *(b"1.5", b"NaN", b"0x1F", b"", "²".encode(), "٣".encode(), "１２".encode(), b"1,205", b"#REF!", b"_xD800_"),
)
_WORDS = (
    *(
        "一、总体情况",
        "三、收到和处理政府信息公开申请情况",
        "总计",
        "商业企业",
        "青禾县林业局2025年政府信息公开工作年度报告",
    ),
    *(
        "2025年",
        "\u200b",
        "\u2028",
        "&#xD800;",
        "&#0;",
        "]]>",
        "<![CDATA[",
        "<!--",
        "\ufffe",
        "⼀",
        "\\",
        "'",
        '"',
        "9" * 400,
    ),
    *("=SUM(A1:A9)", "=A1", "[.A1]", "url(x)", "var(--a)", "calc(1px", "\\u-32768?", "𠮷", "年" * 300),
)
_MARKUP = re.compile(rb"<[^<>]{0,2000}>|[^<]+|<")
_RTF = re.compile(rb"\\[a-z]+-?\d*\s?|\\'[0-9a-fA-F]{2}|[{}]|[^\\{}]+|\\")
_PDF = re.compile(
    rb"/[\w.+-]*|-?\d+(?:\.\d+)?|\((?:[^()\\]|\\.)*\)|<[0-9A-Fa-f]*>|[\[\]]|[A-Za-z*'\"]+|\s+|.", re.DOTALL
)
_LINES = re.compile(rb"[^\n]*\n|[^\n]+")
_NUMBER = re.compile(rb"-?\d+(?:\.\d+)?")
_BROKEN = (
    *(zipfile.BadZipFile, zlib.error, pikepdf.PdfError, struct.error),
    *(RuntimeError, NotImplementedError, OSError, EOFError, ValueError, TypeError),
)
"""What stops a change because an earlier one broke the input."""
_OLE = b"\xd0\xcf\x11\xe0"


def mutated(data: bytes, chance: Random, others: Sequence[bytes] = ()) -> bytes:
    """The input with one to four changes; `others`: inputs of the same kind, of which pieces may be taken."""
    warnings.simplefilter("ignore", UserWarning)  # two members of one name are meant
    for _ in range(chance.choice((1, 1, 2, 4))):
        with suppress(*_BROKEN):
            data = _once(data, chance, others)[:LARGEST]
    return data


def _once(data: bytes, chance: Random, others: Sequence[bytes]) -> bytes:
    if chance.random() < 0.1:
        return _bytes(data, chance)
    if data.startswith(b"PK"):
        return _zip(data, chance, others)
    if b"%PDF-" in data[:1024]:
        return _pdf(data, chance) if chance.random() < 0.7 else _tokens(data, chance, _PDF, others)
    if data.startswith(_OLE):
        return _compound(data, chance)
    head = data[:200].lstrip(b"\xef\xbb\xbf \r\n\t")
    if head.startswith(b"{\\rtf"):
        return _tokens(data, chance, _RTF, others)
    if head.startswith((b"{", b"[")):
        return _json(data, chance)
    markup = data.count(b"<", 0, 4000) > 5
    return _tokens(data, chance, _MARKUP if markup else _LINES, others)


def _bytes(data: bytes, chance: Random) -> bytes:
    at, size = chance.randrange(len(data) + 1), chance.choice((1, 1, 2, 4, 16, 200))
    piece = data[at : at + size]
    does: tuple[Callable[[], bytes], ...] = (
        lambda: data[:at] + chance.randbytes(size) + data[at + size :],
        lambda: data[:at] + chance.randbytes(size) + data[at:],
        lambda: data[:at] + data[at + size :],
        lambda: data[:at] + piece * chance.choice((2, 3, 50)) + data[at + size :],
        lambda: data[:at],
        lambda: data[:at] + bytes([0xFF] * len(piece)) + data[at + size :],
        lambda: data[:at] + bytes(len(piece)) + data[at + size :],
    )
    return chance.choice(does)()


def _tokens(data: bytes, chance: Random, pattern: re.Pattern[bytes], others: Sequence[bytes]) -> bytes:
    tokens: list[bytes] = pattern.findall(data)
    if not tokens:
        return _bytes(data, chance)
    at = chance.randrange(len(tokens))
    to = min(len(tokens), at + chance.choice((1, 1, 2, 3, 8, 40)))
    piece = tokens[at:to]

    def many() -> list[bytes]:
        size = max(1, sum(map(len, piece)))
        return piece * min(chance.choice((2, 2, 3, 40, 600)), 1 + LARGEST // size)

    def numbered() -> list[bytes]:
        return [_NUMBER.sub(lambda _: chance.choice(_NUMBERS), token, count=1) for token in piece]

    def elsewhere() -> list[bytes]:
        source = pattern.findall(chance.choice(others)) if others else tokens
        begin = chance.randrange(max(1, len(source)))
        return [*piece, *source[begin : begin + chance.choice((1, 2, 5, 30))]]

    does: tuple[Callable[[], list[bytes]], ...] = (
        lambda: [],
        many,
        lambda: piece[::-1],
        lambda: chance.sample(piece, len(piece)),
        numbered,
        numbered,
        elsewhere,
        lambda: [*piece, chance.choice(_WORDS).encode("utf-8", "replace")],
        lambda: [chance.choice(_WORDS).encode("utf-8", "replace")],
        lambda: [chance.choice(tokens) for _ in piece],
        lambda: [_bytes(b"".join(piece), chance)],
    )
    return b"".join((*tokens[:at], *chance.choice(does)(), *tokens[to:]))


def _zip(data: bytes, chance: Random, others: Sequence[bytes]) -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as source:
        members = [(entry.filename, source.read(entry)) for entry in source.infolist()]
    if not members:
        return _bytes(data, chance)
    at = chance.choices(range(len(members)), [len(content) ** 0.5 + 5 for _, content in members])[0]
    name, content = members[at]
    kind = chance.random()
    if kind < 0.85:
        members[at] = name, _once(content, chance, [])
    elif kind < 0.88:
        del members[at]
    elif kind < 0.91:
        members[at] = (
            chance.choice((name.upper(), "../" + name, name.replace("/", "\\"), "x" + name, "/" + name)),
            content,
        )
    elif kind < 0.94:
        members.append((name, _once(content, chance, [])))
    else:
        other = chance.randrange(len(members))
        members[at], members[other] = (name, members[other][1]), (members[other][0], content)
    made = io.BytesIO()
    packed = zipfile.ZIP_DEFLATED if chance.random() < 0.3 else zipfile.ZIP_STORED
    with zipfile.ZipFile(made, "w", packed, compresslevel=1) as target:
        for name, content in members:
            target.writestr(zipfile.ZipInfo(name or "x"), content, packed)
    return made.getvalue()


_VALUES: tuple[Callable[[], Any], ...] = (
    lambda: -1,
    lambda: 0,
    lambda: 2**31 - 1,
    lambda: pikepdf.Name.X,
    lambda: pikepdf.Array([]),
    lambda: pikepdf.Array([0] * 200),
    lambda: pikepdf.Dictionary(),
    lambda: pikepdf.String("年" * 50),
    lambda: True,
)


def _pdf(data: bytes, chance: Random) -> bytes:
    with pikepdf.open(io.BytesIO(data), suppress_warnings=True) as document:
        things = [each for each in document.objects if isinstance(each, (pikepdf.Dictionary, pikepdf.Stream))]
        if not things:
            return _bytes(data, chance)
        thing = chance.choice(things)
        if isinstance(thing, pikepdf.Stream) and chance.random() < 0.6:
            thing.write(_tokens(thing.read_bytes(), chance, _PDF, ()))
        elif keys := sorted({*thing.keys()} - {"/Length"}):
            key = chance.choice(keys)
            if chance.random() < 0.3:
                del thing[key]
            elif chance.random() < 0.4:
                thing[key] = chance.choice(things)  # of another kind, or itself
            else:
                thing[key] = chance.choice(_VALUES)()
        made = io.BytesIO()
        document.save(made, static_id=True, compress_streams=False, object_stream_mode=pikepdf.ObjectStreamMode.disable)
        return made.getvalue()


def _compound(data: bytes, chance: Random) -> bytes:
    """An old workbook as `biff` makes it: its records stand one after the other behind the head."""
    if "Workbook".encode("utf-16-le") not in data:
        return _bytes(data, chance)
    stream, records, at = data[512:], [], 0
    while at + 4 <= len(stream):
        code, length = struct.unpack_from("<HH", stream, at)
        if not code and not length:
            break
        records.append((code, stream[at + 4 : at + 4 + length]))
        at += 4 + length
    if not records:
        return _bytes(data, chance)
    n = chance.randrange(len(records))
    code, payload = records[n]
    kind = chance.random()
    if kind < 0.5:
        records[n] = code, _bytes(payload, chance)[:8000]
    elif kind < 0.6:
        del records[n]
    elif kind < 0.7:
        records.insert(chance.randrange(len(records) + 1), records[n])
    elif kind < 0.8:
        records[n] = chance.choice(records)[0], payload
    elif kind < 0.9:
        records[n] = chance.randrange(0x1000), payload
    else:
        records[n] = code, b""
    return compound("Workbook", b"".join(struct.pack("<HH", c, len(p)) + p for c, p in records))


def _json(data: bytes, chance: Random) -> bytes:
    try:
        value = json.loads(data)
    except (ValueError, RecursionError):
        return _tokens(data, chance, re.compile(rb'"(?:[^"\\]|\\.)*"|[\w.+-]+|[\[\]{}:,]|\s+|.', re.DOTALL), ())
    inside, key = _place(value, chance)
    new: Any = chance.choice(
        (
            None,
            True,
            -1,
            0,
            10**30,
            1.5,
            "",
            "0",
            "１",
            "a/b/c",
            [],
            {},
            [[]],
            {"": 0},
            chance.choice(_WORDS),
            "x" * 5000,
        )
    )
    if isinstance(inside, dict) and chance.random() < 0.2:
        inside.pop(key)
    elif isinstance(inside, dict) and chance.random() < 0.2:
        inside[chance.choice(_WORDS)] = new
    elif inside is not None:
        inside[key] = new
    else:
        value = new
    return json.dumps(value, ensure_ascii=chance.random() < 0.5).encode("utf-8", "replace")


def _place(value: Any, chance: Random) -> tuple[Any, Any]:
    """A place in a JSON value: what it is in, its key there."""
    inside, key = None, None
    while isinstance(value, (dict, list)) and value and (inside is None or chance.random() < 0.8):
        inside = value
        key = chance.choice(list(value)) if isinstance(value, dict) else chance.randrange(len(value))
        value = value[key]
    return inside, key
