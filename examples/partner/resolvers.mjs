// What a partner's two subgraphs answer, over data shaped as data.json. A subgraph knows codes and its own facts, nothing
// more: `__resolveReference` receives `{ code }` from the gateway, and what Poinçon knows is never copied here.

/** The training group: its sessions by CQPI, its modules by bloc. */
export const group = ({ sessions, modules }) => ({
  Query: {
    cqpiPrepares: (_root, { premiers }) => codes(sessions).slice(0, premiers),
    blocsPrepares: (_root, { premiers }) => codes(modules).slice(0, premiers),
  },
  Cqpi: {
    __resolveReference: ({ code }) => ({ code }),
    prochainesSessions: ({ code }) => sessions[code] ?? [],
  },
  Bloc: {
    __resolveReference: ({ code }) => ({ code }),
    modules: ({ code }) => modules[code] ?? [],
  },
});

/** The observatory: job offers by certification, of whatever kind. */
export const observatory = ({ offers }) => ({
  Query: { certificationsSuivies: (_root, { premieres }) => codes(offers).slice(0, premieres) },
  Certification: {
    __resolveReference: ({ code }) => ({ code }),
    offresEmploi: ({ code }) => offers[code] ?? null,
  },
});

const codes = (facts) => Object.keys(facts).map((code) => ({ code }));
