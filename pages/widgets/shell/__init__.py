"""The frame around every page: navigation, sidebar, heading, errors, links that are opened."""
