"""Fixtures for all tests. What to take:

- a question about semantics: `tests.snapshots.snapshot(batch)`, no store, no files
- a store with both implementations: the fixture `store` of tests/stores/conftest.py
- random batches and the slow answers: `tests.oracles`
"""

from __future__ import annotations

import os

from hypothesis import HealthCheck, settings

SLOW_EXAMPLES = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.large_base_example]
settings.register_profile(
    "default", max_examples=40, deadline=None, derandomize=True, suppress_health_check=SLOW_EXAMPLES
)
settings.register_profile("long", max_examples=400, deadline=None, suppress_health_check=SLOW_EXAMPLES)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "default"))
