import { useEffect, useState } from "react";
import { Button, MenuTrigger, Popover, type ButtonProps } from "react-aria-components";

import { LanguageMenu } from "./language-menu";
import { PersonMenu } from "./person-menu";
import { ThemeMenu } from "./theme-menu";

const MENUS = { language: LanguageMenu, person: PersonMenu, theme: ThemeMenu };

export interface OpenMenuProps {
  menu: keyof typeof MENUS;
  button: ButtonProps;
}

/** A menu of the frame with its button, from the first time that it is opened. */
export function OpenMenu({ menu, button }: OpenMenuProps) {
  const Menu = MENUS[menu];
  const [isOpen, setOpen] = useState(false);
  // It opens when the button has the focus, so that the focus finds back to it.
  useEffect(() => setOpen(true), []);
  return (
    <MenuTrigger isOpen={isOpen} onOpenChange={setOpen}>
      <Button {...button} autoFocus />
      <Popover>
        <Menu />
      </Popover>
    </MenuTrigger>
  );
}
