"""Arrays of images and labels, in files of any format: which is which, of what shape and range, and what the labels are called."""
