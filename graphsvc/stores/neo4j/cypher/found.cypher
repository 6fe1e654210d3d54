// The first writer makes the one Meta node; MERGE and its constraint let several try at once.
MERGE (m:Meta {name: 'graph'})
ON CREATE SET m.identity = $identity, m.contract = $contract, m.revision = 0
