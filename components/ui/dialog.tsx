"use client";

import { X } from "lucide-react";
import { type KeyboardEvent, type MouseEvent, type ReactNode, useEffect, useId, useRef } from "react";
import { Button } from "@/components/ui/button";
import { cn } from "@/lib/shared/cn";

type Placement = "center" | "start" | "end";

const PLACEMENTS: Record<Placement, string> = {
  center: "m-auto max-h-[calc(100dvh-2rem)] w-[min(36rem,calc(100vw-2rem))] rounded-lg",
  start: "me-auto h-dvh max-h-none w-[min(18rem,85vw)] rounded-e-lg",
  end: "ms-auto h-dvh max-h-none w-[min(28rem,92vw)] rounded-s-lg",
};

type DialogProps = {
  open: boolean;
  onClose: () => void;
  title: ReactNode;
  titleHidden?: boolean;
  description?: ReactNode;
  placement?: Placement;
  /** Buttons, the primary one last. */
  footer?: ReactNode;
  /** "none": a browser that knows of it leaves the dialog open on Escape; others close it and say so by `onClose`. */
  closedBy?: "none";
  className?: string;
  children?: ReactNode;
};

/** Where the focus begins, if not at the first control: `autoFocus` is tried before the dialog is shown, and lost. */
const FIRST_FOCUS = "[data-first-focus]";

/**
 * The browser's own modal: it traps focus, makes the rest inert, closes on Escape and gives focus back,
 * and needs no injected style that a strict content policy would refuse.
 */
export function Dialog({ open, onClose, closedBy, ...parts }: DialogProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  const titleId = useId();
  const descriptionId = useId();
  useEffect(() => {
    if (!open) return dialog.current?.close();
    dialog.current?.showModal();
    dialog.current?.querySelector<HTMLElement>(FIRST_FOCUS)?.focus();
  }, [open]);
  const closeFromBackdrop = (event: MouseEvent<HTMLDialogElement>) => {
    if (event.target === event.currentTarget && !closedBy) onClose();
  };
  return (
    <dialog
      ref={dialog}
      aria-labelledby={titleId}
      aria-describedby={parts.description ? descriptionId : undefined}
      closedby={closedBy}
      onClose={onClose}
      onClick={closeFromBackdrop}
      onKeyDown={sendByKeys}
      className={cn(
        "overflow-hidden border bg-raised p-0 text-text shadow backdrop:bg-scrim",
        PLACEMENTS[parts.placement ?? "center"],
        parts.className,
      )}
    >
      {open ? <Panel {...parts} titleId={titleId} descriptionId={descriptionId} onClose={onClose} /> : null}
    </dialog>
  );
}

/** Ctrl or Cmd with Enter sends the dialog's form from anywhere in it, a text of many lines too. */
function sendByKeys(event: KeyboardEvent<HTMLDialogElement>) {
  if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey) || event.repeat) return;
  const form = event.target instanceof Element ? event.target.closest("form") : null;
  if (!form || !event.currentTarget.contains(form)) return;
  event.preventDefault();
  form.requestSubmit();
}

type PanelProps = Omit<DialogProps, "open" | "closedBy"> & { titleId: string; descriptionId: string };

// The close button comes last, so that focus begins in the content.
function Panel({ title, titleHidden, description, footer, children, titleId, descriptionId, onClose }: PanelProps) {
  return (
    <div className="flex h-full max-h-[inherit] flex-col">
      <div className={cn("pt-3.5 pb-1 ps-4 pe-12", titleHidden && "sr-only")}>
        <h2 id={titleId} className="text-lg">
          {title}
        </h2>
        {description ? (
          <p id={descriptionId} className="mt-0.5 text-muted">
            {description}
          </p>
        ) : null}
      </div>
      <div className={cn("min-h-0 flex-1 overflow-y-auto overscroll-contain px-4 pt-2 pb-4", titleHidden && "pt-3.5")}>
        {children}
      </div>
      {footer ? <div className="flex flex-wrap justify-end gap-2 border-t px-4 py-3">{footer}</div> : null}
      <Button
        variant="quiet"
        size="s"
        aria-label="Close"
        onClick={onClose}
        className="absolute inset-e-2.5 top-3 px-1.5"
        icon={<X aria-hidden />}
      />
    </div>
  );
}
