"""The full-screen shop. Nothing of it is imported before it is opened."""
