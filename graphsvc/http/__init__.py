"""HTTP beside GraphQL: health, the list of addresses, and what protects every response. Knows no question."""
