import { ChevronLeft, ChevronRight } from "lucide-react";
import Link from "next/link";
import type { ReactNode } from "react";
import { buttonLook } from "@/components/ui/button";
import { cn } from "@/lib/shared/cn";

type PagerProps = {
  /** Names the list it pages through: "Pages of cases". */
  label: string;
  previous?: string | null;
  next?: string | null;
  /** "Shows 50 of 99+ cases" */
  summary?: ReactNode;
  className?: string;
};

export function Pager({ label, previous, next, summary, className }: PagerProps) {
  if (!previous && !next && !summary) return null;
  return (
    <nav aria-label={label} className={cn("flex flex-wrap items-center gap-2 print:hidden", className)}>
      {summary ? <p className="me-auto text-sm text-muted tabular-nums">{summary}</p> : null}
      {previous || next ? (
        <>
          <Step href={previous} rel="prev">
            <ChevronLeft aria-hidden className="rtl:-scale-x-100" />
            Previous
          </Step>
          <Step href={next} rel="next">
            Next
            <ChevronRight aria-hidden className="rtl:-scale-x-100" />
          </Step>
        </>
      ) : null}
    </nav>
  );
}

function Step({ href, rel, children }: { href?: string | null; rel: "prev" | "next"; children: ReactNode }) {
  const look = { variant: "plain", size: "s" } as const;
  if (!href)
    return (
      <span
        className={buttonLook(
          look,
          "border-transparent bg-transparent text-muted hover:border-transparent hover:bg-transparent",
        )}
      >
        {children}
      </span>
    );
  return (
    <Link prefetch={false} href={href} rel={rel} className={buttonLook(look)}>
      {children}
    </Link>
  );
}
