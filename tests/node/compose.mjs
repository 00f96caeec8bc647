// node compose.mjs SDL_FILE...: composes the subgraphs with Apollo's composition and with Hive's. A subgraph is named
// after its file. Prints every error, then one line of JSON. Exit code 1 when either refuses.
import { readFile } from "node:fs/promises";
import path from "node:path";

import * as apollo from "@apollo/composition";
import * as hive from "@theguild/federation-composition";
import { parse } from "graphql";

const files = process.argv.slice(2);
if (files.length === 0) {
  console.error("usage: node compose.mjs SDL_FILE...");
  process.exit(2);
}

const services = await Promise.all(
  files.map(async (file) => {
    const name = path.basename(file, path.extname(file));
    return { name, url: `http://127.0.0.1/${name}`, typeDefs: parse(await readFile(file, "utf8")) };
  }),
);

const summary = { subgraphs: services.map(({ name }) => name) };
for (const [judge, { composeServices }] of Object.entries({ apollo, hive })) {
  const { errors = [], supergraphSdl } = composeServices(services);
  for (const error of errors) {
    console.error(`${judge} ${error.extensions?.code ?? ""} ${error.message}`);
  }
  summary[judge] = errors.length === 0 && Boolean(supergraphSdl);
}
console.log(JSON.stringify(summary));
process.exit(summary.apollo && summary.hive ? 0 : 1);
