"""The types of the schema. What their parts mean is said in graphsvc/text/schema.{en,zh}.yaml."""
