"""The safety net: layers, the whole, and the gate on kept-aside writers."""
