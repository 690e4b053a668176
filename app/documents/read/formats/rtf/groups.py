"""The groups of an RTF file: what each holds by its first word, and what holds in it until its end."""

from __future__ import annotations

from dataclasses import dataclass

from app.documents.read.formats.rtf.look import Look

# what a group holds, by its first word: nothing of these is seen in the text
SKIPPED = frozenset(
    "stylesheet objdata nonshppict shprslt ftnsep ftnsepc"
    " aftnsep aftnsepc nonesttables xe tc rxe themedata colorschememapping datastore latentstyles generator listtable"
    " listoverridetable rsidtbl xmlnstbl revtbl bkmkstart bkmkend pgptbl mmathPict mmathPr userprops docvar"
    " pntxta pntxtb sp background template filetbl result atnid atntime atndate atnicn atnparent private".split()
)
KINDS = {
    "fonttbl": "fonts",
    "colortbl": "colours",
    "info": "skip",
    "title": "title",
    "fldinst": "code",
    "formfield": "form",
    "ffl": "choice",
    "shpinst": "shape",
    "do": "shape",
    "moMath": "math",
    "atnauthor": "author",
    "atrfstart": "range start",
    "atrfend": "range end",
    "atnref": "comment id",
    "nesttableprops": "table",
    "ud": "text",
    "shppict": "text",
    "moMathPara": "text",
}
STORIES = {"shptxt": "box", "dptxbxtext": "box", "footnote": "footnote", "annotation": "comment"} | {
    f"{part}{which}": "margin" for part in ("header", "footer") for which in ("", "l", "r", "f")
}
CHARACTERS = {
    **{"tab": "\t", "line": "\n", "emdash": "—", "endash": "–", "lquote": "‘", "rquote": "’", "ldblquote": "“"},
    **{"rdblquote": "”", "bullet": "•", "emspace": "\u3000", "enspace": " ", "qmspace": " ", "zwj": "", "zwnj": ""},
}
SYMBOLS = {"~": "\u00a0", "_": "-", "{": "{", "}": "}", "\\": "\\", "\t": "\t"}
FORMULA_PARTS = ("mf", "mrad", "mnary", "mm", "meqArr", "mlimLow", "mlimUpp", "macc", "mbar", "msSubSup", "mfunc")


@dataclass(frozen=True)
class State:
    """What holds in a group until its end. `kind`: what its words are; `level`: how deep in tables."""

    kind: str = "text"
    look: Look = Look()
    level: int = 0
    fallback: int = 1  # characters after a \\u that repeat it
    field: bool = False
    story: str = ""
