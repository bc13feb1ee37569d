"""Components written in JavaScript, each in a folder of its own."""
