"use client";

import { ChevronDown } from "lucide-react";
import { useState } from "react";
import { type Deed, useDeed } from "@/components/form/deed-button";
import { Button } from "@/components/ui/button";
import { Menu, MenuItem } from "@/components/ui/menu";
import { useLate } from "@/components/ui/use-late";
import { chooseDefaultAction, removeViewAction, restoreViewAction, updateViewAction } from "@/lib/view/actions";
import type { Look, QueueView } from "@/lib/view/types";
import type { Audience } from "./view-dialogs";

export type ViewMenuProps = {
  /** What the queue shows now. */
  query: string;
  look: Look;
  audiences: Audience[];
  /** The saved view that is open, and whether it is shown otherwise than it was saved. */
  view: Pick<QueueView, "id" | "name" | "version" | "mayChange"> | null;
  isChanged: boolean;
  isDefault: boolean;
};

/** Keeps what the queue shows as a view, and says what becomes of the one that is open. */
export function ViewMenu({ query, look, audiences, view, isChanged, isDefault }: ViewMenuProps) {
  const [open, setOpen] = useState<"save" | "rename" | null>(null);
  const dialogs = useLate(() => import("./view-dialogs"), "The form");
  const { act, isPending } = useDeed();
  const close = () => setOpen(null);
  const fields = { query, columns: look.columns.join(","), density: look.density };
  const update = ({ id, name, version }: NonNullable<ViewMenuProps["view"]>) =>
    act({
      action: updateViewAction,
      fields: { viewId: id, version: String(version), ...fields },
      done: `${name} now shows this.`,
    });
  const remove = ({ id, name }: NonNullable<ViewMenuProps["view"]>) =>
    act({
      action: removeViewAction,
      fields: { viewId: id },
      done: `Removed: ${name}.`,
      undo: restore(id, name),
    });
  const restore = (viewId: string, name: string): Deed<{ name: string }> => ({
    action: restoreViewAction,
    fields: { viewId },
    done: (back) =>
      back.name === name
        ? `Undone: ${name} is back.`
        : `Undone: it is back as ${back.name}, since another view is called ${name} by now.`,
  });
  const choose = (viewId: string, done: string) => act({ action: chooseDefaultAction, fields: { viewId }, done });
  const show = async (which: "save" | "rename") => {
    if (await dialogs.bring()) setOpen(which);
  };
  const forms = dialogs.late ? (
    <>
      <dialogs.late.SaveViewDialog open={open === "save"} onClose={close} fields={fields} audiences={audiences} />
      {view ? <dialogs.late.RenameViewDialog open={open === "rename"} onClose={close} view={view} /> : null}
    </>
  ) : null;
  if (!view) {
    return (
      <>
        <Button size="s" variant="quiet" onClick={() => show("save")}>
          Save view
        </Button>
        {forms}
      </>
    );
  }
  return (
    <>
      <Menu
        trigger={
          <Button size="s" variant="quiet" pending={isPending}>
            View
            <ChevronDown aria-hidden />
          </Button>
        }
      >
        {view.mayChange && isChanged ? <MenuItem onSelect={() => update(view)}>Update this view</MenuItem> : null}
        <MenuItem onSelect={() => show("save")}>Save as a new view</MenuItem>
        {view.mayChange ? <MenuItem onSelect={() => show("rename")}>Rename</MenuItem> : null}
        {isDefault ? (
          <MenuItem onSelect={() => choose("", "The queue opens as usual again.")}>Do not open with this view</MenuItem>
        ) : (
          <MenuItem onSelect={() => choose(view.id, `The queue now opens with ${view.name}.`)}>
            Open the queue with this view
          </MenuItem>
        )}
        {view.mayChange ? (
          <MenuItem tone="late" onSelect={() => remove(view)}>
            Remove
          </MenuItem>
        ) : null}
      </Menu>
      {forms}
    </>
  );
}
