"""Sheets for the tests: CSV from text, Excel and ODS from rows, made part by part."""

from io import BytesIO
from pathlib import Path
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZipFile

from tinycrm.formats.person import Refused
from tinycrm.formats.sheet import Row, Sheet, open_sheet

FILES = Path(__file__).parent / "files"

_SHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_OFFICE = "urn:oasis:names:tc:opendocument:xmlns:"
Cell = str | float | bool


def cells(data: bytes | str) -> list[list[str]]:
    """The cells of all rows below the header, which all can be read."""
    rows = list(opened(data).rows())
    assert all(isinstance(row, Row) for row in rows), rows
    return [row.cells for row in rows if isinstance(row, Row)]


def refused(data: bytes | str) -> list[Refused]:
    """What cannot be read."""
    return [row for row in opened(data).rows() if isinstance(row, Refused)]


def opened(data: bytes | str) -> Sheet:
    """The sheet in a text."""
    return open_sheet(data.encode() if isinstance(data, str) else data)


def zipped(parts: dict[str, str]) -> bytes:
    """An archive of these files."""
    file = BytesIO()
    with ZipFile(file, "w", ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return file.getvalue()


def xlsx(*sheets: list[list[Cell]], hidden: int = 0, ref: str = "") -> bytes:
    """A workbook of these sheets, called One, Two and so on; the first `hidden` ones are not to be seen.

    `ref` puts one more cell there, such as XFD1048576.
    """
    names = ["One", "Two", "Three"][: len(sheets)]
    listed = "".join(
        f'<sheet name="{name}" sheetId="{at}" r:id="r{at}" state="{"hidden" if at <= hidden else "visible"}"/>'
        for at, name in enumerate(names, 1)
    )
    related = "".join(
        f'<Relationship Id="r{at}" Type="{_REL}/worksheet" Target="worksheets/sheet{at}.xml"/>'
        for at in range(1, len(sheets) + 1)
    )
    far = f'<row><c r="{ref}" t="inlineStr"><is><t>far</t></is></c></row>' if ref else ""
    parts = {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
        "_rels/.rels": (
            '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
            f'<Relationship Id="r1" Type="{_REL}/officeDocument" Target="xl/workbook.xml"/></Relationships>'
        ),
        "xl/workbook.xml": f'<workbook xmlns="{_SHEET}" xmlns:r="{_REL}"><sheets>{listed}</sheets></workbook>',
        "xl/_rels/workbook.xml.rels": (
            f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{related}'
            "</Relationships>"
        ),
    }
    for at, rows in enumerate(sheets, 1):
        body = "".join(f"<row>{''.join(map(_xlsx_cell, row))}</row>" for row in rows)
        parts[f"xl/worksheets/sheet{at}.xml"] = (
            f'<worksheet xmlns="{_SHEET}"><sheetData>{body}{far}</sheetData></worksheet>'
        )
    return zipped(parts)


def ods(rows: list[list[Cell]]) -> bytes:
    """An OpenDocument sheet of these rows."""
    body = "".join(f"<table:table-row>{''.join(map(_ods_cell, row))}</table:table-row>" for row in rows)
    spaces = " ".join(f'xmlns:{short}="{_OFFICE}{short}:1.0"' for short in ("office", "table", "text"))
    return zipped(
        {
            "mimetype": "application/vnd.oasis.opendocument.spreadsheet",
            "META-INF/manifest.xml": "<manifest/>",
            "content.xml": (
                f"<office:document-content {spaces}><office:body><office:spreadsheet>"
                f'<table:table table:name="People">{body}</table:table>'
                "</office:spreadsheet></office:body></office:document-content>"
            ),
        }
    )


def _xlsx_cell(value: Cell) -> str:
    if isinstance(value, bool):
        return f'<c t="b"><v>{int(value)}</v></c>'
    if isinstance(value, str):
        return f'<c t="inlineStr"><is><t xml:space="preserve">{escape(value)}</t></is></c>' if value else "<c/>"
    return f"<c><v>{value!r}</v></c>"


def _ods_cell(value: Cell) -> str:
    if isinstance(value, str):
        return (
            f'<table:table-cell office:value-type="string"><text:p>{escape(value)}</text:p></table:table-cell>'
            if value
            else "<table:table-cell/>"
        )
    return f'<table:table-cell office:value-type="float" office:value="{value!r}"/>'
