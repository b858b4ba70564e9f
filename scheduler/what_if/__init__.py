"""What if: named changes of a hotline as plain data, their grid, and which differences of the answers are decided."""
