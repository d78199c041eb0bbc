"""Files as delivered → checked tables; all faults of a file in one error, nothing filled in."""
