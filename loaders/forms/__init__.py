"""The four forms of a batch, one module each: `read` gives tables, `write` puts them back without loss."""
