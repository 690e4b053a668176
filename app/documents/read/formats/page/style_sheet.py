"""The style sheets that stand in a page itself: which of their declarations reach which element. Nothing is fetched."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import NamedTuple

from selectolax.lexbor import LexborHTMLParser, SelectolaxError

SCREEN = 1366  # px; the width for which @media is answered
_MOST_SELECTORS = 4_000  # of those that may hide, strike or raise; a portal's own sheet has some hundreds

_COMMENT = re.compile(r"/\*.*?(?:\*/|\Z)|<!--|-->", re.DOTALL)
_STRING = r'"(?:\\.|[^"\\])*"|\'(?:\\.|[^\'\\])*\''
_MARK = re.compile(rf"{_STRING}|url\([^)\"']*\)|[{{}};]", re.DOTALL)
_PIECE = re.compile(rf"(?:{_STRING}|\((?:[^()]|\([^()]*\))*\)|[^;\"'()])+", re.DOTALL)
_NESTED = re.compile(r"[^{};]*\{[^{}]*\}")
_LISTED = re.compile(rf"(?:{_STRING}|\[[^\]]*\]|\((?:[^()]|\([^()]*\))*\)|[^,\[(\"'])+")
_GENERATED = re.compile(r"::?(before|after)\s*$", re.IGNORECASE)
_NAMES = re.compile(r"([.#])((?:\\[0-9a-fA-F]{1,6}\s?|\\.|[\w-]|[^\x00-\x7f])+)")
_ESCAPE = re.compile(r"\\(?:([0-9a-fA-F]{1,6})\s?|(.))")
_NARROWED = re.compile(r":(?:not|is|where|has|matches|any|-webkit-any)\([^()]*\)", re.IGNORECASE)
_QUERY = re.compile(r"\(\s*(min|max)-(?:device-)?width\s*:\s*([\d.]+)(px|em|rem)?\s*\)", re.IGNORECASE)

_TELLING: Mapping[str, str] = {
    name: name
    for name in (
        "background-clip", "bottom", "clip", "clip-path", "color", "content", "content-visibility", "direction", "display",
        "filter", "font-size", "height", "left", "margin-left", "max-height", "max-width", "mso-element", "mso-hide",
        "mso-list", "mso-text-raise", "opacity", "position", "right", "text-indent", "top", "transform", "unicode-bidi",
        "vertical-align", "visibility", "-webkit-text-fill-color", "white-space", "width",
    )
} | {
    "background": "ground", "background-color": "ground", "background-image": "ground",
    "-webkit-background-clip": "background-clip", "font": "font-size", "list-style": "list-style", "list-style-type": "list-style",
    "overflow": "overflow", "overflow-x": "overflow", "overflow-y": "overflow",
    "text-decoration": "text-decoration", "text-decoration-line": "text-decoration",
}  # fmt: skip
"""The properties that tell what is seen; those that set the same thing go by one name."""

_FONT_SIZE = re.compile(
    r"(?:^|\s)((?:[\d.]+(?:px|pt|em|rem|ex|ch|cm|mm|in|pc|v[wh]|%)|0)|(?:xx?-)?(?:small|large)|medium)(?:\s|/|$)"
)


_NOTHING: Mapping[str, str] = {}


class Declaration(NamedTuple):
    """`name: value`, both in small letters (the value of `content` as it stands)."""

    name: str
    value: str
    important: bool


class _Match(NamedTuple):
    """What a rule says about an element; sorted, the last one wins."""

    weight: tuple[int, int, int]
    order: int
    declarations: tuple[Declaration, ...]


@lru_cache(maxsize=2048)
def declarations(text: str) -> tuple[Declaration, ...]:
    """The declarations that tell what is seen, out of the content of a rule or a style attribute."""
    found: list[Declaration] = []
    while "{" in text and (flat := _NESTED.sub("", text)) != text:
        text = flat
    for piece in _PIECE.findall(text):
        name, colon, value = piece.partition(":")
        name, value = name.strip().lower(), value.strip()
        if not colon or name not in _TELLING:
            continue
        plain, mark, _ = value.partition("!")
        important = bool(mark) and name != "content"
        value = " ".join((plain if important else value).split())
        if name == "font":
            size = _FONT_SIZE.search(value.lower())
            value = size[1] if size else "medium"
        found.append(Declaration(_TELLING[name], value if name == "content" else value.lower(), important))
    return tuple(found)


def rules(css: str) -> Iterator[tuple[str, tuple[Declaration, ...]]]:
    """(selectors, declarations) of each rule that holds on a screen and says something that tells what is seen."""
    for before, content in _blocks(_COMMENT.sub(" ", css)):
        if not before.startswith("@"):
            if said := declarations(content):
                yield before, said
            continue
        kind, _, query = before.partition(" ")
        if kind in ("@supports", "@layer") or (kind == "@media" and on_screen(query)):
            yield from rules(content)


def on_screen(query: str) -> bool:
    """Whether a media query holds on the screen of an office computer."""
    return any(_holds(one.strip().lower()) for one in query.split(",")) if query.strip() else True


def _holds(query: str) -> bool:
    turned = query.startswith("not ")
    words = re.sub(r"^(?:not|only)\s+", "", query)
    kind = re.match(r"[a-z]+", words)
    holds = kind is None or kind[0] in ("screen", "all")
    for feature in re.findall(r"\([^()]*\)", words):
        match = _QUERY.fullmatch(feature)
        if match is None:
            holds &= "landscape" in feature or "hover: hover" in feature
            continue
        width = float(match[2].rstrip(".") or 0) * (16 if (match[3] or "px") != "px" else 1)
        holds &= width <= SCREEN if match[1] == "min" else width >= SCREEN
    return holds != turned


def _blocks(css: str) -> Iterator[tuple[str, str]]:
    """(what stands before a block, its content) for the blocks that are in no other."""
    begin = opened = depth = 0
    for mark in _MARK.finditer(css):
        if mark[0] == "{":
            if not depth:
                opened = mark.end()
            depth += 1
        elif mark[0] == "}" and depth:
            depth -= 1
            if not depth:
                yield css[begin : opened - 1].strip(), css[opened : mark.start()]
                begin = mark.end()
        elif mark[0] in "};" and not depth:
            begin = mark.end()
    if depth:  # the end of the sheet closes what is open
        yield css[begin : opened - 1].strip(), css[opened:]


def _weight(selector: str) -> tuple[int, int, int]:
    """How special a selector is: names, classes and the like, tags."""
    ids = len(re.findall(r"#[\w-]", selector))
    classes = len(re.findall(r"\.[\w-]|\[|(?<!:):(?!:|not|is|has|where|before|after)", selector))
    return ids, classes, len(re.findall(r"(?:^|[\s>+~(])[a-z]", selector, re.IGNORECASE))


class StyleSheet:
    """All sheets of a page, matched against its elements. `elsewhere`: the page also names sheets that are not in it."""

    def __init__(self, tree: LexborHTMLParser) -> None:
        self._tree = tree
        self._matches: dict[str, dict[int, list[_Match]]] = {"": {}, "before": {}, "after": {}}
        self.elsewhere = any("stylesheet" in (link.attributes.get("rel") or "").lower() for link in tree.css("link"))
        sheets = [node.text() for node in tree.css("style") if on_screen(node.attributes.get("media") or "")]
        self.elsewhere |= any("@import" in sheet for sheet in sheets)
        found = [rule for sheet in sheets for rule in rules(sheet)]
        names = _names_used(tree) if found else frozenset()
        for order, (selectors, said) in enumerate(found[:_MOST_SELECTORS]):
            for selector in _LISTED.findall(selectors):
                self._add(selector.strip(), order, said, names)

    def _add(self, selector: str, order: int, said: tuple[Declaration, ...], names: frozenset[str]) -> None:
        generated = _GENERATED.search(selector)
        which = generated[1].lower() if generated else ""
        selector = (selector[: generated.start()].rstrip() if generated else selector) or "*"
        needed = {mark + _plain(name).lower() for mark, name in _NAMES.findall(_NARROWED.sub("", selector))}
        if not needed <= names:
            return  # most of a portal's sheet is about other pages
        try:
            nodes = self._tree.css(selector)
        except SelectolaxError:
            return  # what no element is: ::selection, :visited
        match = _Match(_weight(selector), order, said)
        reached = self._matches[which]
        for node in nodes:
            reached.setdefault(node.mem_id, []).append(match)

    def of(self, element: int, inline: str | None) -> Mapping[str, str]:
        """The declarations in force for an element (its mem_id), those of its style attribute among them."""
        matches = self._matches[""].get(element)
        if matches is None:
            return _of_attribute(inline) if inline else _NOTHING
        return _cascade(matches, declarations(inline) if inline else ())

    def generated(self, element: int, which: str) -> Mapping[str, str]:
        """The declarations for what is shown "before" or "after" the words of an element."""
        matches = self._matches[which].get(element)
        return _cascade(matches, ()) if matches else _NOTHING


def _plain(name: str) -> str:
    """A name without its escapes."""
    return _ESCAPE.sub(lambda m: m[2] or chr(code if 0 < (code := int(m[1], 16)) < 0xD800 else 0xFFFD), name)


def _names_used(tree: LexborHTMLParser) -> frozenset[str]:
    names: set[str] = set()
    for node in tree.css("[class], [id]"):
        attributes = node.attributes
        names.update(f".{name.lower()}" for name in (attributes.get("class") or "").split())
        names.add(f"#{(attributes.get('id') or '').strip().lower()}")
    return frozenset(names)


@lru_cache(maxsize=2048)
def _of_attribute(text: str) -> Mapping[str, str]:
    return _cascade((), declarations(text))


def _cascade(matches: Iterable[_Match], inline: tuple[Declaration, ...]) -> Mapping[str, str]:
    """Later and more special declarations over the others, a style attribute over these, important ones over all."""
    by_importance: dict[bool, dict[str, str]] = defaultdict(dict)
    for said in (*(match.declarations for match in sorted(matches, key=lambda m: (m.weight, m.order))), inline):
        for name, value, important in said:
            by_importance[important].pop(name, None)  # the order of what is left is the order of force
            by_importance[important][name] = value
    return {**by_importance[False], **by_importance[True]}
