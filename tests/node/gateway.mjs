// node gateway.mjs FEDERATION_URL [OPERATIONS_FILE DATA_FILE]: an Apollo gateway before a running Poinçon and the two
// subgraphs of examples/partner, which live in this process. Runs each operation of the file, one after the other, and
// prints one line of JSON: by operation, its data, its errors, and how many requests Poinçon was sent for it.
// Exit code 1 when the subgraphs do not compose.
import { readFile } from "node:fs/promises";

import { composeServices } from "@apollo/composition";
import { ApolloGateway, LocalGraphQLDataSource, RemoteGraphQLDataSource } from "@apollo/gateway";
import { buildSubgraphSchema } from "@apollo/subgraph";
import { Kind, parse } from "graphql";

import * as resolvers from "../../examples/partner/resolvers.mjs";

process.env.APOLLO_TELEMETRY_DISABLED = "true";

const partner = new URL("../../examples/partner/", import.meta.url);
const [url, operationsFile, dataFile] = process.argv.slice(2);
if (!url) {
  console.error("usage: node gateway.mjs FEDERATION_URL [OPERATIONS_FILE DATA_FILE]");
  process.exit(2);
}

const read = (file) => readFile(file, "utf8");
const operations = await read(operationsFile ?? new URL("operations.graphql", partner));
const data = JSON.parse(await read(dataFile ?? new URL("data.json", partner)));

async function sdlOf(address) {
  const answer = await fetch(address, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ query: "{ _service { sdl } }" }),
  });
  return parse((await answer.json()).data._service.sdl);
}

let requests = 0;
const sources = {
  poincon: new RemoteGraphQLDataSource({
    url,
    willSendRequest() {
      requests += 1;
    },
  }),
};
const services = [{ name: "poincon", url, typeDefs: await sdlOf(url) }];
for (const name of ["group", "observatory"]) {
  const typeDefs = parse(await read(new URL(`${name}.graphql`, partner)));
  sources[name] = new LocalGraphQLDataSource(buildSubgraphSchema({ typeDefs, resolvers: resolvers[name](data) }));
  services.push({ name, url: `local:${name}`, typeDefs });
}

const { errors, supergraphSdl } = composeServices(services);
if (errors?.length) {
  for (const { message } of errors) {
    console.error(message);
  }
  process.exit(1);
}

const silent = { debug() {}, info() {}, warn: console.error, error: console.error };
const gateway = new ApolloGateway({ supergraphSdl, buildService: ({ name }) => sources[name], logger: silent });
const { executor } = await gateway.load();

const document = parse(operations);
const results = {};
for (const definition of document.definitions.filter(({ kind }) => kind === Kind.OPERATION_DEFINITION)) {
  const operationName = definition.name.value;
  requests = 0;
  const answer = await executor({
    document,
    operationName,
    queryHash: operationName,
    request: { query: operations, operationName, variables: {} },
    context: {},
    metrics: {},
    logger: silent,
  });
  results[operationName] = { data: answer.data, errors: answer.errors ?? [], requests };
}
await gateway.stop();
console.log(JSON.stringify(results));
