"""Components written in JavaScript, each in its own folder."""
