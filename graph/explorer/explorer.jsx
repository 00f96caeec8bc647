// The bar in French (whom to be, signing in, examples again) and GraphiQL under it.
import { GraphiQL } from "graphiql";
import { useMemo, useRef, useState } from "react";

import { fetcherFor } from "./fetcher.js";
import { beginLogin } from "./login.js";
import { forgetSession, sessionFor } from "./session.js";

// The reader's own account stands among the roles, under a name that no role has.
const OWN = "compte";

export function Explorer({ settings, account, fault }) {
  const own = account ? [{ role: OWN, label: `Mon compte (${account.name})`, token: account.token }] : [];
  const tokens = [...settings.tokens, ...own];
  const [role, setRole] = useState(account ? OWN : (settings.examples[0]?.role ?? settings.role));
  const [told, setTold] = useState(fault);
  const token = tokens.find((known) => known.role === role)?.token ?? null;
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
    if (!account && example?.role !== undefined) queueMicrotask(() => setRole(example.role));
  }

  return (
    <>
      <header className="poincon-bar">
        <strong>Poinçon</strong>
        {tokens.length > 1 && (
          <label>
            Interroger en tant que{" "}
            <select value={role} onChange={(event) => setRole(event.target.value)}>
              {tokens.map((known) => (
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
        {!account &&
          settings.logins.map((login) => (
            <button
              key={login.name}
              type="button"
              onClick={() => beginLogin(login).catch((error) => setTold(`La connexion n’a pas abouti : ${error.message}`))}
            >
              Se connecter ({login.name})
            </button>
          ))}
        {told && <span role="alert">{told}</span>}
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
