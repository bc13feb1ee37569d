"""What names say, in folders, files, columns and arrays: parts, classes, and what is in doubt and asked of a person."""
