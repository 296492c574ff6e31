"""One module for each command: arguments in, exit code out. Heavy imports happen inside the commands."""
