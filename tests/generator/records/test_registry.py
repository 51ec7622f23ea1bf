import pytest

from leakbench.generator.population.people import People
from leakbench.generator.records.registry import UnknownRecordsError, records


def test_a_kind_is_found_by_its_name():
    """The class of a kind stands in the module of its name."""
    assert records("person") is People


@pytest.mark.parametrize("name", ["nothing", "venues", "registry", "", "company.name"])
def test_what_is_no_kind_is_refused(name):
    """The message says where the kind would stand; a module that helps others is none."""
    with pytest.raises(UnknownRecordsError, match=rf"generator/records/{name}\.py has RECORDS"):
        records(name)
