"""Kiến nghị, cam kết."""
