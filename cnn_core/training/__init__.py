"""Training: settings, events, and the state that follows from events. Standard library only."""
