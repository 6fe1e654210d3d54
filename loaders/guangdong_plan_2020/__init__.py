"""The plan of 2020: what the text says (grade A), and the editors' join of its words to items (grade D)."""
