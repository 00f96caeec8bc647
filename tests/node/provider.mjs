// An OpenID provider for the tests, on the loopback: prints its address, and ends with its standard input.
// POST /turn with {"redirects": […]} begins again with a new signing key, the one before still published; the explorer's
// client may then come back to these addresses.
import { generateKeyPairSync, randomUUID } from "node:crypto";
import { createServer } from "node:http";
import { text } from "node:stream/consumers";

import Provider from "oidc-provider";

const API = "https://poincon.example/";
const ACCOUNTS = {
  lille: { name: "Compte de Lille", groups: ["centre", "autre"], chamber: "lille" },
  gtp: { name: "Secrétariat", groups: ["gtp"] },
};

let keys = [];
let redirects = ["http://127.0.0.1/graphql"];
let answer;

function turn(issuer) {
  keys = [newKey(), ...keys].slice(0, 2);
  answer = new Provider(issuer, {
    jwks: { keys },
    cookies: { keys: ["only for tests"] },
    clients: [
      {
        client_id: "poincon-explorer",
        token_endpoint_auth_method: "none",
        grant_types: ["authorization_code"],
        redirect_uris: redirects,
      },
      {
        client_id: "statistiques",
        client_secret: "secret of the tests",
        grant_types: ["client_credentials"],
        redirect_uris: [],
        response_types: [],
      },
    ],
    clientBasedCORS: () => true,
    findAccount: (_context, id) => ({ accountId: id, claims: () => ({ sub: id, ...ACCOUNTS[id] }) }),
    extraTokenClaims: (_context, token) => ACCOUNTS[token.accountId],
    features: {
      clientCredentials: { enabled: true },
      resourceIndicators: {
        enabled: true,
        defaultResource: () => API,
        getResourceServerInfo: () => ({
          scope: "poincon",
          audience: "poincon",
          accessTokenTTL: 600,
          accessTokenFormat: "jwt",
          jwt: { sign: { alg: "RS256" } },
        }),
      },
    },
  }).callback();
}

function newKey() {
  const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  return { ...privateKey.export({ format: "jwk" }), kid: randomUUID(), alg: "RS256", use: "sig" };
}

const server = createServer(async (request, response) => {
  if (request.method !== "POST" || request.url !== "/turn") return answer(request, response);
  redirects = JSON.parse(await text(request)).redirects ?? redirects;
  turn(address());
  return response.end();
});

const address = () => `http://127.0.0.1:${server.address().port}`;

server.listen(0, "127.0.0.1", () => {
  turn(address());
  console.log(address());
});
process.stdin.resume().on("end", () => process.exit(0));
