"use client";

import { Keyboard, LogOut, SquareTerminal, UserRound } from "lucide-react";
import { useEffect, useState } from "react";
import { COMMANDS_ID } from "@/components/command/commands";
import { dropAllUnsaved, saveAll } from "@/components/draft/unsaved";
import { forgetOwn } from "@/components/layout/own-store";
import { keepCookie } from "@/components/ui/keep-cookie";
import { MenuChoice, MenuItem, MenuSeparator } from "@/components/ui/menu";
import { readTheme, THEME_COOKIE, type Theme } from "@/lib/shared/theme";

const THEME_OPTIONS = [
  { value: "system", label: "As the system" },
  { value: "light", label: "Light" },
  { value: "dark", label: "Dark" },
];

/** What the menu under one's initials holds. */
export function AccountChoices() {
  const [theme, setTheme] = useState<Theme>("system");
  useEffect(() => setTheme(readTheme(document.documentElement.dataset.theme)), []);
  const choose = (value: string) => {
    const next = readTheme(value);
    setTheme(next);
    applyTheme(next);
  };
  return (
    <>
      <MenuItem href="/account" icon={<UserRound aria-hidden />}>
        My account
      </MenuItem>
      <MenuItem href="/account#keys" icon={<Keyboard aria-hidden />}>
        Keys
      </MenuItem>
      <MenuItem
        icon={<SquareTerminal aria-hidden />}
        shortcut="⌘ K"
        onSelect={() => document.getElementById(COMMANDS_ID)?.click()}
      >
        Commands
      </MenuItem>
      <MenuSeparator />
      <MenuChoice label="Appearance" value={theme} options={THEME_OPTIONS} onChange={choose} />
      <MenuSeparator />
      <MenuItem icon={<LogOut aria-hidden />} onSelect={leave}>
        Sign out
      </MenuItem>
    </>
  );
}

/** Saves what is being typed, ends the session on the server, then loads the sign-in page anew, so that nothing stays in this tab. */
async function leave() {
  await saveAll();
  dropAllUnsaved();
  forgetOwn();
  // Fetched when it is needed: no page has to carry it.
  await import("next-auth/react").then(({ signOut }) => signOut({ redirect: false })).catch(() => undefined);
  window.location.replace("/sign-in");
}

function applyTheme(theme: Theme) {
  if (theme === "system") delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = theme;
  keepCookie(THEME_COOKIE, theme === "system" ? null : theme);
}
