"""The EU's criticality study of 2017: what it published, and every factor of its supply-risk formula."""
