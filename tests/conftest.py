"""Settings of all tests: the first call of a kernel compiles it, which is no reason to fail."""

import gc

from hypothesis import settings

settings.register_profile("leakbench", deadline=None, max_examples=60)
settings.load_profile("leakbench")


def pytest_collection_finish():
    """Let garbage collections look at what tests make, not at every module that was imported.

    The benchmark collects before each of its timings, which would take half a second here.
    """
    gc.freeze()
