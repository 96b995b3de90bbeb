"""Loads the fixtures: the bodies, the plan, and for the demo its people and their sample story."""
