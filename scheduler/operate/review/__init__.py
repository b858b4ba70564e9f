"""Review: a plan against what happened, the best roster in hindsight, and what the difference is owed to."""
