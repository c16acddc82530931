"""Claims of speed, each measured as a ratio in one run against something real."""
