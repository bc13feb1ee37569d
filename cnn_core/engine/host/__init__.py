"""The engine process: a scheduler and its workers on this machine."""
