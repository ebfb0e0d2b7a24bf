"""Harbours and their tides."""
