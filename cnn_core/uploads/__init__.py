"""Own images: a zip of class folders, npz or IDX files of unknown origin, read in a sandboxed process."""
