"""Reusable widgets that know no screen."""
