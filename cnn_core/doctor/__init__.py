"""The training doctor: what is wrong with a training, in words, and changes of its experiment that may cure it."""
