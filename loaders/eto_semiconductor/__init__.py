"""Optional pack, non-commercial licence: inputs of advanced chips, what goes into what, and who provides it."""
