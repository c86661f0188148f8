"use client";

import Link from "next/link";
import {
  type ComponentProps,
  cloneElement,
  createContext,
  type KeyboardEvent,
  type MouseEvent,
  type PointerEvent,
  type ReactElement,
  type ReactNode,
  useContext,
  useEffect,
  useId,
  useLayoutEffect,
  useRef,
  useState,
} from "react";
import { KeyHint } from "@/components/ui/key-hint";
import { cn } from "@/lib/shared/cn";

type MenuProps = {
  /** One button; it is told that it opens a menu. */
  trigger: ReactElement<ComponentProps<"button">>;
  children: ReactNode;
};

/** Closes the menu and gives the focus back, before what was chosen happens. */
const CloseContext = createContext<() => void>(() => {});

/**
 * A menu button (ARIA practices). Not modal: the page behind stays readable. It stays in its landmark, and in an open dialog it can
 * still be seen and pressed.
 */
export function Menu({ trigger, children }: MenuProps) {
  const [isOpen, setIsOpen] = useState(false);
  // A key, a shortcut or a reading aid begins at the first line; a pointer is already where it wants to be.
  const [isByKey, setIsByKey] = useState(false);
  const root = useRef<HTMLSpanElement>(null);
  const listId = useId();
  const close = () => {
    root.current?.querySelector<HTMLElement>("[aria-haspopup=menu]")?.focus();
    setIsOpen(false);
  };
  const open = (byKey: boolean) => {
    setIsByKey(byKey);
    setIsOpen(true);
  };
  useEffect(() => {
    if (!isOpen) return;
    const leave = ({ target }: Event) => {
      if (target instanceof Node && !root.current?.contains(target)) setIsOpen(false);
    };
    document.addEventListener("pointerdown", leave);
    document.addEventListener("focusin", leave);
    return () => {
      document.removeEventListener("pointerdown", leave);
      document.removeEventListener("focusin", leave);
    };
  }, [isOpen]);
  return (
    <span ref={root} className="relative inline-flex shrink-0">
      {cloneElement(trigger, {
        "aria-haspopup": "menu",
        "aria-expanded": isOpen,
        "aria-controls": isOpen ? listId : undefined,
        onClick: ({ detail }: MouseEvent) => (isOpen ? close() : open(detail === 0)),
        onKeyDown: (event: KeyboardEvent) => {
          if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
          event.preventDefault();
          open(true);
        },
      })}
      {isOpen ? (
        <CloseContext value={close}>
          <List id={listId} isByKey={isByKey} onClose={close}>
            {children}
          </List>
        </CloseContext>
      ) : null}
    </span>
  );
}

type ListProps = { id: string; isByKey: boolean; onClose: () => void; children: ReactNode };

function List({ id, isByKey, onClose, children }: ListProps) {
  const list = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const { current } = list;
    if (!current) return;
    const place = () => placeByButton(current);
    current.showPopover();
    place();
    const [first] = linesOf(current);
    (isByKey && first ? first : current).focus({ preventScroll: true });
    window.addEventListener("resize", place);
    document.addEventListener("scroll", place, true);
    return () => {
      window.removeEventListener("resize", place);
      document.removeEventListener("scroll", place, true);
    };
  }, [isByKey]);
  const press = (event: KeyboardEvent<HTMLDivElement>) => {
    if (event.key === "Tab") return onClose();
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "Escape") onClose();
    else if (!moveBy(event.key, event.currentTarget)) return;
    event.preventDefault();
  };
  return (
    <div
      ref={list}
      id={id}
      role="menu"
      // Over everything: what it stands in may scroll, or cut off.
      popover="manual"
      tabIndex={-1}
      onKeyDown={press}
      className="fixed inset-auto m-0 w-max max-w-[calc(100vw-1rem)] min-w-48 overflow-y-auto rounded-lg border bg-raised p-1 text-start text-base font-normal whitespace-normal text-text shadow outline-none"
    >
      {children}
    </div>
  );
}

const EDGE = 8;
const GAP = 6;

/** Ends where its button ends, as far as the window has room; below it, or above where there is more. */
function placeByButton(list: HTMLElement): void {
  const button = list.parentElement?.getBoundingClientRect();
  if (!button) return;
  const { clientWidth, clientHeight } = document.documentElement;
  const [below, above] = [clientHeight - button.bottom - GAP - EDGE, button.top - GAP - EDGE];
  const isBelow = list.scrollHeight <= below || below >= above;
  list.style.maxHeight = `${isBelow ? below : above}px`;
  const { width, height } = list.getBoundingClientRect();
  const start = getComputedStyle(list).direction === "rtl" ? button.left : button.right - width;
  list.style.left = `${Math.max(EDGE, Math.min(start, clientWidth - EDGE - width))}px`;
  list.style.top = `${isBelow ? button.bottom + GAP : button.top - GAP - height}px`;
}

function linesOf(list: HTMLElement): HTMLElement[] {
  return [...list.querySelectorAll<HTMLElement>("[role^=menuitem]")];
}

/** Moves the focus as a key says: to a line beside, to an end, or to the next line that begins with a letter. */
function moveBy(key: string, list: HTMLElement): boolean {
  const lines = linesOf(list);
  const { activeElement } = document;
  const here = activeElement instanceof HTMLElement ? lines.indexOf(activeElement) : -1;
  const at = (index: number) => lines.at(index % lines.length)?.focus();
  if (key === "ArrowDown") at(here + 1);
  else if (key === "ArrowUp") at(here <= 0 ? -1 : here - 1);
  else if (key === "Home") at(0);
  else if (key === "End") at(-1);
  else if (key === " " || [...key].length > 1) return false;
  else {
    const after = [...lines.slice(here + 1), ...lines.slice(0, here + 1)];
    after.find((line) => line.textContent?.trim().toLowerCase().startsWith(key.toLowerCase()))?.focus();
  }
  return true;
}

/** The line under the pointer is the one that the keys go on from. */
function follow({ currentTarget, pointerType }: PointerEvent<HTMLElement>): void {
  if (pointerType === "mouse" && document.activeElement !== currentTarget) {
    currentTarget.focus({ preventScroll: true });
  }
}

type MenuItemProps = {
  icon?: ReactNode;
  shortcut?: string;
  tone?: "plain" | "late";
  /** Can be read all the same: it may say why. */
  disabled?: boolean;
  children: ReactNode;
} & (
  | { href: string; onSelect?: never; submits?: never }
  | { onSelect: () => void; href?: never; submits?: never }
  /** The id of a form to send: the menu is gone before a button inside it could. */
  | { submits: string; href?: never; onSelect?: never }
);

export function MenuItem({ icon, shortcut, tone, disabled, children, ...deed }: MenuItemProps) {
  const close = useContext(CloseContext);
  const look = cn(
    LINE,
    "aria-disabled:cursor-not-allowed aria-disabled:opacity-60 [&_svg]:size-4 [&_svg]:shrink-0",
    tone === "late" && "text-late focus:bg-late-bg focus:text-late",
  );
  const content = (
    <>
      {icon}
      <span className="flex-1">{children}</span>
      {shortcut ? <KeyHint keys={shortcut} /> : null}
    </>
  );
  if (deed.href !== undefined) {
    return (
      <Link
        prefetch={false}
        href={deed.href}
        role="menuitem"
        tabIndex={-1}
        onPointerMove={follow}
        onClick={close}
        className={look}
      >
        {content}
      </Link>
    );
  }
  const choose = () => {
    close();
    if (deed.onSelect) deed.onSelect();
    else sendForm(deed.submits);
  };
  return (
    <button
      type="button"
      role="menuitem"
      tabIndex={-1}
      aria-disabled={disabled || undefined}
      onPointerMove={follow}
      onClick={disabled ? undefined : choose}
      className={look}
    >
      {content}
    </button>
  );
}

const LINE =
  "flex min-h-8 w-full items-center gap-2.5 rounded px-2.5 text-start outline-none select-none focus:bg-primary-soft focus:text-primary-text";

function sendForm(id: string | undefined) {
  const form = id ? document.getElementById(id) : null;
  if (form instanceof HTMLFormElement) form.requestSubmit();
}

export function MenuLabel({ children }: { children: ReactNode }) {
  return <div className="px-2.5 py-1.5 text-sm text-muted">{children}</div>;
}

export function MenuSeparator() {
  return <hr className="-mx-1 my-1 h-px border-0 bg-line" />;
}

type MenuChoiceProps = {
  label: string;
  value: string;
  options: { value: string; label: string }[];
  onChange: (value: string) => void;
};

/** One of a few settings, inside a menu. */
export function MenuChoice({ label, value, options, onChange }: MenuChoiceProps) {
  const close = useContext(CloseContext);
  const choose = (next: string) => {
    close();
    onChange(next);
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: a menu holds groups, not fieldsets.
    <div role="group" aria-label={label}>
      <MenuLabel>{label}</MenuLabel>
      {options.map((option) => (
        <button
          key={option.value}
          type="button"
          role="menuitemradio"
          aria-checked={option.value === value}
          tabIndex={-1}
          onPointerMove={follow}
          onClick={() => choose(option.value)}
          className={LINE}
        >
          <span className="grid size-4 place-items-center" aria-hidden>
            {option.value === value ? <span className="size-2 rounded-full bg-primary" /> : null}
          </span>
          {option.label}
        </button>
      ))}
    </div>
  );
}
