"""Pictures as files: which folders are parts and which classes, and what their own names say."""
