"""What is timed, each beside a named usual way in the same run: `python -m benchmarks`."""
