"""What screens are made of: they are handed data, and know no store."""
