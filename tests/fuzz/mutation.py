"""Inputs made of others: bytes changed, dropped, doubled, spliced, and words that matter put in."""

_WORDS = (
    b"\0", b"\x1f", b"\n", b"\r\n", b"\t", b",", b'"', b"''", b"\xff", b"\xcc", b"\xe4\xb8",
    b"\xed\xa0\x80", b"\xf4\x90\x80\x80", b"\xef\xbb\xbf", b"\xe2\x80\x8b", b"-1", b"2147483648",
    b"99999999999999999999", b"1e999", b"NaN", b"null", b"[[[[[[[[", b'{"":', b"</", b"&#", b"<!",
    "１３８００００００００".encode(), "一三八".encode(), b"13800000000", b"A" * 33, b"1-1-1-1-",
    b"@@@@", "王小芳".encode(), "😀".encode(), b"0" * 70, " ".encode("utf-16"), b"B-", b"\\u0000",
)  # fmt: skip
LONGEST = 1 << 16
_FEWEST = 8


def mutated(random, inputs):
    """Another input, from one of some or from nothing.

    Args:
        random: A ``random.Random``.
        inputs: Bytes that were interesting.
    """
    data = bytearray(random.choice(inputs) if inputs else b"")
    for _ in range(1 << random.randrange(5)):
        _CHANGES[random.randrange(len(_CHANGES))](random, data, inputs)
    return bytes(data[:LONGEST])


def _place(random, data):
    begin = random.randrange(len(data) + 1)
    return begin, min(len(data), begin + 1 + random.randrange(1 << random.randrange(_FEWEST)))


def _change(random, data, _inputs):
    if data:
        data[random.randrange(len(data))] = random.randrange(256)


def _flip(random, data, _inputs):
    if data:
        data[random.randrange(len(data))] ^= 1 << random.randrange(8)


def _drop(random, data, _inputs):
    begin, end = _place(random, data)
    del data[begin:end]


def _double(random, data, _inputs):
    begin, end = _place(random, data)
    data[begin:begin] = data[begin:end] * (1 + random.randrange(3))


def _word(random, data, _inputs):
    begin, end = _place(random, data)
    data[begin : begin if random.randrange(2) else end] = random.choice(_WORDS)


def _splice(random, data, inputs):
    other = random.choice(inputs) if inputs else b""
    begin, end = _place(random, other)
    at = random.randrange(len(data) + 1)
    data[at:at] = other[begin:end]


def _cut(random, data, _inputs):
    del data[random.randrange(len(data) + 1) :]


_CHANGES = (_change, _change, _flip, _flip, _drop, _double, _word, _word, _splice, _cut)
