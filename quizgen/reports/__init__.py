"""Diagnostics and structures → text and JSON."""
