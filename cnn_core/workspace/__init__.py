"""The network being edited: its history, the commands that edit it, and the link that carries it."""
