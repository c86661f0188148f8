"use client";

import { ChevronDown } from "lucide-react";
import dynamic from "next/dynamic";
import { useState } from "react";
import { useDeed } from "@/components/form/deed-button";
import { Button } from "@/components/ui/button";
import { Menu, MenuItem } from "@/components/ui/menu";
import { chooseDefaultAction, removeViewAction, restoreViewAction, updateViewAction } from "@/lib/view/actions";
import type { Look, QueueView } from "@/lib/view/types";
import type { Audience } from "./view-dialogs";

// They come with the first that is opened.
const SaveViewDialog = dynamic(() => import("./view-dialogs").then((loaded) => loaded.SaveViewDialog));
const RenameViewDialog = dynamic(() => import("./view-dialogs").then((loaded) => loaded.RenameViewDialog));

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
  const [wasOpened, setWasOpened] = useState(false);
  const { act, isPending } = useDeed();
  const close = () => setOpen(null);
  const show = (dialog: "save" | "rename") => {
    setWasOpened(true);
    setOpen(dialog);
  };
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
      undo: { action: restoreViewAction, fields: { viewId: id }, done: `Undone: ${name} is back.` },
    });
  const choose = (viewId: string, done: string) => act({ action: chooseDefaultAction, fields: { viewId }, done });
  const dialogs = (
    <>
      {wasOpened ? (
        <>
          <SaveViewDialog open={open === "save"} onClose={close} fields={fields} audiences={audiences} />
          {view ? <RenameViewDialog open={open === "rename"} onClose={close} view={view} /> : null}
        </>
      ) : null}
    </>
  );
  if (!view) {
    return (
      <>
        <Button size="s" variant="quiet" onClick={() => show("save")}>
          Save view
        </Button>
        {dialogs}
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
      {dialogs}
    </>
  );
}
