"""One snapshot read once from a store into the arrays of analytics, cached on disk. May import stores and analytics."""
