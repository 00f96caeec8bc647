// The bar in French (whom to be, examples again) and GraphiQL under it.
import { GraphiQL } from "graphiql";
import { useMemo, useRef, useState } from "react";

import { fetcherFor } from "./fetcher.js";
import { forgetSession, sessionFor } from "./session.js";

export function Explorer({ settings }) {
  const [role, setRole] = useState(settings.examples[0]?.role ?? settings.role);
  const token = settings.tokens.find((known) => known.role === role)?.token ?? null;
  const tokenRef = useRef(token);
  tokenRef.current = token;
  const fetcher = useMemo(() => fetcherFor(settings.url, () => tokenRef.current), [settings.url]);
  const storage = useMemo(() => sessionFor(settings.examples), [settings.examples]);
  const shownTab = useRef(null);

  // An example that only makes sense for one role is shown as that role; afterwards the reader chooses freely.
  function followTab({ tabs, activeTabIndex }) {
    const tab = tabs[activeTabIndex];
    if (tab.id === shownTab.current) return;
    shownTab.current = tab.id;
    const example = settings.examples.find((known) => known.operation === tab.title);
    // GraphiQL calls this from inside a state update, where another one must not start.
    if (example?.role !== undefined) queueMicrotask(() => setRole(example.role));
  }

  return (
    <>
      <header className="poincon-bar">
        <strong>Poinçon</strong>
        {settings.tokens.length > 1 && (
          <label>
            Interroger en tant que{" "}
            <select value={role} onChange={(event) => setRole(event.target.value)}>
              {settings.tokens.map((known) => (
                <option key={known.role} value={known.role}>
                  {known.label ?? known.role}
                </option>
              ))}
            </select>
          </label>
        )}
        {token && navigator.clipboard && (
          <button type="button" onClick={() => navigator.clipboard.writeText(`Authorization: Bearer ${token}`)}>
            Copier l’en-tête
          </button>
        )}
        <button type="button" onClick={forgetSession}>
          Remettre les exemples
        </button>
        <small>Projet indépendant, sans lien avec l’UIMM.</small>
      </header>
      <GraphiQL
        fetcher={fetcher}
        storage={storage}
        defaultTabs={settings.examples.length > 0 ? settings.examples : undefined}
        defaultQuery=""
        onTabChange={followTab}
        defaultEditorToolsVisibility="variables"
        isHeadersEditorEnabled
        shouldPersistHeaders={false}
        inputValueDeprecation
        schemaDescription
      >
        <GraphiQL.Logo>
          <span />
        </GraphiQL.Logo>
      </GraphiQL>
    </>
  );
}
