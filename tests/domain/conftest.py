"""Property tests of the domain: without a deadline, as the machine may be busy with others."""

from hypothesis import settings

settings.register_profile("domain", deadline=None, max_examples=60)
settings.load_profile("domain")
