"""How countries are governed: six indicators a year from the World Bank."""
