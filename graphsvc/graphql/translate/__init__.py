"""From the answers of use cases to the types of the schema, names resolved."""
