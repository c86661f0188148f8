import { Notice } from "@/components/ui/notice";
import type { ImportPlan } from "@/lib/insight/types";

const MOST_SHOWN = 100;

const told = (value: number | null) => value?.toLocaleString("en") ?? "nothing";

/** What a file would change, and what of it is left out, line by line. */
export function ImportPreview({ plan: { changes, same, problems } }: { plan: ImportPlan }) {
  const replaced = changes.filter(({ before }) => before !== null).length;
  return (
    <div className="grid gap-3">
      <Notice title="Nothing is changed yet" tone={problems.length > 0 ? "soon" : "plain"}>
        {[
          `${changes.length - replaced} would be added, ${replaced} replaced, and ${same} ${same === 1 ? "is" : "are"} there already.`,
          problems.length > 0 ? `${lines(problems.length)} would be left out.` : "",
        ].join(" ")}
      </Notice>
      {changes.length > 0 ? (
        <Lines title="What would change">
          {changes.slice(0, MOST_SHOWN).map(({ line, label, before, after }) => (
            <li key={line}>
              Line {line}: {label}:{" "}
              {before === null ? `${told(after)} is added` : `replaces ${told(before)} by ${told(after)}`}
            </li>
          ))}
          <More count={changes.length} />
        </Lines>
      ) : null}
      {problems.length > 0 ? (
        <Lines title="What would be left out">
          {problems.slice(0, MOST_SHOWN).map(({ line, message }) => (
            <li key={line}>
              Line {line}: {message}
            </li>
          ))}
          <More count={problems.length} />
        </Lines>
      ) : null}
    </div>
  );
}

function Lines({ title, children }: { title: string; children: React.ReactNode }) {
  return (
    <section aria-label={title}>
      <h3 className="mb-1 font-medium">{title}</h3>
      <ul className="grid gap-0.5 text-sm tabular-nums">{children}</ul>
    </section>
  );
}

function More({ count }: { count: number }) {
  return count > MOST_SHOWN ? <li className="text-muted">and {lines(count - MOST_SHOWN)} more</li> : null;
}

function lines(count: number): string {
  return count === 1 ? "1 line" : `${count.toLocaleString("en")} lines`;
}
