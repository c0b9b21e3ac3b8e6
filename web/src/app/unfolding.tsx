import type { ReactNode } from "react";

import { unfolds } from "../widgets/unfolds";
import type { OpenMenuProps } from "./open-menu";

const MenuButton = unfolds<Pick<OpenMenuProps, "menu">>("menu", async () => (await import("./open-menu")).OpenMenu);

interface UnfoldingProps {
  menu: OpenMenuProps["menu"];
  className: string;
  /** What the button is called, where that is more than what it shows. */
  label?: string;
  children: ReactNode;
}

/** A button of the frame that opens a menu. */
export function Unfolding(props: UnfoldingProps) {
  return <MenuButton variant="quiet" {...props} />;
}
