import type { ReactNode } from "react";

type InsightSectionProps = { id: string; title: string; remark: string; children: ReactNode };

/** One question that the figures below it answer. */
export function InsightSection({ id, title, remark, children }: InsightSectionProps) {
  return (
    <section aria-labelledby={id} className="grid grid-cols-1 gap-3.5 border-t pt-4 first:border-t-0 first:pt-0">
      <div>
        <h2 id={id} className="scroll-mt-16 text-lg">
          {title}
        </h2>
        <p className="text-sm text-muted">{remark}</p>
      </div>
      {children}
    </section>
  );
}
