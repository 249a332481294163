"""Countries side by side: two to five places."""
