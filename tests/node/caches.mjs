// node caches.mjs GRAPHQL_URL TOKEN DOSSIER DOSSIER DOSSIER: what a dry run leaves in the caches of Apollo Client, urql
// (graphcache) and Relay. Each reads a dossier, withdraws it as a dry run, reads its cache again, then withdraws it for
// good and reads its cache once more. Prints one line of JSON: by client, the dossier after each step.
import { ApolloClient, HttpLink, InMemoryCache, gql } from "@apollo/client";
import { Client, fetchExchange } from "@urql/core";
import { cacheExchange } from "@urql/exchange-graphcache";
import relay from "relay-runtime";

const [url, token, ...numbers] = process.argv.slice(2);
if (numbers.length !== 3) {
  console.error("usage: node caches.mjs GRAPHQL_URL TOKEN DOSSIER DOSSIER DOSSIER");
  process.exit(2);
}

const headers = { Authorization: `Bearer ${token}` };
const FIELDS = "id number revision status evaluations { id acquired }";
const READ = `query Read($number: String!) { dossier(number: $number) { ${FIELDS} } }`;
const WITHDRAW = `mutation Withdraw($input: WithdrawDossierInput!) {
  withdrawDossier(input: $input) { dossier { ${FIELDS} } problems { message } } }`;
const asked = (number, dryRun) => ({ input: { dossier: number, reason: "Essai", dryRun } });

async function apollo(number) {
  const client = new ApolloClient({ link: new HttpLink({ uri: url, headers }), cache: new InMemoryCache() });
  const read = (fetchPolicy) => client.query({ query: gql(READ), variables: { number }, fetchPolicy });
  const withdraw = (dryRun) => client.mutate({ mutation: gql(WITHDRAW), variables: asked(number, dryRun) });
  return steps(
    async (policy) => (await read(policy === "cache" ? "cache-only" : "network-only")).data.dossier,
    async (dryRun) => (await withdraw(dryRun)).data.withdrawDossier.dossier,
  );
}

async function urql(number) {
  const client = new Client({
    url,
    preferGetMethod: false,
    fetchOptions: { headers },
    exchanges: [cacheExchange({ keys: { Problem: () => null } }), fetchExchange],
  });
  const read = (requestPolicy) => client.query(READ, { number }, { requestPolicy }).toPromise();
  return steps(
    async (policy) => (await read(policy === "cache" ? "cache-only" : "network-only")).data.dossier,
    async (dryRun) => (await client.mutation(WITHDRAW, asked(number, dryRun)).toPromise()).data.withdrawDossier.dossier,
  );
}

// Relay reads what its compiler wrote; these are the same few nodes, by hand.
const scalar = (name) => ({ kind: "ScalarField", alias: null, args: null, name, storageKey: null });
const linked = (name, concreteType, selections, args = null, plural = false) => ({
  kind: "LinkedField",
  alias: null,
  args,
  concreteType,
  name,
  plural,
  selections,
  storageKey: null,
});
const variable = (name) => [{ kind: "Variable", name, variableName: name }];
const DOSSIER = [
  ...["id", "number", "revision", "status"].map(scalar),
  linked("evaluations", "Evaluation", [scalar("id"), scalar("acquired")], null, true),
];

function request(name, kind, text, argument, selections) {
  const argumentDefinitions = [{ defaultValue: null, kind: "LocalArgument", name: argument }];
  return {
    fragment: { argumentDefinitions, kind: "Fragment", metadata: null, name, selections, type: kind, abstractKey: null },
    kind: "Request",
    operation: { argumentDefinitions, kind: "Operation", name, selections },
    params: { cacheID: name, id: null, metadata: {}, name, operationKind: kind.toLowerCase(), text },
  };
}

async function withRelay(number) {
  const { Environment, Network, RecordSource, Store, createOperationDescriptor } = relay;
  const environment = new Environment({
    network: Network.create(async (params, variables) => {
      const answer = await fetch(url, {
        method: "POST",
        headers: { "Content-Type": "application/json", ...headers },
        body: JSON.stringify({ query: params.text, variables }),
      });
      return answer.json();
    }),
    store: new Store(new RecordSource()),
  });
  const reading = request("Read", "Query", READ, "number", [linked("dossier", "Dossier", DOSSIER, variable("number"))]);
  const problems = linked("problems", "Problem", [scalar("message")], null, true);
  const payload = [linked("dossier", "Dossier", DOSSIER), problems];
  const writing = request("Withdraw", "Mutation", WITHDRAW, "input", [
    linked("withdrawDossier", "DossierPayload", payload, variable("input")),
  ]);
  const read = createOperationDescriptor(reading, { number });
  environment.retain(read);
  const seen = (operation) => JSON.parse(JSON.stringify(environment.lookup(operation.fragment).data));
  return steps(
    async (policy) => {
      if (policy !== "cache") {
        await environment.execute({ operation: read }).toPromise();
      }
      return seen(read).dossier;
    },
    async (dryRun) => {
      const operation = createOperationDescriptor(writing, asked(number, dryRun));
      await environment.executeMutation({ operation }).toPromise();
      return seen(operation).withdrawDossier.dossier;
    },
  );
}

const plain = ({ id, number, revision, status, evaluations }) => ({
  id,
  number,
  revision,
  status,
  evaluations: evaluations.map((item) => ({ id: item.id, acquired: item.acquired })),
});

async function steps(read, withdraw) {
  const stored = plain(await read("network"));
  const preview = plain(await withdraw(true));
  const kept = plain(await read("cache"));
  const written = plain(await withdraw(false));
  return { stored, preview, kept, written, updated: plain(await read("cache")) };
}

const results = {};
for (const [name, run] of Object.entries({ apollo, urql, relay: withRelay })) {
  results[name] = await run(numbers.shift());
}
console.log(JSON.stringify(results));
process.exit(0);
