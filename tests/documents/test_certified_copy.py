"""What a certified copy says beside the certificate (CER-03)."""

from documents.registry import render
from rules.document.document import DocumentKind
from tests.documents.reading import lines, said
from tests.documents.samples import certificate as samples


def test_it_is_the_certificate_marked_as_a_copy() -> None:
    copy = render(DocumentKind.CERTIFIED_COPY, samples.copy(), None)
    original = render(DocumentKind.CERTIFICATE, samples.cqpm_rncp(), None)
    assert "COPIE CERTIFIÉE CONFORME N° 2, délivrée le 15 janvier 2027 par la directrice du centre" in said(copy)
    assert "COPIE" not in said(original)
    assert lines(copy)[1:] == lines(original)
