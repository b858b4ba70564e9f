"""From load to requirement: how many operators each interval, day or week needs."""
