import { lazy, Suspense, useState, type ComponentType, type ReactNode } from "react";
import { Button, type ButtonProps } from "react-aria-components";

/** What opens gets its button, and from then on renders it. */
export interface Unfolded {
  button: ButtonProps;
}

interface UnfoldingProps {
  className?: string;
  /** What the button is called, where that is more than what it shows. */
  label?: string;
  variant?: "quiet";
  children: ReactNode;
}

/**
 * A button that opens something which most readers never open, and which takes a good part of the console: it comes when
 * somebody reaches for the button.
 */
export function unfolds<More extends object>(
  popup: "menu" | "dialog",
  load: () => Promise<ComponentType<More & Unfolded>>,
): ComponentType<More & UnfoldingProps> {
  const Open = lazy(async () => ({ default: (await load()) as ComponentType<object> }));
  const preload = () => void load().catch(() => {});
  return function Unfolding({ className = "", label, variant, children, ...more }) {
    const [isWanted, setWanted] = useState(false);
    const open = () => void load().then(() => setWanted(true), preload);
    const button = {
      ...(variant && { "data-variant": variant }),
      className: `react-aria-Button ${className}`.trim(),
      ...(label !== undefined && { "aria-label": label }),
      children,
    };
    const closed = (
      <Button
        {...button}
        aria-haspopup={popup}
        aria-expanded={false}
        onHoverStart={preload}
        onFocus={preload}
        onPress={open}
        onKeyDown={({ key }) => {
          if (popup === "menu" && (key === "ArrowDown" || key === "ArrowUp")) open();
        }}
      />
    );
    if (!isWanted) return closed;
    return (
      <Suspense fallback={closed}>
        <Open {...more} {...{ button }} />
      </Suspense>
    );
  };
}
