"""The rules a batch must keep, one function each, over columns of distinct cells. Entry: `schema.validate`."""
