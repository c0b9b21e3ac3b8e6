import { createContext, useContext } from "react";

import type { Tongue } from "../i18n/language";

/** The language of the page. The shell provides it. */
export const TongueContext = createContext<Tongue>("en");

/** The language of the page. */
export function useTongue(): Tongue {
  return useContext(TongueContext);
}
