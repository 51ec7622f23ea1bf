"""Tests of downloads, from a server on this machine."""

import socket
from hashlib import sha256

import pytest

from leakbench.benchmarks.real import download as module
from leakbench.benchmarks.real.download import DownloadError, download, raw_address

DATA = "甲某".encode() * 50_000
DIGEST = sha256(DATA).hexdigest()


def refused(address, message):
    """The one line that is said of a download of ``DATA``."""
    with pytest.raises(DownloadError, match=message) as error:
        download(address, len(DATA), DIGEST)
    assert error.value.address == address
    assert str(error.value).startswith(f"{address}: ")
    assert str(error.value).splitlines() == [str(error.value)]


def test_an_address_is_made_of_the_card():
    """And of nothing else; what a path holds is quoted."""
    assert raw_address("a/b", "0" * 40, "c d/甲?.txt") == (
        f"https://raw.githubusercontent.com/a/b/{'0' * 40}/c%20d/%E7%94%B2%3F.txt"
    )


def test_a_file_comes_whole(public):
    """Asked for once."""
    public.put("a.txt", DATA)
    assert download(public.address("a.txt"), len(DATA), DIGEST) == DATA
    assert len(public.asked) == 1


def test_a_length_that_is_not_told_does_not_matter(public):
    """The card knows it."""
    public.trickle("a.txt", DATA[:3_000], 100)
    assert download(public.address("a.txt"), len(DATA), DIGEST) == DATA


def test_other_bytes_are_refused(public):
    """Of the same size."""
    public.put("a.txt", DATA[:-1] + b"x")
    refused(public.address("a.txt"), f"but the card says {DIGEST}")


def test_a_file_that_is_too_large_is_refused(public):
    """By a byte, or by any number of them, of which few are read."""
    public.put("a.txt", DATA + b"x")
    refused(public.address("a.txt"), "is larger than the 300,000 bytes of the card")
    public.trickle("a.txt", b"\0" * 16_384, 4_000)
    refused(public.address("a.txt"), "is larger than the 300,000 bytes of the card")
    assert public.sent < 32_000_000


def test_a_file_that_breaks_off_is_refused(public):
    """Whatever length was told."""
    public.put("a.txt", DATA[:1_000], size=len(DATA))
    refused(public.address("a.txt"), "broke off after 1,000 of 300,000 bytes")
    public.put("a.txt", DATA[:1_000])
    refused(public.address("a.txt"), "broke off after 1,000 of 300,000 bytes")


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_no_other_host_is_asked(public, elsewhere, status):
    """A redirect is an error, wherever it leads: to another host, the same, or this machine."""
    elsewhere.put("a.txt", DATA)
    public.put("b.txt", DATA)
    for to in (elsewhere.address("a.txt"), public.address("b.txt"), "file:///made/up"):
        public.refuse("a.txt", status, Location=to)
        refused(public.address("a.txt"), f"status {status} leads to {to}, which the card does not")
    assert (len(public.asked), elsewhere.asked) == (3, [])


@pytest.mark.parametrize(("status", "said"), [(404, "Not Found"), (503, "Service Unavailable")])
def test_a_file_that_is_not_given_is_told(public, status, said):
    """With what the server says, and asked for once."""
    public.refuse("a.txt", status)
    refused(public.address("a.txt"), f"status {status} {said}")
    assert len(public.asked) == 1


def test_without_a_network_it_is_one_line(monkeypatch):
    """Nobody listens there."""
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        refused(f"http://127.0.0.1:{taken.getsockname()[1]}/a.txt", "cannot be reached: ")


def test_a_silent_server_is_given_up(public, monkeypatch):
    """After some time without a byte."""
    monkeypatch.setattr(module, "SILENCE", 0.1)
    public.put("a.txt", DATA, after=0.3)
    refused(public.address("a.txt"), "timed out")


def test_a_slow_server_is_given_up(public, monkeypatch):
    """However often it says something."""
    monkeypatch.setattr(module, "PATIENCE", 0.1)
    public.trickle("a.txt", b"\0", 40, pause=0.01)
    refused(public.address("a.txt"), "takes longer than 0.1 seconds")


def test_what_is_no_http_is_told(public):
    """As a download that failed."""
    public.say("a.txt", b"\0\0\r\n\r\n")
    refused(public.address("a.txt"), "broke off: ")
