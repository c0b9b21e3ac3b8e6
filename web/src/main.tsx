import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { RouterProvider } from "@tanstack/react-router";

import "./design/tokens.css";
import "./design/base.css";
import "./design/controls.css";
import "./design/choices.css";
import "./design/overlays.css";
import "./design/widgets.css";
import "./design/shell.css";
import "./design/print.css";
import { router } from "./app/router";
import { session } from "./app/session";
import { applyTheme } from "./app/theme";

const root = document.getElementById("root");
if (root === null) throw new Error("index.html has no element for the console");
applyTheme();
// Loaded anew: nothing of what was read stays in memory.
session.whenLeft(() => location.replace(`/${location.pathname.split("/")[1]}`));
createRoot(root).render(
  <StrictMode>
    <RouterProvider router={router} />
  </StrictMode>,
);
