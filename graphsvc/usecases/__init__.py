"""One question, one use case: a frozen query goes in, a frozen answer comes out. Faces only translate."""
