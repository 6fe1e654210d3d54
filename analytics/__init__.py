"""Pure functions over the arrays of one snapshot. May import `schema` only; no clock, no file, no store."""
