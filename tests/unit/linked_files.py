"""Office files that ask for other files over the network and from the disk in every way that their form has, for tests."""

import io
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

from docx import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import parse_xml

OASIS = "urn:oasis:names:tc:opendocument:xmlns"
NAMESPACES = " ".join(
    f'xmlns:{prefix}="{name}"'
    for prefix, name in {
        "office": f"{OASIS}:office:1.0", "text": f"{OASIS}:text:1.0", "table": f"{OASIS}:table:1.0", "draw": f"{OASIS}:drawing:1.0",
        "svg": f"{OASIS}:svg-compatible:1.0", "style": f"{OASIS}:style:1.0", "config": f"{OASIS}:config:1.0",
        "meta": f"{OASIS}:meta:1.0", "of": f"{OASIS}:of:1.2", "xlink": "http://www.w3.org/1999/xlink",
    }.items()
)  # fmt: skip
WORD = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
DRAWING = "http://schemas.openxmlformats.org/drawingml/2006"
ALWAYS = '<config:config-item config:name="LinkUpdateMode" config:type="short">2</config:config-item>'


def open_document(kind: str, body: str, *, styles: str = "", meta: str = "") -> bytes:
    """An OpenDocument file that asks for its links to be updated always."""
    media = f"application/vnd.oasis.opendocument.{kind}"
    parts = {
        "content.xml": f"<office:automatic-styles>{styles}</office:automatic-styles><office:body><office:{kind}>{body}"
        f"</office:{kind}></office:body>",
        "settings.xml": "<office:settings>"
        f'<config:config-item-set config:name="ooo:configuration-settings">{ALWAYS}</config:config-item-set></office:settings>',
        "meta.xml": f"<office:meta>{meta}</office:meta>",
    }
    listed = "".join(f'<m:file-entry m:full-path="{name}" m:media-type="text/xml"/>' for name in parts)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("mimetype", media)
        for name, content in parts.items():
            root = f"office:document-{name.removesuffix('.xml')}"
            archive.writestr(
                name, f'<?xml version="1.0"?><{root} {NAMESPACES} office:version="1.2">{content}</{root}>'
            )
        archive.writestr(
            "META-INF/manifest.xml",
            f'<?xml version="1.0"?><m:manifest xmlns:m="{OASIS}:manifest:1.0"><m:file-entry m:full-path="/" m:media-type="{media}"/>{listed}</m:manifest>',
        )
    return out.getvalue()


def _link(target: str) -> str:
    return f'xlink:href="{target}" xlink:type="simple" xlink:show="embed" xlink:actuate="onLoad"'


def odt(url: str, secret: Path) -> bytes:
    """Pictures, frames, objects, sections and a template from elsewhere."""
    inner = [
        f"<draw:image {_link(f'{url}/picture.png')}/>",
        f"<draw:floating-frame {_link(f'{url}/frame.html')}/>",
        f"<draw:object {_link(f'{url}/object.odt')}/>",
        f"<draw:object {_link(secret.as_uri())}/>",
        f"<draw:floating-frame {_link(secret.as_uri())}/>",
    ]
    sources = [
        f'<text:section-source xlink:href="{url}/section.odt" xlink:type="simple"/>',
        f'<text:section-source xlink:href="{secret.as_uri()}" xlink:type="simple" text:filter-name="Text"/>',
        f'<office:dde-source office:dde-application="soffice" office:dde-topic="{secret}" office:dde-item="a" office:automatic-update="true"/>',
    ]
    frames = "".join(
        f'<text:p><draw:frame draw:name="f{n}" text:anchor-type="paragraph" svg:width="5cm" svg:height="5cm">{each}</draw:frame></text:p>'
        for n, each in enumerate(inner)
    )
    sections = "".join(
        f'<text:section text:name="s{n}">{each}<text:p>公开信息12条。</text:p></text:section>'
        for n, each in enumerate(sources)
    )
    return open_document(
        "text",
        f'{frames}{sections}<text:p text:style-name="P1">结束</text:p>',
        styles='<style:style style:name="P1" style:family="paragraph"><style:paragraph-properties>'
        f"<style:background-image {_link(f'{url}/background.png')}/></style:paragraph-properties></style:style>",
        meta=f'<meta:template xlink:href="{url}/template.ott" xlink:type="simple" xlink:actuate="onRequest"/>',
    )


def ods(url: str, secret: Path) -> bytes:
    """Formulas, ranges and sheets from elsewhere."""
    formulas = [
        f"of:=WEBSERVICE(&quot;{url}/service&quot;)",
        f"of:=['{url}/other.ods'#$A.A1]",
        f"of:=['{secret.as_uri()}'#$A.A1]",
        f"of:=DDE(&quot;soffice&quot;;&quot;{secret}&quot;;&quot;A.A1&quot;)",
    ]
    cells = "".join(
        f'<table:table-cell table:formula="{each}" office:value-type="string"><text:p>甲</text:p></table:table-cell>'
        for each in formulas
    )
    ranged = (
        f'<table:cell-range-source table:name="r" xlink:href="{url}/range.ods" xlink:type="simple" table:filter-name="calc8"'
        ' table:last-column-spanned="1" table:last-row-spanned="1" table:refresh-delay="PT1S"/>'
    )
    linked = f'<table:table-source xlink:href="{url}/sheet.ods" xlink:type="simple" table:table-name="A" table:mode="copy-all" table:filter-name="calc8"/>'
    plain = '<table:table-cell office:value-type="string">{}<text:p>乙</text:p></table:table-cell>'
    return open_document(
        "spreadsheet",
        f'<table:table table:name="A"><table:table-row>{cells}</table:table-row><table:table-row>{plain.format(ranged)}</table:table-row></table:table>'
        f'<table:table table:name="B">{linked}<table:table-row>{plain.format("")}</table:table-row></table:table>',
    )


def rtf(url: str, secret: Path) -> bytes:
    """Pictures, texts and a template from elsewhere, in fields."""
    fields = [
        rf'INCLUDEPICTURE "{url}/picture.png" \\d',
        f'IMPORT "{url}/import.png"',
        f'INCLUDETEXT "{url}/text.txt"',
        f'INCLUDETEXT "{secret.as_posix()}"',
        f'DDEAUTO soffice "{url}/dde.ods" A.A1',
    ]
    body = "".join(rf"{{\field{{\*\fldinst{{ {each} }}}}{{\fldrslt{{x}}}}}}\par " for each in fields)
    return rf"{{\rtf1\ansi{{\*\template {url}/template.dotx}}{body}end}}".encode()


def docx(url: str, secret: Path) -> bytes:
    """A picture and a template from elsewhere by their relations, and what RTF asks for in fields."""
    document = Document()
    paragraph = document.add_paragraph("公开信息12条。")
    picture = document.part.relate_to(f"{url}/picture.png", RELATIONSHIP_TYPE.IMAGE, is_external=True)
    paragraph._p.append(
        parse_xml(
            f'<w:r {WORD}><w:drawing><wp:inline xmlns:wp="{DRAWING}/wordprocessingDrawing"><wp:extent cx="900000" cy="900000"/><wp:docPr id="1" name="a"/>'
            f'<a:graphic xmlns:a="{DRAWING}/main"><a:graphicData uri="{DRAWING}/picture"><pic:pic xmlns:pic="{DRAWING}/picture"><pic:nvPicPr>'
            f'<pic:cNvPr id="1" name="a"/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill><a:blip xmlns:r="{RELATIONS}" r:link="{picture}"/><a:stretch><a:fillRect/>'
            '</a:stretch></pic:blipFill><pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="900000" cy="900000"/></a:xfrm><a:prstGeom prst="rect"/></pic:spPr>'
            "</pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
        )
    )
    template = document.part._settings_part.relate_to(
        f"{url}/template.dotx", f"{RELATIONS}/attachedTemplate", is_external=True
    )
    document.settings.element.insert(
        0, parse_xml(f'<w:attachedTemplate {WORD} xmlns:r="{RELATIONS}" r:id="{template}"/>')
    )
    for field in (
        f"INCLUDEPICTURE &quot;{url}/included.png&quot; \\d",
        f"INCLUDETEXT &quot;{url}/text.docx&quot;",
        f"INCLUDETEXT &quot;{secret.as_posix()}&quot;",
        f"DDEAUTO soffice &quot;{url}/dde.ods&quot; A.A1",
    ):
        document.add_paragraph()._p.append(
            parse_xml(f'<w:fldSimple {WORD} w:instr="{field}"><w:r><w:t>x</w:t></w:r></w:fldSimple>')
        )
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


LINKED: Mapping[str, Callable[[str, Path], bytes]] = {".odt": odt, ".ods": ods, ".rtf": rtf, ".docx": docx}
