"""Settings of all tests: the first call of a kernel compiles it, which is no reason to fail."""

import gc
from secrets import token_hex

import pytest
from hypothesis import settings

from leakbench.benchmarks.running import further, runner
from leakbench.benchmarks.sources import fresh
from leakbench.generator.storage.stored_path import StoredPath

from .s3_server import Line, served

settings.register_profile("leakbench", deadline=None, max_examples=25)
settings.register_profile("long", deadline=None, max_examples=100)
settings.load_profile("leakbench")


@pytest.hookimpl(wrapper=True)
def pytest_collection():
    """Let garbage collections look at what tests make, not at every module that was imported.

    The benchmark collects before each of its timings, which would take half a second here; and
    while 12,000 tests are made, which all stay, a fifth of the time would go into looking at them.
    """
    gc.disable()
    try:
        return (yield)
    finally:
        gc.freeze()
        gc.enable()


@pytest.fixture(scope="session", autouse=True)
def short_runs():
    """What runs do beside their records is little, where a test does not say how long it is to be.

    They time for no third of a second, and draw the same people for all spot checks, for the words
    of others take as long. ``drawn_seed`` has tests of its own.
    """
    seed = fresh.drawn_seed()
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(runner.run.__kwdefaults__, "min_seconds", 0.01)
        patch.setattr(further, "drawn_seed", lambda: seed)
        yield


@pytest.fixture(scope="session")
def s3_server():
    """The address of an S3 server."""
    pytest.importorskip("moto")
    pytest.importorskip("s3fs")
    with served() as address:
        yield address


@pytest.fixture(scope="module")
def reach_s3(s3_server):
    """Makes an address the S3 of this process, by default the server's."""
    kind = pytest.importorskip("fsspec").get_filesystem_class("s3")

    def reach(address=s3_server):
        patch.setenv("AWS_ENDPOINT_URL", address)
        kind.clear_instance_cache()  # an instance reads the environment once
        return kind(use_listings_cache=False)

    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("AWS_ACCESS_KEY_ID", "anybody")
        patch.setenv("AWS_SECRET_ACCESS_KEY", "anything")
        patch.setenv("AWS_DEFAULT_REGION", "us-east-1")
        patch.setenv("AWS_MAX_ATTEMPTS", "1")  # what is cut off stays so
        patch.setattr(kind, "retries", 2)
        yield reach


@pytest.fixture
def s3_line(s3_server, reach_s3):
    """Makes a line to the server, cut after so many bytes, the only one."""
    lines = []

    def cut_after(most):
        lines.append(Line(s3_server, most))
        reach_s3(lines[-1].address)
        return lines[-1]

    yield cut_after
    for line in lines:
        line.close()


@pytest.fixture
def bucket(reach_s3):
    """An empty bucket of its own."""
    name = f"bucket-{token_hex(4)}"
    reach_s3().mkdir(name)
    return StoredPath(f"s3://{name}")
