MATCH (m:Meta {name: 'graph'})
RETURN m.identity AS identity, m.contract AS contract, m.revision AS revision
