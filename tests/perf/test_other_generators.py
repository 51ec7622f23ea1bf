"""Rows and megabytes a second of other generators, and whether their values hold."""

import subprocess
from importlib.metadata import files

import pytest
from faker import Faker
from mimesis import Generic, Locale
from seedfaker import SeedFaker

pytestmark = pytest.mark.benchmark(group="generators")

FEW = 20
SENTENCES = (
    "业主{{name}}，电话{{phone_number}}，身份证{{ssn}}。",
    "{{company}}的法人是{{name}}，手机{{phone_number}}。",
    "请把快递寄到{{address}}，收件人{{name}}。",
    "{{name}}的邮箱是{{email}}。",
)


@pytest.fixture
def rows(at_scale):
    """Enough to time, or a few where nothing is timed."""
    return 2_000 if at_scale else FEW


def test_faker_record(timed, judged, rows):
    """Faker's name, telephone, ID, company and address."""
    faker = Faker("zh_CN")
    faker.seed_instance(0)

    def generate():
        return [
            (faker.name(), faker.phone_number(), faker.ssn(), faker.company(), faker.address())
            for _ in range(rows)
        ]

    made = timed(generate, "Faker: five fields", rows=rows)
    _, mobiles, ids, _, _ = zip(*made, strict=True)
    assert judged(ids, None, mobiles)["check digit"] == 1


def test_faker_profile(timed, judged, rows):
    """Fields of Faker that are told to be of one person, the birth date among them."""
    faker = Faker("zh_CN")
    faker.seed_instance(0)
    fields = ["name", "ssn", "birthdate", "company", "address"]

    def generate():
        return [faker.profile(fields) for _ in range(rows)]

    made = timed(generate, "Faker: profile of five fields", rows=rows)
    ids = [profile["ssn"] for profile in made]
    births = [profile["birthdate"].isoformat() for profile in made]
    assert judged(ids, births).keys() >= {"check digit", "birth"}


def test_mimesis_record(timed, judged, rows):
    """Name, telephone, company and address of mimesis, which has no Chinese ID."""
    rows *= 10
    mimesis = Generic(Locale.ZH, seed=0)
    person, company, address = mimesis.person, mimesis.finance.company, mimesis.address.address

    def generate():
        return [
            (person.full_name(), person.phone_number(), company(), address()) for _ in range(rows)
        ]

    made = timed(generate, "mimesis: four fields", rows=rows)
    assert judged(mobiles=[mobile for _, mobile, *_ in made]).keys() == {"mobile"}


def test_seedfaker_record(timed, judged, rows):
    """Five fields of seedfaker, told to agree; names and addresses come in Latin letters."""
    rows *= 50
    faker = SeedFaker(seed="0", locale="zh")
    fields = ["name", "phone", "shenfenzheng", "birthdate", "address"]

    def generate():
        return faker.records(fields, n=rows, ctx="strict")

    made = timed(generate, "seedfaker: five fields", rows=rows)
    columns = ([record[name] for record in made] for name in ("shenfenzheng", "birthdate", "phone"))
    assert judged(*columns).keys() == {"check digit", "province", "county", "birth", "mobile"}


def test_presidio_sentences(timed, judged, rows):
    """Sentences with spans of presidio-evaluator, filled by Faker."""
    extensions = pytest.importorskip(
        "presidio_evaluator.data_generator.faker_extensions",
        reason="presidio-evaluator is large: `make perf` installs it",
    )
    faker = extensions.SentenceFaker(lower_case_ratio=0, locale="zh_CN")
    faker.seed_instance(0)
    templates = [SENTENCES[row % len(SENTENCES)] for row in range(rows)]

    def generate():
        return [faker.parse(template) for template in templates]

    made = timed(generate, "presidio-evaluator: sentences of two or three fields", rows=rows)
    for template, sentence in zip(templates, made, strict=True):
        assert len(sentence.spans) == template.count("{{")
        for span in sentence.spans:
            cut = sentence.full_text[span.start_position : span.end_position]
            assert cut == span.entity_value
    values = [(span.entity_type, span.entity_value) for made_one in made for span in made_one.spans]
    judged(
        [value for kind, value in values if kind == "ssn"],
        None,
        [value for kind, value in values if kind == "phone_number"],
    )


@pytest.mark.slow
def test_tpchgen_tables(at_scale, timed):
    """All tables of TPC-H on one thread, its start of about a second included, written nowhere."""
    scale = 1 if at_scale else 0.001
    (program,) = (str(file.locate()) for file in files("tpchgen-cli") if file.stem == "tpchgen-cli")
    command = [program, "tbl", "--stdout", "--quiet", "--num-threads=1", f"--scale-factor={scale}"]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as process:
        size = sum(map(len, iter(lambda: process.stdout.read(1 << 20), b""))) / 1e6

    def generate():
        return subprocess.run(command, check=True, stdout=subprocess.DEVNULL)

    timed(generate, "tpchgen: TPC-H, one thread", rounds=3, MB=size)
    assert size == pytest.approx(scale * 1e3, rel=0.2)
