"""Pictures compared with those that were looked at; `build/pictures --renew` takes the new ones for right."""

from __future__ import annotations

import os
from pathlib import Path

import numpy
from PIL import Image, ImageChops

from tests.where import ROOT

KEPT = Path(__file__).parent / "kept"
CHANGED = ROOT / "dist" / "pictures" / "changed"
OTHER = 24  # of 255: what the fewer colours of a kept picture and another processor never make of a colour


def renewing() -> bool:
    return os.environ.get("PICTURES_RENEW") == "yes"


def compare(name: str, picture: Image.Image, *, pixels: int) -> None:
    """Fail when more than so many pixels are of another colour; both pictures are then to be looked at.

    Small changes all over count too: of a background, of the weight of letters.
    """
    path = KEPT / f"{name}.png"
    picture = picture.convert("RGB")
    if renewing():
        if not path.exists() or differing(Image.open(path).convert("RGB"), picture) != (0, 0.0):
            path.parent.mkdir(parents=True, exist_ok=True)
            fewer_colours(picture).save(path, optimize=True)
        return
    assert path.exists(), f"{path} is not kept yet: build/pictures --renew"
    kept = Image.open(path).convert("RGB")
    if kept.size == picture.size:
        count, mean = differing(kept, picture)
        if count <= pixels and mean <= 0.6:
            return
        why = f"{count} pixels are of another colour, {mean:.2f} of 255 in the mean"
    else:
        why = f"it was {kept.size} and is {picture.size}"
    CHANGED.mkdir(parents=True, exist_ok=True)
    shown = CHANGED / f"{name.replace('/', '-')}.png"
    both = Image.new("RGB", (kept.width + picture.width, max(kept.height, picture.height)), "white")
    both.paste(kept, (0, 0))
    both.paste(picture, (kept.width, 0))
    both.save(shown)
    raise AssertionError(f"{name}: {why}. Look at {shown}; if it is as it should be, build/pictures --renew")


def fewer_colours(picture: Image.Image) -> Image.Image:
    """The picture in 255 colours: the frequent ones as they are, the others by the nearest."""
    parts = numpy.asarray(picture).astype(int)
    whole = parts[..., 0] << 16 | parts[..., 1] << 8 | parts[..., 2]
    found, which, counts = numpy.unique(whole, return_inverse=True, return_counts=True)
    there = numpy.stack([found >> 16, found >> 8 & 255, found & 255], axis=1)
    frequent = there[numpy.argsort(-counts, kind="stable")[:64]].astype(numpy.uint8)
    spread = picture.quantize(191, method=Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE).getpalette() or []
    palette = numpy.vstack([frequent, numpy.array(spread[: 191 * 3], dtype=numpy.uint8).reshape(-1, 3)])
    apart = (there[:, None, :] - palette[None, :, :].astype(int)) ** 2
    nearest = apart.sum(axis=2).argmin(axis=1).astype(numpy.uint8)
    made = Image.fromarray(nearest[which].reshape(picture.height, picture.width), "P")
    made.putpalette(palette.tobytes())
    return made


def differing(one: Image.Image, other: Image.Image) -> tuple[int, float]:
    """How many pixels are of another colour, and how far the two are apart in the mean."""
    if one.size != other.size:
        return one.width * one.height, 255.0
    apart = ImageChops.difference(one, other)
    most = ImageChops.lighter(ImageChops.lighter(*apart.split()[:2]), apart.split()[2])
    counts = most.histogram()
    mean = sum(level * count for level, count in enumerate(counts)) / (one.width * one.height)
    return sum(counts[OTHER + 1 :]), mean
