import Link from "next/link";
import type { ComponentProps, MouseEvent, ReactNode } from "react";
import { KeyHint } from "@/components/ui/key-hint";
import { cn } from "@/lib/shared/cn";

export type ButtonVariant = "primary" | "plain" | "quiet" | "danger";
export type ButtonSize = "s" | "m";

type Look = { variant?: ButtonVariant; size?: ButtonSize };
type Extras = Look & { icon?: ReactNode; shortcut?: string };

const VARIANTS: Record<ButtonVariant, string> = {
  primary: "border-primary bg-primary text-on-primary hover:border-primary-strong hover:bg-primary-strong",
  plain: "bg-surface text-text hover:border-line-strong hover:bg-sunk",
  quiet:
    "border-transparent bg-transparent text-muted hover:bg-sunk hover:text-text aria-pressed:border-line aria-pressed:bg-sunk aria-pressed:text-text",
  danger: "border-late bg-surface text-late hover:bg-late-bg",
};

const SIZES: Record<ButtonSize, string> = {
  s: "h-7 px-2.5 text-sm",
  m: "h-8.5 px-3 text-base",
};

/** The classes alone, for the rare control that must look like a button but is something else. */
export function buttonLook({ variant = "plain", size = "m" }: Look, className?: string): string {
  return cn(
    "inline-flex shrink-0 items-center justify-center gap-2 rounded border font-medium whitespace-nowrap select-none",
    "transition-colors disabled:cursor-not-allowed disabled:opacity-60 aria-disabled:cursor-not-allowed print:hidden",
    "[&_svg]:size-4 [&_svg]:shrink-0",
    VARIANTS[variant],
    SIZES[size],
    className,
  );
}

function Content({ icon, shortcut, variant, children }: Extras & { children: ReactNode }) {
  return (
    <>
      {icon}
      {children}
      {shortcut ? (
        <KeyHint
          keys={shortcut}
          className={cn("max-sm:hidden", variant === "primary" && "border-current/40 bg-transparent text-current")}
        />
      ) : null}
    </>
  );
}

type ButtonProps = Extras & ComponentProps<"button"> & { pending?: boolean; pendingLabel?: string };

/** While pending the button keeps its place, its width and the focus, says so in words, and does nothing when pressed. */
export function Button(props: ButtonProps) {
  const { variant, size, icon, shortcut, pending, pendingLabel = "Working…", className, children, ...rest } = props;
  const look = buttonLook({ variant, size }, className);
  const content = (
    <Content icon={icon} shortcut={shortcut} variant={variant}>
      {children}
    </Content>
  );
  if (pending === undefined) {
    return (
      <button type="button" {...rest} className={look}>
        {content}
      </button>
    );
  }
  return (
    <button
      type="button"
      {...rest}
      aria-busy={pending}
      aria-disabled={pending || undefined}
      onClick={pending ? ignorePress : rest.onClick}
      className={look}
    >
      <span className="grid place-items-center">
        <span className={cn("col-start-1 row-start-1 inline-flex items-center gap-2", pending && "invisible")}>
          {content}
        </span>
        <span className={cn("col-start-1 row-start-1", !pending && "invisible")}>{pendingLabel}</span>
      </span>
    </button>
  );
}

function ignorePress(event: MouseEvent) {
  event.preventDefault();
}

type ButtonLinkProps = Extras & ComponentProps<typeof Link>;

export function ButtonLink({ variant, size, icon, shortcut, className, children, ...rest }: ButtonLinkProps) {
  return (
    <Link prefetch={false} {...rest} className={buttonLook({ variant, size }, className)}>
      <Content icon={icon} shortcut={shortcut} variant={variant}>
        {children}
      </Content>
    </Link>
  );
}
