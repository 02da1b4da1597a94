"""What the office prints: frozen data in, PDF out."""
