"""The human door: the only place that imports Reflex."""
