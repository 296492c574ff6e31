"""When a seller goes: the erasure of what is left behind."""
