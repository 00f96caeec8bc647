// What GraphiQL remembers: tabs survive a reload of the page and end with the browser tab. Headers, hence tokens, are
// never among them (GraphiQL is told not to persist them).

const MARK = "poincon:examples";

/** The session's store, emptied when the examples that the server proposes are no longer those it was made from. */
export function sessionFor(examples) {
  const store = window.sessionStorage;
  const proposed = JSON.stringify(examples);
  if (store.getItem(MARK) !== proposed) {
    store.clear();
    store.setItem(MARK, proposed);
    // GraphiQL shows the variables of the first tab only when it finds them here.
    store.setItem("graphiql:query", examples[0]?.query ?? "");
    store.setItem("graphiql:variables", examples[0]?.variables ?? "");
  }
  return store;
}

/** Puts the examples back as they were proposed. */
export function forgetSession() {
  window.sessionStorage.clear();
  window.location.reload();
}
