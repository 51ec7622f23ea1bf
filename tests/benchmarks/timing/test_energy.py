"""Tests of the energy counters."""

import pytest

from leakbench.benchmarks.timing.energy import EnergyMeter


def _zone(root, name, energy, most=999):
    folder = root / name
    folder.mkdir()
    (folder / "energy_uj").write_text(f"{energy}\n", "ascii")
    (folder / "max_energy_range_uj").write_text(f"{most}\n", "ascii")
    return folder


def test_packages_are_summed_and_parts_of_them_are_not(tmp_path):
    """The cores and the memory of a package are in its own counter."""
    zones = [_zone(tmp_path, f"intel-rapl:{number}", 100) for number in range(2)]
    _zone(tmp_path, "intel-rapl:0:0", 7)
    meter = EnergyMeter(tmp_path)
    before = meter.read()
    (zones[0] / "energy_uj").write_text("130", "ascii")
    (zones[1] / "energy_uj").write_text("105", "ascii")
    assert before == [100, 100]
    assert meter.used(before, meter.read()) == 35


def test_a_counter_that_began_anew_is_no_negative_energy(tmp_path):
    """It counts on from nought after its highest number."""
    zone = _zone(tmp_path, "intel-rapl:0", 990)
    meter = EnergyMeter(tmp_path)
    before = meter.read()
    (zone / "energy_uj").write_text("5", "ascii")
    assert meter.used(before, meter.read()) == 15


def test_where_nothing_tells_there_is_no_energy(tmp_path):
    """Neither without counters, nor where they hold no numbers, nor when they vanish."""
    assert EnergyMeter(tmp_path / "absent").read() is None
    zone = _zone(tmp_path, "intel-rapl:0", "secret")
    assert EnergyMeter(tmp_path).read() is None
    (zone / "energy_uj").write_text("5", "ascii")
    meter = EnergyMeter(tmp_path)
    (zone / "energy_uj").unlink()
    assert meter.read() is None


@pytest.mark.parametrize("readings", [(None, [1]), ([1], None), (None, None)])
def test_a_missing_reading_is_no_energy(tmp_path, readings):
    """Not nought."""
    assert EnergyMeter(tmp_path).used(*readings) is None
