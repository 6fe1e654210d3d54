"""The service: stores, projection, use cases and their faces. May import `loaders`, `analytics` and `schema`."""

import sys
from pathlib import Path

_bundled = Path(__file__).with_name("_bundled")
if _bundled.is_dir():  # installed from a wheel: schema, loaders and analytics travel inside this package
    sys.path.insert(0, str(_bundled))
