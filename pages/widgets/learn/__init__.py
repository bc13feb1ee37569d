"""What only the Learn page shows: the lessons, one a file."""
