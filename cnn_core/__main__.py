"""`python -m cnn_core`: the command line."""

import sys

from cnn_core.cli import main

sys.exit(main())
