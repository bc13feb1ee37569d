"""Which run trains when, what is recorded of it, and the supervisor that keeps the engine up."""
