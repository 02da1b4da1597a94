"""The libraries of time behind plain types: holidays, working days, series."""
