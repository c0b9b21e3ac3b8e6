import { type ReactNode, useState } from "react";
import { Button, Disclosure, DisclosurePanel, Heading } from "react-aria-components";

interface FoldedProps {
  title: ReactNode;
  className?: string | undefined;
  level?: 2 | 3;
  isOpenAtFirst?: boolean;
  children: ReactNode;
}

/** What is long and seldom wanted: it is there when somebody unfolds it, and neither asked for nor rendered before. */
export function Folded({ title, className, level = 2, isOpenAtFirst = false, children }: FoldedProps) {
  const [isOpen, setOpen] = useState(isOpenAtFirst);
  return (
    <Disclosure
      isExpanded={isOpen}
      onExpandedChange={setOpen}
      className={["react-aria-Disclosure", className].filter(Boolean).join(" ")}
    >
      <Heading level={level}>
        <Button slot="trigger">{title}</Button>
      </Heading>
      <DisclosurePanel>{isOpen && children}</DisclosurePanel>
    </Disclosure>
  );
}
