"""A report put into a random page: what a person gets who saves it, copies all of it, or copies its plain text."""

from __future__ import annotations

import random
import re
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from selectolax.lexbor import LexborHTMLParser, LexborNode

from tests.documents.strangers import furniture as f
from tests.documents.strangers.articles import EDITORS, Article, article

_UNSEEN = "data-unseen"  # set by the shells on what a browser does not show, taken off before the page is read


@dataclass(frozen=True)
class Stranger:
    """A page, the plain text that a browser copies of it, and the report that is in it. `titled`: the text holds the title."""

    html: str
    text: str
    article: Article
    titled: bool


def stranger(seed: int) -> Stranger:
    """The page of this seed; even seeds are those the reader was tuned to, odd ones hold other words."""
    chance = random.Random(seed)
    half = seed % 2
    inside = article(chance)
    words = {"organ": inside.report.organ.name, "title": inside.title, "before": str(inside.report.year - 1)}
    page = _Page(chance, half, words)
    editor = chance.choice(EDITORS)
    body, titled = page.whole(inside, editor(inside, chance))
    site = chance.choice(("青禾县人民政府门户网站", "青禾县人民政府网", "某市林业信息网"))
    named = chance.choice(("{title}_政府信息公开年报_{site}", "{title}-{site}", "{site} {title}", "{title}", "{site}"))
    head = f"<title>{escape(named.format(title=inside.title, site=site))}</title>"
    if chance.random() < 0.4:
        head += f'<meta name="ArticleTitle" content="{escape(inside.title)}">'
    style = "".join(f"<style>{rule}</style>" for rule in page.rules)
    html = f"<!DOCTYPE html><html><head><meta charset=utf-8>{head}{style}</head><body>{body}</body></html>"
    return Stranger(re.sub(rf" {_UNSEEN}", "", html), copied(html), inside, titled)


class _Page:
    """Makes the pieces of one page out of one half of the words."""

    def __init__(self, chance: random.Random, half: int, words: dict[str, str]) -> None:
        self.chance, self.half, self.words = chance, half, words
        self.rules = [".nav{float:left}.nav li{display:inline-block;margin:0 1em}"]

    def some(self, of: Sequence[str], most: int = 1) -> list[str]:
        mine = of[self.half :: 2]
        number = min(len(mine), self.chance.randint(1, most))
        return [line.format(**self.words) for line in self.chance.sample(mine, number)]

    def whole(self, inside: Article, body: str) -> tuple[str, bool]:
        chance = self.chance
        title = f"<{{0}}>{escape(inside.title)}</{{0}}>".format(
            chance.choice(("h1", "h2", "div class=article_title")).split()[0]
        )
        place = chance.choice(("above", "above", "above", "inside", "both", "nowhere"))
        if place in ("inside", "both"):
            body = re.sub(
                r"(<(?:div|section)[^>]*>)",
                lambda m: f"{m[1]}<p align=center><b>{escape(inside.title)}</b></p>",
                body,
                count=1,
            )
        above = [title] if place in ("above", "both") else []
        front = [*self._index(), *above, *self._lines(f.META), *self._lines(f.SHARE)]
        if chance.random() < 0.3:
            front = [*above, *self._lines(f.META), *self._index(), *self._lines(f.SHARE)]
        content = "".join(
            [
                *front,
                f'<div class="{chance.choice(("article", "content", "main-txt", "pages_content"))}">{body}</div>',
                *self._after(),
            ]
        )
        content = self._copies(content, body)
        aside = f'<div class="left">{self._list(self.some(f.OTHER_REPORTS, 3))}</div>' if chance.random() < 0.4 else ""
        middle = [aside, f"<div class=main>{content}</div>"]
        if chance.random() < 0.5:
            middle.reverse()
        page = "".join([self._header(), *self._lines(f.CRUMBS), *middle, self._footer()])
        if chance.random() < 0.25:
            page = f"<table width=1000 align=center><tr><td>{self._header()}</td></tr><tr><td><table><tr><td width=200>{aside}</td><td>{content}</td></tr></table></td></tr><tr><td>{self._footer()}</td></tr></table>"
        return page, place != "nowhere"

    def _header(self) -> str:
        lines = self._links(self.some(f.NAVIGATION)[0])
        services = "".join(f"<a>{word}</a>" for word in self.some(f.SERVICES)[0].split())
        search = self.some(f.SEARCH)[0]
        box = self.chance.choice(
            (f'<input placeholder="{search}">', f"<span>{search}</span>", f'<input type=text value="{search}">')
        )
        greeting = self._lines(f.GREETING, 2)
        menu = (
            f'<div {_UNSEEN} style="display:none">{self._list(self.some(f.OTHER_REPORTS, 2))}</div>'
            if self.chance.random() < 0.3
            else ""
        )
        return f'<div class="header">{"".join(greeting)}{lines}<div class="search">{box}{services}</div>{menu}</div>'

    def _links(self, words: str) -> str:
        items = words.split(" ")
        how = self.chance.randrange(3)
        if how == 0:
            return f'<ul class="nav">{"".join(f"<li><a href=#>{item}</a></li>" for item in items)}</ul>'
        if how == 1:
            return f"<table><tr>{''.join(f'<td><a href=#>{item}</a></td>' for item in items)}</tr></table>"
        return f"<div>{' | '.join(f'<a href=#>{item}</a>' for item in items)}</div>"

    def _list(self, lines: Sequence[str]) -> str:
        return f"<ul>{''.join(f'<li><a href=#>{line}</a></li>' for line in lines)}</ul>"

    def _lines(self, of: Sequence[str], most: int = 1) -> list[str]:
        tag = self.chance.choice(("div", "p", "span", "div"))
        if tag == "span":
            return [
                f"<div>{''.join(f'<span>{word}</span> ' for word in line.split(' '))}</div>"
                for line in self.some(of, most)
            ]
        return [f"<{tag}>{escape(line)}</{tag}>" for line in self.some(of, most)]

    def _index(self) -> list[str]:
        """The 索引号 block: a table of two or four columns, or lines."""
        if self.chance.random() < 0.5:
            return []
        lines = self.some(f.INDEX, 6)
        if self.chance.random() < 0.6:
            pairs = [re.split("：", line, maxsplit=1) for line in lines]
            rows = [pairs[i : i + 2] for i in range(0, len(pairs), 2)]
            cells = "".join("<tr>" + "".join(f"<td>{a}：</td><td>{b}</td>" for a, b in row) + "</tr>" for row in rows)
            return [f"<table class=xxgk>{cells}</table>"]
        return [f"<ul>{''.join(f'<li>{line}</li>' for line in lines)}</ul>"]

    def _after(self) -> list[str]:
        lines = self._lines(f.AFTER, 5)
        if self.chance.random() < 0.3:
            lines.append(self._list(self.some(f.OTHER_REPORTS, 2)))
        return lines

    def _footer(self) -> str:
        return f'<div class="footer">{"".join(self._lines(f.FOOTER, 4))}</div>'

    def _copies(self, content: str, body: str) -> str:
        """Perhaps the same again for telephones, hidden by the page's own sheet, by its element, or shown."""
        roll = self.chance.random()
        if roll < 0.7:
            return content
        if roll < 0.8:
            self.rules.append("@media (min-width: 800px) { .phone, .m-only { display: none !important } }")
            return f'<div class=pc>{content}</div><div {_UNSEEN} class="phone">{body}</div>'
        if roll < 0.9:
            return f'<div>{content}</div><div {_UNSEEN} style="display: none">{content}</div>'
        return f"<div>{content}</div><div>{body}</div>"


def copied(html: str) -> str:
    """The plain text that a browser puts on the clipboard for all of a page."""
    pieces: list[str] = []
    _copy(LexborHTMLParser(html).body, pieces)
    text = re.sub(r"[ \u00a0]*\n[ \u00a0]*", "\n", "".join(pieces))
    return re.sub(r"\n{3,}", "\n\n", text).strip("\n") + "\n"


_LINES = {"div": 1, "li": 1, "ul": 1, "section": 1, "table": 1, "p": 2, "h1": 2, "h2": 2, "tr": 0}


def _copy(node: LexborNode | None, pieces: list[str]) -> None:
    child = node.first_child if node is not None else None
    boxes = 0
    while child is not None:
        tag = child.tag or ""
        if tag == "-text":
            words = re.sub(r"[ \t\r\n]+", " ", child.text_content or "")
            if words.strip() or (pieces and not pieces[-1].endswith(("\n", "\t", " "))):
                pieces.append(words if not (pieces and pieces[-1].endswith("\n")) else words.lstrip(" "))
        elif tag == "br":
            pieces.append("\n")
        elif tag not in ("script", "style", "input", "head") and _UNSEEN not in child.attributes:
            if tag in ("td", "th"):
                if boxes:
                    pieces.append("\t")
                boxes += 1
                inner: list[str] = []
                _copy(child, inner)
                words = "".join(inner)
                pieces.append(
                    words.strip("\n")
                    if "<table" not in (child.html or "") and "<div" not in (child.html or "")
                    else words
                )
            else:
                around = "\n" * _LINES.get(tag, 0)
                pieces.append(around)
                _copy(child, pieces)
                pieces.append("\n" if tag == "tr" else around)
        child = child.next
