"""Limits for foreign files: those of a child process, and strict readers of zip and npz."""
