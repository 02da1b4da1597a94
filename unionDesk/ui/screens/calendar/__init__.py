"""Lịch công tác: the calendar, the visits' list, and the form of one visit."""
