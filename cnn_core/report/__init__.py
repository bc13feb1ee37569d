"""A run as one self-contained HTML page for printing and handing in: no script, nothing from elsewhere, all text escaped."""

from cnn_core.report.material import Material, gather
from cnn_core.report.page import report_html

__all__ = ["Material", "gather", "report_html"]
