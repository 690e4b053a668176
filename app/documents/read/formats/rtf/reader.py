"""An RTF file as raw paragraphs and grids: its groups become a Word document, which is read as one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from lxml import etree

from app.documents.read.formats.rtf.flow import Flow, RowShape, element, writable
from app.documents.read.formats.rtf.groups import CHARACTERS, FORMULA_PARTS, KINDS, SKIPPED, STORIES, SYMBOLS, State
from app.documents.read.formats.rtf.look import Look, decoded
from app.documents.read.formats.rtf.tokens import Token, tokens
from app.documents.read.formats.word.docx import lines_of, read_body
from app.documents.read.formats.word.tags import W
from app.documents.recognise.raw import Raw, unread
from app.model.files import FileProblem

_DEEPEST = 300
_OFFICE = "{urn:schemas-microsoft-com:office:office}"
_VML = "{urn:schemas-microsoft-com:vml}"


class _Reader:
    def __init__(self, name: str) -> None:
        self.name = name
        self.state = State()
        self.around: list[State] = []
        self.flows = [Flow()]
        self.shape = RowShape()
        self.page = 1252
        self.fonts: dict[int, tuple[int, str]] = {}
        self.colours: list[str] = []
        self.title = ""
        self.footnotes, self.comments, self.margins = element("footnotes"), element("comments"), element("margins")
        self._rgb = [-1, -1, -1]
        self._font = 0
        self._ignorable = False
        self._bytes = b""
        self._units: list[int] = []  # UTF-16, until they make a character
        self._repeats = 0
        self._said = ""  # words of a group that is no text
        self._fields: list[etree._Element] = []
        self._form: dict[str, int] = {}
        self._choices: list[str] = []
        self._author = self._comment = ""
        self._formula_parts = False

    # Tokens

    def read(self, data: bytes) -> None:
        for token in tokens(data):
            if token.kind == "bytes":
                self._take(token.text)
                continue
            if token.kind == "word" and token.text == "u" and token.number is not None:
                self._flush_bytes()
                self._units.append(token.number % 65536)
                self._repeats = self.state.fallback
                continue
            self._flush()
            self._repeats = 0
            if token.kind == "{":
                self._open()
            elif token.kind == "}":
                self._close()
            elif token.kind == "symbol":
                self._symbol(token.text)
            else:
                self._word(token)
        self._flush()
        while self.around:
            self._close()

    def _take(self, text: str) -> None:
        """Bytes of text, less those that only repeat a character given before."""
        skipped = min(self._repeats, len(text))
        self._repeats -= skipped
        text = text[skipped:]
        if text:
            self._flush_units()
            self._bytes += text.encode("latin-1")

    def _flush_bytes(self) -> None:
        if self._bytes:
            data, self._bytes = self._bytes, b""
            self._write(decoded(data, self.state.look, self.fonts, self.page))

    def _flush_units(self) -> None:
        if self._units:
            units, self._units = self._units, []
            self._write(b"".join(unit.to_bytes(2, "little") for unit in units).decode("utf-16-le", errors="replace"))

    def _flush(self) -> None:
        self._flush_bytes()
        self._flush_units()

    def _symbol(self, symbol: str) -> None:
        if symbol == "*":
            self._ignorable = True
        elif symbol in "\r\n":
            self._do_par(None)
        elif symbol in SYMBOLS:
            self._write(SYMBOLS[symbol])

    # Groups

    def _open(self) -> None:
        if len(self.around) > _DEEPEST:
            raise FileProblem(
                f"“{self.name}”里的内容嵌套得太深，不像年报，没有导入。请用 Word、WPS 另存为 .docx 后再导入。"
            )
        self.around.append(self.state)
        self.state = replace(self.state, field=False, story="")
        self._ignorable = False

    def _close(self) -> None:
        if not self.around:
            return
        ended, self.state = self.state, self.around.pop()
        if ended.kind != self.state.kind and ended.kind in self._ENDS:
            self._ENDS[ended.kind](self)
            self._said = ""
        if ended.story:
            self._end_story(ended.story)
        if ended.field:
            self._mark_field("end")
            if self._fields:
                self._fields.pop()

    def _word(self, token: Token) -> None:
        word, number = token.text, token.number
        ignorable, self._ignorable = self._ignorable, False
        if self._destination(word, ignorable):
            return
        if word in self._DOES:
            self._DOES[word](self, number)
        elif word in CHARACTERS:
            self._write(CHARACTERS[word])
        elif (look := self.state.look.with_word(word, number)) is not None:
            self.state = replace(self.state, look=look)
        elif self.state.kind == "form" and word in ("fftype", "ffres", "ffdefres"):
            self._form[word] = number or 0
        elif word in FORMULA_PARTS:
            self._formula_parts = True

    def _destination(self, word: str, ignorable: bool) -> bool:
        """Whether a word says what its group holds."""
        kind = self.state.kind
        if word == "title" and kind == "skip" or word not in ("title",) and word in KINDS and kind != "skip":
            self.state = replace(self.state, kind=KINDS[word])
        elif kind == "skip":
            return True
        elif word in SKIPPED or (kind == "math" and word.endswith("Pr")):
            self.state = replace(self.state, kind="skip")
        elif word in STORIES:
            self.flows.append(Flow())
            self.state = replace(self.state, kind="text", story=STORIES[word], level=0, look=Look())
        elif word in ("pict", "object"):
            if kind in ("text", "shape"):
                self._picture(word == "object")
            self.state = replace(self.state, kind="skip")
        elif ignorable and word not in self._DOES and word not in ("cs",):
            self.state = replace(self.state, kind="skip")
        else:
            return False
        if self.state.kind in self._ENDS:
            self._said = ""
        return True

    # Words of a text

    def _write(self, text: str) -> None:
        kind, text = self.state.kind, writable(text)
        if kind == "text":
            self._run(text)
        elif kind == "code":
            element("instrText", self._new_run()).text = text
        elif kind == "fonts":
            charset, name = self.fonts.get(self._font, (0, ""))
            self.fonts[self._font] = (charset, name + text.rstrip(";"))
        elif kind == "colours":
            self._colour(text)
        elif kind == "title":
            self.title += text
        elif kind not in ("skip", "table", "shape"):
            self._said += text

    def _run(self, text: str) -> None:
        run = self._new_run()
        for n, line in enumerate(text.split("\n")):
            if n:
                element("br", run)
            element("t", run).text = line

    def _new_run(self) -> etree._Element:
        look = self.state.look
        parent = self.flows[-1].paragraph
        if look.change and self.state.kind == "text":
            last = parent[-1] if len(parent) else None
            joined = last is not None and last.tag == W + look.change
            parent = last if joined and last is not None else element(look.change, parent)
        run = element("r", parent)
        properties = look.properties(self.colours, self.fonts)
        if properties is not None:
            run.append(properties)
        return run

    def _colour(self, text: str) -> None:
        for _ in range(text.count(";")):
            known = all(0 <= part <= 255 for part in self._rgb)
            self.colours.append(bytes(self._rgb).hex().upper() if known else "")
            self._rgb = [-1, -1, -1]

    def _picture(self, embedded: bool) -> None:
        drawn = element("object" if embedded else "pict", self._new_run())
        etree.SubElement(drawn, f"{_OFFICE}OLEObject" if embedded else f"{_VML}imagedata")

    def _end_story(self, story: str) -> None:
        blocks = self.flows.pop().done()
        if story == "box":
            shape = etree.SubElement(element("pict", self._new_run()), f"{_VML}shape", style="position:absolute")
            element("txbxContent", etree.SubElement(shape, f"{_VML}textbox")).extend(blocks)
        elif story == "footnote":
            number = str(len(self.footnotes))
            element("footnoteReference", self._new_run(), id=number)
            element("footnote", self.footnotes, id=number).extend(blocks)
        elif story == "margin":
            self.margins.extend(blocks)
        else:
            element("comment", self.comments, id=self._comment, author=self._author).extend(blocks)
            self._comment = self._author = ""

    # Fields and forms

    def _mark_field(self, kind: str) -> None:
        mark = element("fldChar", self._new_run(), fldCharType=kind)
        if kind == "begin":
            self._fields.append(mark)

    def _end_choice(self) -> None:
        self._choices.append(self._said.strip())

    def _end_form(self) -> None:
        if not self._fields:
            return
        about = element("ffData", self._fields[-1])
        result = self._form.get("ffres", 25)
        result = self._form.get("ffdefres", 0) if result == 25 else result  # 25: as at first
        if self._form.get("fftype") == 2:
            choices = element("ddList", about)
            element("result", choices, val=str(result))
            for entry in self._choices:
                element("listEntry", choices, val=entry)
        elif self._form.get("fftype") == 1:
            element("checked", element("checkBox", about), val=str(result))
        self._form, self._choices = {}, []

    def _end_math(self) -> None:
        text, lost = self._said.strip(), self._formula_parts
        self._formula_parts = False
        self._write(unread("数学公式") if lost or not text else text)

    def _end_range(self, name: str) -> None:
        element(name, self.flows[-1].paragraph, id=self._said.strip())

    def _end_author(self) -> None:
        self._author = self._said.strip()

    def _end_comment_id(self) -> None:
        self._comment = self._said.strip()

    _ENDS: dict[str, Callable[[_Reader], None]] = {
        "choice": _end_choice,
        "form": _end_form,
        "math": _end_math,
        "author": _end_author,
        "comment id": _end_comment_id,
        "range start": lambda self: self._end_range("commentRangeStart"),
        "range end": lambda self: self._end_range("commentRangeEnd"),
    }

    # Control words that do something

    def _do_par(self, number: int | None) -> None:
        if self.state.kind == "text":
            if self.state.look.change == "del":
                mark = element("rPr")
                element("del", mark)
                own = element("pPr")
                own.append(mark)
                self.flows[-1].paragraph.insert(0, own)
            self.flows[-1].end_paragraph(self.state.level)

    def _do_pard(self, number: int | None) -> None:
        self.state = replace(self.state, level=0)

    def _do_intbl(self, number: int | None) -> None:
        self.state = replace(self.state, level=max(1, self.state.level) if number != 0 else 0)

    def _do_itap(self, number: int | None) -> None:
        self.state = replace(self.state, level=min(max(number or 0, 0), 6))

    def _do_cell(self, number: int | None) -> None:
        if self.state.kind == "text":
            self.flows[-1].end_cell(1)

    def _do_nestcell(self, number: int | None) -> None:
        if self.state.kind == "text":
            self.flows[-1].end_cell(max(2, self.state.level))

    def _do_row(self, number: int | None) -> None:
        self.flows[-1].end_row(1, self.shape)

    def _do_trowd(self, number: int | None) -> None:
        self.shape = RowShape()

    def _do_field(self, number: int | None) -> None:
        if self.state.kind == "text":
            self.state = replace(self.state, field=True)
            self._mark_field("begin")

    def _do_dirty(self, number: int | None) -> None:
        if self._fields:
            self._fields[-1].set(f"{W}dirty", "1")

    def _do_result(self, number: int | None) -> None:
        if self._fields:
            self._mark_field("separate")

    def _do_charset(self, number: int | None) -> None:
        self.fonts[self._font] = (number or 0, self.fonts.get(self._font, (0, ""))[1])

    def _do_font(self, number: int | None) -> None:
        if self.state.kind == "fonts":
            self._font = number or 0
        else:
            self.state = replace(self.state, look=replace(self.state.look, font=number or 0))

    def _do_eastern(self, number: int | None) -> None:
        self.state = replace(self.state, look=replace(self.state.look, eastern=number or 0))

    def _set(self, name: str, number: int | None) -> None:
        if name == "uc":
            self.state = replace(self.state, fallback=min(max(number or 0, 0), 10))
        elif name == "page":
            self.page = number or 1252
        elif name == "left":
            self.shape.left = number or 0
        elif name == "height":
            self.shape.height = number or 0

    def _merge(self, way: str, kind: str) -> None:
        setattr(self.shape, way, kind)

    def _rgb_part(self, at: int, number: int | None) -> None:
        self._rgb[at] = number if number is not None else -1

    _DOES: dict[str, Callable[[_Reader, int | None], None]] = {
        "par": _do_par,
        "sect": _do_par,
        "pard": _do_pard,
        "intbl": _do_intbl,
        "itap": _do_itap,
        "cell": _do_cell,
        "nestcell": _do_nestcell,
        "row": _do_row,
        "nestrow": lambda self, n: self.flows[-1].end_row(max(2, self.state.level), self.shape),
        "trowd": _do_trowd,
        "cellx": lambda self, n: self.shape.close(n or 0),
        "clvmgf": lambda self, n: self._merge("down", "restart"),
        "clvmrg": lambda self, n: self._merge("down", "continue"),
        "clmgf": lambda self, n: self._merge("along", "restart"),
        "clmrg": lambda self, n: self._merge("along", "continue"),
        "trleft": lambda self, n: self._set("left", n),
        "trrh": lambda self, n: self._set("height", n),
        "field": _do_field,
        "flddirty": _do_dirty,
        "fldrslt": _do_result,
        "fcharset": _do_charset,
        "f": _do_font,
        "af": _do_eastern,
        "uc": lambda self, n: self._set("uc", n),
        "ansicpg": lambda self, n: self._set("page", n),
        "red": lambda self, n: self._rgb_part(0, n),
        "green": lambda self, n: self._rgb_part(1, n),
        "blue": lambda self, n: self._rgb_part(2, n),
    }


def read_rtf(data: bytes, name: str) -> Raw:
    """Read the bytes of an RTF file called `name`; FileProblem when it is nested without end."""
    reader = _Reader(name)
    reader.read(data)
    root = element("document")
    element("body", root).extend(reader.flows[0].done())
    raw = read_body(root, name, {"footnotes": reader.footnotes, "comments": reader.comments}.get)
    return replace(raw, title=reader.title.strip(), margins=tuple(lines_of(reader.margins)))
