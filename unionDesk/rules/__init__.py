"""What follows from the records: pure functions and dataclasses, standard library only."""
