"""What only the Explain page shows."""
