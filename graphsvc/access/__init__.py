"""Who asks, what they may and how much: keys, tokens, roles, budgets. Knows no question and no HTTP."""
