"""Rows a second of the generator, beside Faker's five-field record in the same run."""

import pyarrow as pa
import pytest
from faker import Faker

from leakbench.generator.corpus import corpus_names
from leakbench.generator.generate import batches
from leakbench.generator.spec import NOISES, Spec

ROWS = 200_000
FAKER_ROWS = 2_000


@pytest.mark.parametrize("noise", NOISES)
@pytest.mark.parametrize("corpus", corpus_names())
def test_labelled_rows(benchmark, timed, corpus, noise):
    """Texts, table and spans of every corpus, in memory."""
    spec = Spec(corpus=corpus, noise=noise)
    rows = ROWS if benchmark.enabled else FAKER_ROWS
    table = pa.Table.from_batches(batches(spec, rows))

    def generate():
        return sum(batch.num_rows for batch in batches(spec, rows))

    case = f"generator: {corpus}, {noise}"
    assert timed(generate, case, rows=rows, MB=table.nbytes / 1e6) == rows


def test_faker_record(timed):
    """Faker's name, telephone, ID, company and address."""
    faker = Faker("zh_CN")
    faker.seed_instance(0)

    def generate():
        return [
            (faker.name(), faker.phone_number(), faker.ssn(), faker.company(), faker.address())
            for _ in range(FAKER_ROWS)
        ]

    assert len(timed(generate, "Faker: five fields", rows=FAKER_ROWS)) == FAKER_ROWS
