"""Tests of the house itself. A package, so that the demo, loaded once for them, goes away after them."""
