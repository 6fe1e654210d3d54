"""EU study on critical raw materials 2023: world shares by stage and country, and the view from the EU."""
