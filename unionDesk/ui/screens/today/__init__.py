"""Việc hôm nay."""
