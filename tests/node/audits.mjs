// node audits.mjs URL: runs every server audit of graphql-http (GraphQL over HTTP specification) against a live server.
// Prints each one that is not green, then one line of JSON. Exit code 1 when any is not green, "SHOULD" and "MAY" included.
import { auditServer } from "graphql-http";

const [url] = process.argv.slice(2);
if (!url) {
  console.error("usage: node audits.mjs URL");
  process.exit(2);
}

const results = await auditServer({ url });
const failed = results.filter(({ status }) => status !== "ok");
for (const { id, name, status, reason } of failed) {
  console.error(`${status} ${id} ${name}\n    ${reason}`);
}
console.log(JSON.stringify({ audits: results.length, ok: results.length - failed.length, failed: failed.map(({ id }) => id) }));
process.exit(failed.length > 0 || results.length === 0 ? 1 : 0);
