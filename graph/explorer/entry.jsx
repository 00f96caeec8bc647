// The page that explores the API: a bar (whom to be) above GraphiQL. Nothing here knows the schema:
// the server hands over the address, the example operations, the issuers that it trusts and, in demonstration mode, one
// token per role.
import { createRoot } from "react-dom/client";

import { Explorer } from "./explorer.jsx";
import { finishLogin } from "./login.js";
import { readSettings } from "./settings.js";
import "graphiql/style.css";
import "./explorer.css";

const settings = readSettings(document);
finishLogin(settings.logins)
  .then(
    (account) => ({ account }),
    (error) => ({ fault: `La connexion n’a pas abouti : ${error.message}` }),
  )
  .then((login) => createRoot(document.getElementById("explorer")).render(<Explorer settings={settings} {...login} />));
