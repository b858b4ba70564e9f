"""From requirement to cost: convex curves over the number of operators on the phone."""
