"use client";

import Link from "next/link";
import { DropdownMenu as Radix } from "radix-ui";
import { type ReactNode, useState } from "react";
import { KeyHint } from "@/components/ui/key-hint";
import { cn } from "@/lib/shared/cn";

type MenuProps = {
  /** One button; it is told that it opens a menu. */
  trigger: ReactNode;
  align?: "start" | "end";
  children: ReactNode;
};

/**
 * Not modal: the page behind stays readable and no style is injected to lock its scrolling. No portal: it stays in its
 * landmark, and in an open dialog it can still be seen and pressed.
 */
export function Menu({ trigger, align = "end", children }: MenuProps) {
  const [isOpen, setIsOpen] = useState(false);
  return (
    <Radix.Root modal={false} open={isOpen} onOpenChange={setIsOpen}>
      {/* The trigger listens to pointers and keys alone; a shortcut or a reading aid presses it without either. */}
      <Radix.Trigger asChild onClick={({ detail }) => (detail === 0 ? setIsOpen(true) : undefined)}>
        {trigger}
      </Radix.Trigger>
      <Radix.Content
        align={align}
        sideOffset={6}
        collisionPadding={8}
        loop
        className="z-50 max-h-(--radix-dropdown-menu-content-available-height) min-w-48 overflow-y-auto rounded-lg border bg-raised p-1 text-start text-base font-normal whitespace-normal text-text shadow"
      >
        {children}
      </Radix.Content>
    </Radix.Root>
  );
}

type MenuItemProps = {
  icon?: ReactNode;
  shortcut?: string;
  tone?: "plain" | "late";
  disabled?: boolean;
  children: ReactNode;
} & (
  | { href: string; onSelect?: never; submits?: never }
  | { onSelect: () => void; href?: never; submits?: never }
  /** The id of a form to send: the menu is gone before a button inside it could. */
  | { submits: string; href?: never; onSelect?: never }
);

export function MenuItem({ icon, shortcut, tone, disabled, children, ...deed }: MenuItemProps) {
  const look = cn(
    "flex min-h-8 w-full items-center gap-2.5 rounded px-2.5 outline-none select-none",
    "data-disabled:cursor-not-allowed data-disabled:opacity-60 data-highlighted:bg-primary-soft data-highlighted:text-primary-text",
    "[&_svg]:size-4 [&_svg]:shrink-0",
    tone === "late" && "text-late data-highlighted:bg-late-bg data-highlighted:text-late",
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
      <Radix.Item asChild disabled={disabled} className={look}>
        <Link href={deed.href}>{content}</Link>
      </Radix.Item>
    );
  }
  return (
    <Radix.Item disabled={disabled} className={look} onSelect={deed.onSelect ?? (() => sendForm(deed.submits))}>
      {content}
    </Radix.Item>
  );
}

function sendForm(id: string | undefined) {
  const form = id ? document.getElementById(id) : null;
  if (form instanceof HTMLFormElement) form.requestSubmit();
}

export function MenuLabel({ children }: { children: ReactNode }) {
  return <Radix.Label className="px-2.5 py-1.5 text-sm text-muted">{children}</Radix.Label>;
}

export function MenuSeparator() {
  return <Radix.Separator className="-mx-1 my-1 h-px bg-line" />;
}

type MenuChoiceProps = {
  label: string;
  value: string;
  options: { value: string; label: string }[];
  onChange: (value: string) => void;
};

/** One of a few settings, inside a menu. */
export function MenuChoice({ label, value, options, onChange }: MenuChoiceProps) {
  return (
    <Radix.RadioGroup aria-label={label} value={value} onValueChange={onChange}>
      <MenuLabel>{label}</MenuLabel>
      {options.map((option) => (
        <Radix.RadioItem
          key={option.value}
          value={option.value}
          className="flex min-h-8 items-center gap-2.5 rounded px-2.5 outline-none select-none data-highlighted:bg-primary-soft data-highlighted:text-primary-text"
        >
          <span className="grid size-4 place-items-center" aria-hidden>
            <Radix.ItemIndicator className="size-2 rounded-full bg-primary" />
          </span>
          {option.label}
        </Radix.RadioItem>
      ))}
    </Radix.RadioGroup>
  );
}
