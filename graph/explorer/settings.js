// Reads what the server wrote into the page, as data and never as a script, so that the page needs no inline script.

/** @returns {{url: string, role: string, examples: object[], tokens: object[], logins: object[]}} `tokens` begins with the
 *  visitor's. */
export function readSettings(document) {
  const { url = "/graphql", role, examples = [], tokens = [], logins = [] } = JSON.parse(
    document.getElementById("settings").textContent,
  );
  const visitor = { role: "", label: "Visiteur, sans jeton", token: null };
  return { url, examples: examples.map(asTab), tokens: [visitor, ...tokens], role: role ?? "", logins };
}

// GraphiQL names a tab after its operation; the French title stands above the query as a comment.
function asTab({ name, query, variables, role }) {
  const text = variables && Object.keys(variables).length > 0 ? JSON.stringify(variables, null, 2) : "";
  const operation = /^\s*(?:query|mutation|subscription)\s+(\w+)/m.exec(query)?.[1];
  return { operation, role, query: `# ${name}\n${query.trim()}\n`, variables: text };
}
