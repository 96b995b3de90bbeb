"""Speed, as ratios of one run: machines differ, ratios in one run hold."""
