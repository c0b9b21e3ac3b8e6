import { lazy, Suspense, useState, type ReactNode } from "react";
import { Button } from "react-aria-components";

import type { OpenMenuProps } from "./open-menu";

const load = () => import("./open-menu");
const OpenMenu = lazy(async () => ({ default: (await load()).OpenMenu }));

const preload = () => void load().catch(() => {});

interface UnfoldingProps {
  menu: OpenMenuProps["menu"];
  className: string;
  /** What the button is called, where that is more than what it shows. */
  label?: string;
  children: ReactNode;
}

/**
 * A button of the frame that opens a menu. Most readers never open one, and what it takes is a good part of the console: it
 * comes when somebody reaches for the button.
 */
export function Unfolding({ menu, className, label, children }: UnfoldingProps) {
  const [isWanted, setWanted] = useState(false);
  const open = () => void load().then(() => setWanted(true), preload);
  const button = {
    "data-variant": "quiet",
    className: `react-aria-Button ${className}`,
    ...(label !== undefined && { "aria-label": label }),
    children,
  };
  const closed = (
    <Button
      {...button}
      aria-haspopup="menu"
      aria-expanded={false}
      onHoverStart={preload}
      onFocus={preload}
      onPress={open}
      onKeyDown={({ key }) => {
        if (key === "ArrowDown" || key === "ArrowUp") open();
      }}
    />
  );
  if (!isWanted) return closed;
  return (
    <Suspense fallback={closed}>
      <OpenMenu menu={menu} button={button} />
    </Suspense>
  );
}
