"""unionDesk: branch records, visits, promises and support cases of a trade-union office."""

__version__ = "0.1.0"
