"use client";

import { usePathname } from "next/navigation";
import { useEffect, useState } from "react";
import { Shortcut, useKeys } from "@/components/layout/keys";
import { Button } from "@/components/ui/button";
import { useLate } from "@/components/ui/use-late";
import type { PaletteProps } from "./palette";
import { keepRecentCase, recentCases } from "./recent-cases";
import { rowInFocus } from "./row-in-focus";

export type PageToOpen = { href: string; label: string };

type CommandsProps = { pages: PageToOpen[]; personId: string };

type Asked = Pick<PaletteProps, "commands" | "row" | "recent">;

const loadPalette = async () => ({ ...(await import("./palette")), ...(await import("./page-commands")) });

/** Opens the commands; their code comes with the first time. */
export function Commands({ pages, personId }: CommandsProps) {
  const keys = useKeys();
  const pathname = usePathname();
  const palette = useLate(loadPalette, "The commands");
  const [asked, setAsked] = useState<Asked | null>(null);

  useEffect(() => {
    const reference = /^\/cases\/(PR-\d{2}-\d{6}-\d)$/.exec(pathname)?.[1];
    if (reference) keepRecentCase(personId, reference);
  }, [pathname, personId]);

  const open = async () => {
    const row = rowInFocus();
    const loaded = await palette.bring();
    if (!loaded) return;
    // As the page stands now, before the dialog makes it stand back.
    const commands = loaded.listPageCommands(keys?.listBindings() ?? []);
    setAsked({ commands, row, recent: recentCases(personId) });
  };

  return (
    <>
      <Button
        id={COMMANDS_ID}
        variant="quiet"
        size="s"
        shortcut="⌘ K"
        onClick={open}
        className="max-sm:hidden lg:px-1.5"
      >
        <span className="max-lg:sr-only">Commands</span>
      </Button>
      <Shortcut keys="mod+k" label="Commands" onPress={open} />
      {palette.late ? (
        <palette.late.Palette
          {...(asked ?? NOTHING)}
          isOpen={asked !== null}
          pages={pages}
          onClose={() => setAsked(null)}
        />
      ) : null}
    </>
  );
}

/** Its button; on a narrow screen the account menu presses it. */
export const COMMANDS_ID = "commands";

const NOTHING: Asked = { commands: [], row: null, recent: [] };
