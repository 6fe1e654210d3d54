"""What a request may cost and what an error looks like from outside."""
