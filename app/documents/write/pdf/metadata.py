"""What a PDF says of itself: title, organ, language, the meaning of its black, and which standards it keeps."""

from __future__ import annotations

from typing import Any
from xml.sax.saxutils import escape

from reportlab.pdfbase import pdfdoc
from reportlab.pdfbase.pdfdoc import PDFArray, PDFDictionary, PDFName, PDFStream, PDFString, PDFZCompress

from app.documents.write.package import printable
from app.documents.write.pdf.colour import srgb_profile

SUBJECT = "政府信息公开工作年度报告"
LANGUAGE = "zh-CN"
_PROGRAM = "公开年报"

# PDF/A asks for a description of every property that it does not know itself.
_DESCRIBED = """<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix><pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource"><pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>Part of ISO 14289</pdfaProperty:description><pdfaProperty:name>part</pdfaProperty:name>
<pdfaProperty:valueType>Integer</pdfaProperty:valueType></rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas></rdf:Description>"""
_CLAIMS = f"""<rdf:Description rdf:about="" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/"
 xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/"><pdfaid:part>2</pdfaid:part>
<pdfaid:conformance>A</pdfaid:conformance><pdfuaid:part>1</pdfuaid:part></rdf:Description>
{_DESCRIBED}"""


class _Info(pdfdoc.PDFInfo):
    """The old way of saying it: no dates, which would be those of the machine, and nothing that is empty."""

    def format(self, document: Any) -> bytes:
        entries = {"Title": self.title, "Author": self.author, "Subject": self.subject, "Creator": self.creator}
        return PDFDictionary({name: PDFString(text) for name, text in entries.items() if text}).format(document)


def describe(document: Any, title: str, author: str, claimed: bool) -> None:
    """Say it in reportlab's document. `claimed`: whether it keeps PDF/A-2a and PDF/UA-1."""
    info = document.info = _Info()
    info.title, info.author = printable(title).strip() or SUBJECT, printable(author)
    info.subject, info.creator = SUBJECT, _PROGRAM
    packet = PDFStream(content=_packet(info, claimed).encode())  # plain: to be found by programs that know no PDF
    packet.dictionary["Type"], packet.dictionary["Subtype"] = PDFName("Metadata"), PDFName("XML")
    colour = PDFStream(content=srgb_profile(), filters=[PDFZCompress])
    colour.dictionary["N"] = 3
    intent = {
        "Type": PDFName("OutputIntent"),
        "S": PDFName("GTS_PDFA1"),
        "OutputConditionIdentifier": PDFString("sRGB IEC61966-2.1"),
        "Info": PDFString("sRGB IEC61966-2.1"),
        "DestOutputProfile": document.Reference(colour),
    }
    catalog = document.Catalog
    catalog.__NoDefault__ = [*catalog.__NoDefault__, "OutputIntents"]
    catalog.Metadata, catalog.OutputIntents = packet, PDFArray([PDFDictionary(intent)])


def _packet(info: _Info, claimed: bool) -> str:
    """XMP, in the form that ISO 16684 gives it."""
    dc = f"""<dc:format>application/pdf</dc:format>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{escape(info.title)}</rdf:li></rdf:Alt></dc:title>
<dc:description><rdf:Alt><rdf:li xml:lang="x-default">{escape(info.subject)}</rdf:li></rdf:Alt></dc:description>
<dc:language><rdf:Bag><rdf:li>{LANGUAGE}</rdf:li></rdf:Bag></dc:language>"""
    if info.author:
        dc += f"\n<dc:creator><rdf:Seq><rdf:li>{escape(info.author)}</rdf:li></rdf:Seq></dc:creator>"
    return f"""<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/">
{dc}
<xmp:CreatorTool>{_PROGRAM}</xmp:CreatorTool></rdf:Description>
{_CLAIMS if claimed else ""}
</rdf:RDF></x:xmpmeta>
<?xpacket end="r"?>"""


_made_stream = PDFStream.format


def _stream(self: PDFStream, document: Any) -> bytes:
    """A stream with the end of line before its end that ISO 32000-1 7.3.8.1 asks for and reportlab leaves out.

    CR and LF: after data that happen to end in CR, LF alone would be taken for such a pair and the data for a byte short.
    """
    made = _made_stream(self, document)
    return made.removesuffix(b"endstream\n") + b"\r\nendstream\n"


PDFStream.format = _stream
