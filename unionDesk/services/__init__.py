"""What the office does: a module a subject, verbs inside. No Qt."""
