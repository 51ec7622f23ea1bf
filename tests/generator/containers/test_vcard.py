from .round_trips import read

CARDS = b"""BEGIN:VCARD\r
VERSION:2.1\r
N;CHARSET=GBK;ENCODING=QUOTED-PRINTABLE:=D5=C5;=C8=FD=\r
;;;\r
TEL;CELL:13800138000\r
item1.TEL;TYPE="HOME":010-1234\r
ADR;TYPE=HOME:;;\xe8\xa1\x97;\xe5\x9f\x8e;\xe7\x9c\x81;100000;\r
PHOTO;ENCODING=b:AAAA\r
 BBBB\r
NOTE:a\\, b\\nc\r
  folded\r
END:VCARD\r
begin:vcard\r
FN:\xe6\x9d\x8e\xe5\x9b\x9b\r
TEL;VALUE=uri:tel:+86-139\r
junk\r
ORG:A;B\r
"""


def test_cards_of_all_versions_are_read():
    """Folded lines, quoted-printable with soft breaks, groups, structures; photos are left out."""
    [(sheet, rows)] = read("vcf", CARDS)
    assert sheet.names == ("N", "TEL", "TEL2", "ADR", "NOTE", "unread", "FN", "ORG")
    assert rows == [
        ["张三", "13800138000", "010-1234", "省城街100000", "a, b\nc folded", "", "", ""],
        ["", "", "", "", "", "junk", "", ""],
        ["", "+86-139", "", "", "", "", "李四", "A B"],
    ]
    assert [(one.what, one.count) for one in sheet.problems] == [
        ("lines that are no property, kept as text", 1)
    ]
