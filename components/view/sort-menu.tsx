"use client";

import { ArrowDown, ArrowUp, ArrowUpDown } from "lucide-react";
import type { Sort } from "@/components/table/sort-header";
import { Button } from "@/components/ui/button";
import { Menu, MenuItem } from "@/components/ui/menu";
import { COLUMN_LABELS } from "@/lib/view/labels";
import type { QueueColumn } from "@/lib/view/schema";

type SortMenuProps = { columns: QueueColumn[]; sorts: Record<string, Sort> };

/** What the heads of the columns do, where rows are cards and there are none. */
export function SortMenu({ columns, sorts }: SortMenuProps) {
  const lines = columns.flatMap((name) => {
    const sort = sorts[name];
    return sort ? [{ name, ...sort }] : [];
  });
  return (
    <span className="sm:hidden">
      <Menu
        trigger={
          <Button size="s" variant="quiet" icon={<ArrowUpDown aria-hidden />}>
            Sort
          </Button>
        }
      >
        {lines.map(({ name, href, direction }) => (
          <MenuItem
            key={name}
            href={href}
            icon={direction ? ICONS[direction] : <span aria-hidden className="size-4" />}
          >
            {COLUMN_LABELS[name]}
            {direction ? <span className="sr-only">, {direction}</span> : null}
          </MenuItem>
        ))}
      </Menu>
    </span>
  );
}

const ICONS = { ascending: <ArrowUp aria-hidden />, descending: <ArrowDown aria-hidden /> };
