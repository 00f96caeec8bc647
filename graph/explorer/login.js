// Signs the reader in with an issuer that the service trusts: authorization code with PKCE, for this page alone. The
// token is kept in memory and never stored: a reload of the page ends the session.
import * as oauth from "oauth4webapi";

const BEGUN = "poincon:login";

/** Leaves for the issuer's own page. @param login one of the settings' `logins`. */
export async function beginLogin(login) {
  const server = await discovered(login);
  const state = oauth.generateRandomState();
  const verifier = oauth.generateRandomCodeVerifier();
  const address = new URL(server.authorization_endpoint);
  const parameters = {
    client_id: login.client,
    response_type: "code",
    redirect_uri: returnAddress(),
    scope: login.scopes,
    state,
    code_challenge: await oauth.calculatePKCECodeChallenge(verifier),
    code_challenge_method: "S256",
    ...resourceOf(login),
  };
  for (const [name, value] of Object.entries(parameters)) address.searchParams.set(name, value);
  window.sessionStorage.setItem(BEGUN, JSON.stringify({ name: login.name, state, verifier }));
  window.location.assign(address);
}

/** The reader's account where they come back from the issuer: its issuer's name and its token; null otherwise. */
export async function finishLogin(logins) {
  const here = new URL(window.location.href);
  const begun = JSON.parse(window.sessionStorage.getItem(BEGUN) ?? "null");
  if (!begun || !here.searchParams.has("state")) return null;
  window.sessionStorage.removeItem(BEGUN);
  window.history.replaceState(null, "", here.pathname);
  const login = logins.find((known) => known.name === begun.name);
  if (!login) return null;
  const server = await discovered(login);
  const client = { client_id: login.client };
  const answer = oauth.validateAuthResponse(server, client, here, begun.state);
  const response = await oauth.authorizationCodeGrantRequest(
    server,
    client,
    oauth.None(),
    answer,
    returnAddress(),
    begun.verifier,
    { additionalParameters: resourceOf(login), ...insecure(login) },
  );
  const result = await oauth.processAuthorizationCodeResponse(server, client, response);
  return { name: login.name, token: result.access_token };
}

async function discovered(login) {
  const issuer = new URL(login.issuer);
  const response = await oauth.discoveryRequest(issuer, insecure(login));
  return oauth.processDiscoveryResponse(issuer, response);
}

function returnAddress() {
  return window.location.origin + window.location.pathname;
}

function resourceOf(login) {
  return login.resource ? { resource: login.resource } : {};
}

// An issuer without TLS is one that the service trusts on the reader's own machine, to try out.
function insecure(login) {
  return { [oauth.allowInsecureRequests]: login.issuer.startsWith("http:") };
}
