"""The pattern language: its syntax and its matcher."""
