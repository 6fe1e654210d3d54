"""From source folders and people's files to a Batch. May import `schema` only."""
