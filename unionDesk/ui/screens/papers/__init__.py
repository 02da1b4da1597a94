"""Văn bản: the register of papers."""
