// Sends one operation over HTTP, as the GraphQL-over-HTTP specification says, in the name of the role chosen.

/** @param currentToken a function, since the role may change between two sends. */
export function fetcherFor(url, currentToken) {
  return async function send(parameters, { headers = {} } = {}) {
    const token = currentToken();
    const typed = Object.keys(headers).some((name) => name.toLowerCase() === "authorization");
    const response = await fetch(url, {
      method: "POST",
      credentials: "omit",
      headers: {
        accept: "application/graphql-response+json, application/json",
        "content-type": "application/json",
        ...(token && !typed ? { authorization: `Bearer ${token}` } : {}),
        ...headers,
      },
      body: JSON.stringify(parameters),
    }).catch(() => {
      throw new Error("Le serveur ne répond pas : vérifiez qu’il tourne encore.");
    });
    const text = await response.text();
    try {
      return JSON.parse(text);
    } catch {
      throw new Error(`Réponse inattendue du serveur (HTTP ${response.status}) : ${text.slice(0, 500)}`);
    }
  };
}
