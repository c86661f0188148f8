import Link from "next/link";
import type { ComponentProps, ReactNode } from "react";
import { Chip } from "@/components/ui/chip";
import { cn } from "@/lib/shared/cn";

export function Card({ className, ...rest }: ComponentProps<"section">) {
  return <section {...rest} className={cn("min-w-0 rounded-lg border bg-surface", className)} />;
}

type CardHeaderProps = {
  title: ReactNode;
  level?: 2 | 3 | 4;
  /** For `aria-labelledby` on the card. */
  id?: string;
  count?: number | string;
  /** Stands at the far end: a quiet button, a remark. */
  children?: ReactNode;
  className?: string;
};

export function CardHeader({ title, level = 2, id, count, children, className }: CardHeaderProps) {
  const Heading = `h${level}` as const;
  return (
    <header className={cn("flex min-h-11.5 flex-wrap items-center gap-x-2 gap-y-1 border-b px-3.5 py-2", className)}>
      <Heading id={id} className="text-base">
        {title}
      </Heading>
      {count === undefined ? null : <Chip>{count}</Chip>}
      {children ? <div className="ms-auto flex flex-wrap items-center gap-2 text-sm text-muted">{children}</div> : null}
    </header>
  );
}

export function CardBody({ className, ...rest }: ComponentProps<"div">) {
  return <div {...rest} className={cn("p-3.5", className)} />;
}

export function CardList({ className, ...rest }: ComponentProps<"ul">) {
  return <ul {...rest} className={cn("divide-y divide-line", className)} />;
}

type CardItemProps = { href?: string; className?: string; children: ReactNode };

/** One row of a list in a card. With `href` the whole row is the link, so it must hold no other control. */
export function CardItem({ href, className, children }: CardItemProps) {
  const look = cn("flex min-h-10 flex-wrap items-center gap-x-2.5 gap-y-1 px-3.5 py-2 sm:flex-nowrap", className);
  if (!href) return <li className={look}>{children}</li>;
  return (
    <li className="group">
      <Link
        prefetch={false}
        href={href}
        className={cn(look, "-outline-offset-2 transition-colors group-last:rounded-b-lg hover:bg-sunk")}
      >
        {children}
      </Link>
    </li>
  );
}
