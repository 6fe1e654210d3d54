"""Prints the schema in GraphQL's own language: `python -m graphsvc.graphql`."""

from __future__ import annotations

from graphsvc.graphql.schema import sdl

print(sdl(), end="")
