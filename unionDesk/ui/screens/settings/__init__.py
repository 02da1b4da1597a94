"""Thiết lập: the office and its people, what counts, the days, the numbers, the data, the look."""
