"""When a seller goes: everything in one file to take along, and the erasure of what is left behind."""
