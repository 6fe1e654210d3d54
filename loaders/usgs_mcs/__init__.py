"""USGS Mineral Commodity Summaries, editions 2025 and 2026: who makes the raw inputs, and the view from the US."""
