"""What is drawn, bundled and published beside the pages."""
