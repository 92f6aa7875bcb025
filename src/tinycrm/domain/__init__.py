"""Rules and words of the shop: plain functions on plain values, no store, no clock, no console."""
