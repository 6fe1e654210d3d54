"""Named graphs: one sentence of DOMAIN section 3 each, with answers worked out by hand. See notation.py."""

from tests.graphs import claims, failing, options, readings
from tests.graphs.notation import Graph

NAMED: dict[str, Graph] = claims.GRAPHS | options.GRAPHS | readings.GRAPHS | failing.GRAPHS
