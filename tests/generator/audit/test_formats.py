"""Tests of what the audit takes for a value of each label."""

import pyarrow as pa
import pytest

from leakbench.generator.audit.formats import are_of_form, are_valid, read_formats
from leakbench.generator.value_forms import partial_forms

PATTERN = "pattern = '1[3-9]\\d{9}'"
CHECK, UNDO = '["public_prefix"]', 'undo = "mobile"'
VALUES = {
    "PERSON_NAME": (["王伟", "欧阳建国", "阿依古丽·买买提", "SMITH, JOHN"], ["王", "王1", "王伟 "]),
    "HOTLINE": (["400-000-1234", "4000001234", "95500", "12345"], ["13800000000", "110"]),
    "PASSPORT": (["E12345678", "EA1234567", "PE1234567"], ["E1234", "护照"]),
    "DATE_OF_BIRTH": (["1999-02-28", "99-02-28"], ["1999-02-29", "199-02-28", "1899-02-28"]),
    "TRAVEL_PERMIT": (["H12345678", "12345678", "C12345678"], ["H1"]),
    "MEDICAL_NO": (["190679", "ZY2024000123"], ["12", "住院号"]),
    "AMOUNT": (["￥12,416.23", "1.3万", "18,000.00元", "292.99", "1890.00"], ["", "12,34", "元"]),
    "PASSWORD": (["a1b2c3"], ["abc", "有 空格"]),
    "IP": (["10.0.0.1", "fe80::1"], ["10.0.0.256", "1.2.3"]),
    "MAC": (["00:1B:44:11:3A:B7"], ["00:1B:44:11:3A"]),
    "DIAGNOSIS": (["外踝骨折"], ["S82.6"]),
    "PROPERTY_TITLE": (
        [
            "浙(2020)某市不动产权第0352970号",
            "浙房权证某市字第00352970号",
            "房权证某市某字第00352970号",
        ],
        ["某市不动产权第0352970号", "房权证某市第00352970号"],
    ),
    "COMPANY": (["某市某某商贸有限公司"], ["某", "某某 公司"]),
    "IMSI": (["460001234567890"], ["461001234567890"]),
    "MOBILE": (["13900000000"], ["1390000000", "12900000000"]),
}
PARTIAL = [
    ("LANDLINE", "line", ["010-88880000", "0571-8888000"], ["88880000", "01088880000"]),
    ("HOTLINE", "service_line", ["10086", "95588", "4008880000"], ["13900000000", "110", "1008"]),
    ("MOBILE", "privacy", ["13900000000转1234", "13900000000-1234"], ["13900000000", "转1234"]),
    ("LANDLINE", "no_hyphen", ["01088880000", "05718888000"], ["0108888000", "88880000"]),
    ("LANDLINE", "local", ["88880000", "8888000"], ["18880000", "888000", "010-88880000"]),
    (
        "LANDLINE",
        "extension",
        ["010-88880000转801", "0571-8888000-8012", "8888000转分机801"],
        ["010-88880000", "010-88880000转8"],
    ),
    (
        "PERSON_NAME",
        "surname_title",
        ["王先生", "欧阳女士", "小李", "阿依古丽大姐"],
        ["王伟", "先生", "小"],
    ),
]


@pytest.mark.parametrize("label", list(VALUES))
def test_formats_tell_right_from_wrong(label):
    """Values that are plainly of the kind, and values that plainly are not."""
    right, wrong = VALUES[label]
    assert are_valid(label, pa.array([*right, *wrong])).tolist() == [True] * len(right) + [
        False
    ] * len(wrong)


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        (PATTERN, "patern = '1'", "MOBILE: no key 'pattern' (a text); is it 'patern'?"),
        (PATTERN, "pattern = 11", "MOBILE: key 'pattern' must be a text, not 11"),
        (PATTERN, "pattern = '('", "MOBILE: '(' is no pattern of RE2: "),
        (CHECK, '"public_prefix"', "MOBILE: key 'check' must be a list of texts, not 'public_pref"),
        (CHECK, '["public_prefi"]', "MOBILE: unknown check 'public_prefi'; did you mean public_p"),
        (UNDO, 'undo = "mobil"', "MOBILE: key 'undo' must be one of code, number, mobile, "),
        (UNDO, 'unod = "mobile"', "MOBILE: unknown key 'unod'; did you mean undo?"),
        ("partial = {", "paritial = {", "PERSON_NAME: unknown key 'paritial'; did you mean"),
        (
            "{ surname_title",
            "{ surname_tilte",
            "PERSON_NAME, partial: unknown form 'surname_tilte'",
        ),
        ("[MOBILE]", "[MOBIL]", "unknown label 'MOBIL'; did you mean MOBILE?"),
        ("[QQ]", "[VIN]\n[QQ]", "unknown label 'VIN'; known: PERSON_NAME, MOBILE, "),
        ("[QQ]", "[EMAIL.a]", "no table [QQ]; every label of entities.csv needs one"),
        ("[QQ]", "[QQ", "not TOML: "),
    ],
)
def test_a_wrong_format_is_refused(refused, old, new, reason):
    """One line names the file, the label and the key."""
    message = refused(read_formats, "audit_formats.toml", old, new)
    assert message.startswith(f"audit_formats.toml: {reason}")


@pytest.mark.parametrize(("label", "form", "right", "wrong"), PARTIAL)
def test_partial_forms_have_patterns_of_their_own(label, form, right, wrong):
    """What says less than its label looks otherwise than its other values."""
    found = are_of_form(label, form, pa.array([*right, *wrong]))
    assert found.tolist() == [True] * len(right) + [False] * len(wrong)


def test_every_partial_form_is_tried():
    """No pattern goes without an example."""
    assert {form for _, form, _, _ in PARTIAL} == set(partial_forms())
