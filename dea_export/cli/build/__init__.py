"""From options to files: orders, processes, the output folder and its manifest."""
