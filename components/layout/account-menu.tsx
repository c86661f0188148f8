"use client";

import type { ReactNode } from "react";
import { Avatar } from "@/components/ui/avatar";
import { Menu, MenuLabel, MenuSeparator } from "@/components/ui/menu";

type AccountMenuProps = { person: { name: string; role: string }; children: ReactNode };

/** The signed-in person's initials in the top bar; opens what is theirs: settings, sign out. */
export function AccountMenu({ person, children }: AccountMenuProps) {
  return (
    <Menu
      trigger={
        <button type="button" className="shrink-0 rounded-full">
          <Avatar name={person.name} size="m" />
          <span className="sr-only">Account of {person.name}</span>
        </button>
      }
    >
      <MenuLabel>
        {person.name}, {person.role}
      </MenuLabel>
      <MenuSeparator />
      {children}
    </Menu>
  );
}
