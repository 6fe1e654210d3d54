"""Claims about the supply side of the plan's terms, gathered by hand, cluster by cluster."""
