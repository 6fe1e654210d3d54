// Audits a GraphQL server: node audit.mjs FOLDER URL; prints what did not go well as JSON, and how many audits there were.
import { createRequire } from "node:module";

const [folder, url] = process.argv.slice(2);
const { serverAudits } = createRequire(`${folder}/`)("graphql-http");
const found = [];
for (const audit of serverAudits({ url, fetchFn: fetch })) {
  const { id, name, status, reason } = await audit.fn();
  found.push({ id, name, status, reason });
}
console.log(JSON.stringify(found));
