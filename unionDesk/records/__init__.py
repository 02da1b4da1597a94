"""What the office keeps: one module a subject, SQLAlchemy declarative classes."""
