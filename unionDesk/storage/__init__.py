"""Where it is kept: engine, unit of work, history, search, audit, upgrade, backup."""
