"""Writing: what the shop does, each in a transaction that it is handed."""
