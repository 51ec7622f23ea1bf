"""Tests of e-mail addresses."""

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from leakbench.detectors.structured.mail import mail_around, sign_from, spelt_mail

from .passes import bytes_of, place_of

LOCAL = st.lists(st.sampled_from(["a", "B1", *"._%+- ，"]), max_size=5).map("".join)
HOST = st.lists(
    st.sampled_from(["a", "Bc", "1", ".", ".d", ".ef", ".2g", *"-_@ "]), max_size=5
).map("".join)


def address_around(text, sign):
    """The address whose @ stands at a place, or nothing, by regular expressions."""
    local = re.search(r"[0-9A-Za-z._%+-]*$", text[:sign]).group().lstrip("._%+-")
    domain = re.match(r"[0-9A-Za-z.-]*", text[sign + 1 :]).group().rstrip(".-")
    host, dot, top = domain.rpartition(".")
    right = local and dot and host and len(top) >= 2 and not top[0].isdigit()
    return f"{local}@{domain}" if right else ""


@given(LOCAL, HOST)
@example("a%b+c-d.e_f", "a.bc")
@example("a", "b.c")
@example("a", "b.c.")
@example("a", ".cd")
def test_addresses_are_those_of_a_regular_expression(before, behind):
    """From the first letter or digit of the local part to the last of the domain."""
    text = f"{before}@{behind}"
    data, sign = bytes_of(text), len(before.encode())
    start, stop = mail_around(data, 0, sign, len(data))
    assert data[start:stop].tobytes().decode() == address_around(text, len(before))


@given(st.text("a@ ", max_size=9), st.integers(0, 9))
def test_signs_are_found_one_after_another(text, at):
    """The end stands for none."""
    found = text.find("@", at)
    expected = found if found >= 0 else max(at, len(text))
    assert sign_from(bytes_of(text), at, len(text)) == expected


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        ("nobody [at] example dot com", "nobody at example dot com"),
        ("信箱no.body [at] example.com。", "no.body at example.com"),
        ("no dot body [at] mail dot example dot com", "no dot body at mail dot example dot com"),
        ("nobody [at] example", ""),
        ("， [at] example dot com", ""),
        ("nobody [at] example dot ", ""),
    ],
)
def test_addresses_may_be_spelt_out(marked, expected):
    """With at and dot for the marks; one without a dot is none."""
    data, low, _, at, _, end = place_of(marked)
    start, stop = spelt_mail(data, low, at, end)
    assert data[start:stop].tobytes().decode() == expected
