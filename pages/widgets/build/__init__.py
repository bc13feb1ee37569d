"""What only the Build page shows."""
