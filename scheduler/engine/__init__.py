"""Pricing, bound, guidance, neighbourhoods and the search loop; no rule is known here by name."""
