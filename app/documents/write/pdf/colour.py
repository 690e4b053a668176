"""sRGB as an ICC profile (version 2): what the black of the paper is meant as, for archives (PDF/A)."""

from __future__ import annotations

import struct
from functools import cache

# Of IEC 61966-2-1, adapted to the white of ICC's own space (D50): X, Y, Z of white, red, green and blue.
_WHITE = (0.9642, 1.0, 0.8249)
_PRIMARIES = {
    b"rXYZ": (0.43607, 0.22249, 0.01392),
    b"gXYZ": (0.38515, 0.71687, 0.09708),
    b"bXYZ": (0.14307, 0.06061, 0.71410),
}
_STEPS = 1024  # of the curve from what is stored to light


@cache
def srgb_profile() -> bytes:
    """The whole profile; the same bytes at any time."""
    curve = b"curv" + struct.pack(">4xL", _STEPS) + b"".join(struct.pack(">H", _light(i)) for i in range(_STEPS))
    tags = {b"desc": _described("sRGB IEC61966-2.1"), b"cprt": b"text\0\0\0\0No copyright, use freely\0"}
    tags |= {b"wtpt": _colour(_WHITE)} | {name: _colour(xyz) for name, xyz in _PRIMARIES.items()}
    table, data, at = b"", b"", 128 + 4 + 12 * (len(tags) + 3)
    for name, tag in tags.items():
        table += struct.pack(">4sLL", name, at + len(data), len(tag))
        data += tag + b"\0" * (-len(tag) % 4)
    for name in (b"rTRC", b"gTRC", b"bTRC"):  # one curve serves all three
        table += struct.pack(">4sLL", name, at + len(data), len(curve))
    data += curve
    body = struct.pack(">L", len(tags) + 3) + table + data
    return _header(128 + len(body)) + body


def _header(size: int) -> bytes:
    made = struct.pack(">L4xL4s4s4s", size, 0x02100000, b"mntr", b"RGB ", b"XYZ ")
    made += struct.pack(">6H4s", 2000, 1, 1, 0, 0, 0, b"acsp") + bytes(28)
    return (made + _xyz(_WHITE)).ljust(128, b"\0")


def _light(step: int) -> int:
    """The light of one step of the curve, of 65535."""
    stored = step / (_STEPS - 1)
    light = stored / 12.92 if stored <= 0.04045 else ((stored + 0.055) / 1.055) ** 2.4
    return round(65535 * light)


def _xyz(xyz: tuple[float, float, float]) -> bytes:
    return struct.pack(">3l", *(round(65536 * part) for part in xyz))


def _colour(xyz: tuple[float, float, float]) -> bytes:
    return b"XYZ \0\0\0\0" + _xyz(xyz)


def _described(name: str) -> bytes:
    """A name in ASCII, with the empty names in Unicode and for Macintosh that version 2 asks for."""
    return b"desc" + struct.pack(">4xL", len(name) + 1) + name.encode() + b"\0" + bytes(4 + 4 + 2 + 1 + 67)
