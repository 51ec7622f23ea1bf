import re

import pytest

from leakbench.detectors import conformance
from leakbench.detectors.endpoints.http_detector import AT_ONCE, GROUP_CELLS, Http
from leakbench.detectors.endpoints.http_service import ServiceError
from leakbench.detectors.registry import DetectorArgumentError, load

pytestmark = pytest.mark.slow


def numbers(text):
    """Eleven digits, as presidio-analyzer tells of them."""
    return [
        {
            "analysis_explanation": None,
            "entity_type": "PHONE_NUMBER",
            "start": one.start(),
            "end": one.end(),
            "score": 0.75,
        }
        for one in re.finditer(r"(?<!\d)1\d{10}(?!\d)", text)
    ]


@pytest.fixture
def detector(service):
    """Build the detector of the service."""
    built = []

    def build(query=""):
        built.append(Http(service.url + query))
        return built[-1]

    yield build
    for one in built:
        one.close()


@pytest.mark.parametrize("several", [True, False])
def test_it_conforms(service, detector, several):
    """Whether the service takes lists of texts or single ones."""
    service.find, service.several = numbers, several
    conformance.check(detector())


@pytest.mark.parametrize("several", [True, False])
def test_spans_are_the_services(service, detector, several, batch, ask):
    """Each at the cell it was found in, with the score that the service gives."""
    service.find, service.several = numbers, several
    texts = [f"电话138{number:08d}" if number % 3 else None for number in range(200)]
    expected = [(row, 0, text[2:], "PHONE", 0.75) for row, text in enumerate(texts) if text]
    assert ask(detector(), batch(*texts)) == expected
    questions = [body for method, _, body in service.asked if method == "POST"]
    assert len(questions) == 1 + (-(-len(expected) // GROUP_CELLS) if several else len(expected))
    assert len(service.callers) <= 1 + AT_ONCE


def test_it_asks_for_what_has_a_label(service, detector, batch, ask):
    """In the language it is told; of other types nothing is asked, and nothing kept."""
    service.find = lambda _text: [
        {"entity_type": "US_SSN", "start": 0, "end": 1, "score": 1},
        {"entity_type": "PERSON", "start": 1, "end": 2},
    ]
    one = detector("?language=en")
    assert one.labels == {"PERSON", "PHONE"}
    assert ask(one, batch("xyz")) == [(0, 0, "y", "PERSON")]
    assert service.asked[0][1] == "/supportedentities?language=en"
    assert service.asked[-1][2] == {
        "text": ["xyz"],
        "language": "en",
        "entities": ["PERSON", "PHONE_NUMBER"],
    }


def test_types_of_presidio_have_labels(service, detector):
    """Those that its own server has by default, but for what no corpus has."""
    service.types = [
        *("CREDIT_CARD", "CRYPTO", "DATE_TIME", "EMAIL_ADDRESS", "IBAN_CODE", "IP_ADDRESS"),
        *("LOCATION", "MAC_ADDRESS", "PERSON", "PHONE_NUMBER", "URL"),
    ]
    assert detector().labels == {
        *("ADDRESS", "BANK_CARD", "DATE", "EMAIL", "FINANCE", "IP", "MAC", "PERSON", "PHONE")
    }


@pytest.mark.parametrize("written", ["http:{url}", "{url}"])
def test_the_address_is_the_name(service, written):
    """With or without the name of the template before it."""
    one = load(written.format(url=service.url))
    assert one.name == f"http:{service.url}"
    assert load(one.name).name == one.name
    one.close()


@pytest.mark.parametrize(
    ("argument", "reason"),
    [
        ("ftp://127.0.0.1", "not a URL like http://host:5002"),
        ("127.0.0.1:5002", "not a URL"),
        ("http://", "not a URL"),
        ("http://127.0.0.1:port", "not a URL"),
        ("http://127.0.0.1:5002?lang=en", "of a query language= alone counts, not lang="),
    ],
)
def test_what_is_no_address_is_refused(argument, reason):
    """Before anything is sent."""
    with pytest.raises(DetectorArgumentError, match=re.escape(reason)):
        load(f"http:{argument}")


@pytest.mark.parametrize("name", ["http://me:secret@127.0.0.1", "http:https://secret@127.0.0.1/x"])
def test_credentials_in_an_address_are_refused_unseen(name):
    """For a name is printed, stored, and seen by whoever lists processes."""
    with pytest.raises(DetectorArgumentError, match=r"\*\*\*@127") as caught:
        load(name)
    assert "secret" not in f"{caught.value} {caught.value.name}"


@pytest.mark.parametrize(
    ("types", "reason"),
    [
        (["US_SSN"], "none of its entity types has a label: US_SSN"),
        ([], "none of its entity types has a label: it has none"),
        ({"error": "x"}, "the reply is no list of entity types"),
        ([3], "the reply is no list of entity types"),
    ],
)
def test_a_service_without_labels_is_no_detector(service, detector, types, reason):
    """And says so before anything runs."""
    service.types = types
    with pytest.raises(DetectorArgumentError, match=reason):
        detector()


@pytest.mark.parametrize(
    "said", [{"error": "x"}, [3], [{"start": 0}], [{"entity_type": "PERSON", "start": "x"}], None]
)
@pytest.mark.parametrize("several", [True, False])
def test_a_reply_that_is_no_list_of_entities_is_shown(service, detector, batch, said, several):
    """With its beginning."""
    service.several = several
    one = detector()
    service.find = lambda _text: said
    with pytest.raises(ServiceError, match="no list of entities: "):
        one.detect(batch("x"))


def test_answers_are_counted(service, detector, batch, monkeypatch):
    """One for each text."""
    one = detector()
    monkeypatch.setattr(service, "answer", lambda *_: (200, [[]]))
    with pytest.raises(ServiceError, match="no list for each of 2 texts"):
        one.detect(batch("x", "y"))
