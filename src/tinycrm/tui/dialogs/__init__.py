"""Sheets that ask for something and hand it back."""
