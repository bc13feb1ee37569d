"""One run at a time: chosen, loaded, saved, and its code."""
