"""People's own files into a batch: a sheet as it is, a mapping that says what its columns mean, names to ids.

`sheet` reads, `mapping` says, `suggest` proposes a mapping, `run` makes the batch and the list of names to review.
"""
