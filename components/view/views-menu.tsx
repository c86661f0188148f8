"use client";

import { ChevronDown } from "lucide-react";
import { Button } from "@/components/ui/button";
import { Menu, MenuItem } from "@/components/ui/menu";
import type { QueueView } from "@/lib/view/types";
import { ViewName } from "./view-name";

type ListedView = Pick<QueueView, "id" | "name" | "sharedWith"> & { href: string; count?: string };

type ViewsMenuProps = { views: ListedView[]; defaultViewId: string | null };

/** All saved views, however many: the tabs hold no more of them than there is room for. */
export function ViewsMenu({ views, defaultViewId }: ViewsMenuProps) {
  return (
    <Menu
      trigger={
        <Button size="s" variant="quiet">
          Views
          <ChevronDown aria-hidden />
        </Button>
      }
    >
      {views.map(({ href, count, ...view }) => (
        <MenuItem key={view.id} href={href}>
          <span className="flex items-center justify-between gap-4">
            <ViewName view={view} isDefault={view.id === defaultViewId} />
            <span className="text-xs text-muted tabular-nums">{count}</span>
          </span>
        </MenuItem>
      ))}
    </Menu>
  );
}
