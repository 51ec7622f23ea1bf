"""Settings of all tests: the first call of a kernel compiles it, which is no reason to fail."""

from hypothesis import settings

settings.register_profile("leakbench", deadline=None, max_examples=60)
settings.load_profile("leakbench")
