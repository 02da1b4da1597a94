"""What the office sends and receives as workbooks: rows in, rows out."""
