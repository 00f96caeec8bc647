// The page that explores the API: a bar (whom to be) above GraphiQL. Nothing here knows the schema:
// the server hands over the address, the example operations and, in demonstration mode, one token per role.
import { createRoot } from "react-dom/client";

import { Explorer } from "./explorer.jsx";
import { readSettings } from "./settings.js";
import "graphiql/style.css";
import "./explorer.css";

createRoot(document.getElementById("explorer")).render(<Explorer settings={readSettings(document)} />);
