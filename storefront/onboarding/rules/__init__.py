"""Decisions about those who want to become partners, and about what is moved in."""
