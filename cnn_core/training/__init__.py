"""How a network learns: settings, events, and the state that events add up to. Standard library only."""
