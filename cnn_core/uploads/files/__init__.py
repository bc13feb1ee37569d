"""Files out of archives of any kind: their names, how these were written, and what is no data of images."""
