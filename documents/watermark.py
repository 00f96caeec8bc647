"""Words across a page, behind its text, as Word makes them: they stand in a header and so on each of its pages."""

from xml.sax.saxutils import quoteattr

from docx.oxml.parser import parse_xml

from documents.writing import Element

_NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"'
)
_TEXT = (
    '<v:shapetype id="_x0000_t136" coordsize="21600,21600" o:spt="136" adj="10800" '
    'path="m@7,l@8,m@5,21600l@6,21600e"><v:formulas><v:f eqn="sum #0 0 10800"/><v:f eqn="prod #0 2 1"/>'
    '<v:f eqn="sum 21600 0 @1"/><v:f eqn="sum 0 0 @2"/><v:f eqn="sum 21600 0 @3"/><v:f eqn="if @0 @3 0"/>'
    '<v:f eqn="if @0 21600 @1"/><v:f eqn="if @0 0 @2"/><v:f eqn="if @0 @4 21600"/><v:f eqn="mid @5 @6"/>'
    '<v:f eqn="mid @8 @5"/><v:f eqn="mid @7 @8"/><v:f eqn="mid @6 @7"/><v:f eqn="sum @6 0 @5"/></v:formulas>'
    '<v:path textpathok="t" o:connecttype="custom" o:connectlocs="@9,0;@10,10800;@11,21600;@12,10800" '
    'o:connectangles="270,180,90,0"/><v:textpath on="t" fitshape="t"/></v:shapetype>'
)
"""The shape « plain text » of VML, which readers expect beside each of its uses."""
_PLACE = (
    "position:absolute;margin-left:0;margin-top:0;width:{width}pt;height:{height}pt;rotation:{turned};"
    "z-index:-251658752;mso-position-horizontal:center;mso-position-horizontal-relative:page;"
    "mso-position-vertical:center;mso-position-vertical-relative:page"
)
_WIDTH, _HEIGHT, _TURNED = 720, 46, 328
"""Points and degrees: from the lower left to the upper right of a sheet of A4 on its side."""


def watermark(words: str) -> Element:
    """The run that shows these words across the pages of the header that it is put in."""
    style = _PLACE.format(width=_WIDTH, height=_HEIGHT, turned=_TURNED)
    return parse_xml(
        f'<w:r {_NAMESPACES}><w:pict>{_TEXT}<v:shape id="filigrane" type="#_x0000_t136" alt={quoteattr(words)} '
        f'style="{style}" o:allowincell="f" fillcolor="#9c1c1c" stroked="f"><v:fill opacity=".22"/>'
        f'<v:textpath style="font-family:&quot;Arial&quot;;font-size:1pt;font-weight:bold" string={quoteattr(words)}/>'
        "</v:shape></w:pict></w:r>"
    )
