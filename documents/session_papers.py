"""The papers of a jury session, for the table of `documents.letters`."""

from collections.abc import Callable, Mapping
from typing import Any

from documents.absence_notice import absence_notice
from documents.attendance_sheet import attendance_sheet
from documents.attribution_request import attribution_request
from documents.convocation import convocation
from documents.minutes import minutes
from documents.union_request import union_request
from rules.base.entity import Value
from rules.document.document import DocumentKind
from rules.papers.absence_notice import AbsenceNotice
from rules.papers.attendance_sheet import AttendanceSheet
from rules.papers.attribution_request import AttributionRequest
from rules.papers.convocation import Convocation
from rules.papers.minutes import MinutesPaper
from rules.papers.union_request import UnionRequest

PAPERS: Mapping[DocumentKind, tuple[type[Value], Callable[[Any, bytes | None], bytes]]] = {
    DocumentKind.UNION_REQUEST: (UnionRequest, union_request),
    DocumentKind.CONVOCATION: (Convocation, convocation),
    DocumentKind.ABSENCE_NOTICE: (AbsenceNotice, absence_notice),
    DocumentKind.ATTENDANCE_SHEET: (AttendanceSheet, attendance_sheet),
    DocumentKind.MINUTES: (MinutesPaper, minutes),
    DocumentKind.ATTRIBUTION_REQUEST: (AttributionRequest, attribution_request),
}
"""From the kind of a paper to the value it is made from and the function that makes it."""
