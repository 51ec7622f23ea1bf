"""The mark stands in every container, however values are written in it."""

import pytest

from leakbench.benchmarks.provenance.provenance import Provenance
from leakbench.benchmarks.provenance.reading import record_batches
from leakbench.generator.containers.formats import FORMATS, Style
from leakbench.generator.containers.writing import about_records, kind_of, records, write_file
from leakbench.generator.keys import DEFAULT_KEY
from leakbench.generator.spec import NOISES, Spec

pytestmark = pytest.mark.slow

WRITTEN = [name for name, form in FORMATS.items() if form.written]


@pytest.mark.parametrize("noise", NOISES)
@pytest.mark.parametrize("name", WRITTEN)
def test_a_hundred_rows_tell_where_they_come_from(tmp_path, name, noise):
    """Below one in 10⁹, whatever the container and the writing."""
    spec, form = Spec("exam_roster", noise=noise), FORMATS[name]
    kind = kind_of(spec, 100, form, Style(), None)
    path = tmp_path / f"list{form.suffix}"
    write_file(records(spec, 100), kind, path, about_records(spec, 100))
    unread = []
    found = Provenance.of(record_batches(path, unread), DEFAULT_KEY)
    assert not unread
    assert found.summary()["p_value"] < 1e-9
