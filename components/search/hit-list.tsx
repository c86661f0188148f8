import Link from "next/link";
import { EscalatedChip, KindChip, StateChip } from "@/components/case/case-chips";
import { PART_LABELS } from "@/lib/search/labels";
import type { CaseHit, FoundPart } from "@/lib/search/types";
import { formatInstant } from "@/lib/shared/dates";
import { Marked } from "./marked";

/** Cases found by what was written in them, each with where that was and the words around it. */
export function HitList({ hits }: { hits: CaseHit[] }) {
  return (
    <ul className="divide-y divide-line">
      {hits.map((hit) => (
        <Hit key={`${hit.case.id} ${hit.mergedFrom ?? ""}`} {...hit} />
      ))}
    </ul>
  );
}

function Hit({ case: row, mergedFrom, parts }: CaseHit) {
  return (
    <li className="grid gap-1.5 px-4 py-3">
      <div className="flex flex-wrap items-center gap-x-2.5 gap-y-1">
        <Link
          href={`/cases/${row.reference}`}
          prefetch={false}
          className="min-h-6 font-medium wrap-anywhere text-primary-text underline-offset-2 hover:underline"
        >
          <bdi>{row.about}</bdi>
        </Link>
        <KindChip kind={row.kind} />
        <StateChip state={row.state} />
        {row.isEscalated ? <EscalatedChip /> : null}
      </div>
      <p className="text-sm text-muted">
        <span className="tabular-nums">{row.reference}</span>
        {row.patient ? (
          <>
            {", "}
            <bdi>{row.patient.name}</bdi>
          </>
        ) : null}
        {", received "}
        <time dateTime={row.receivedAt}>{formatInstant(new Date(row.receivedAt), row.site.zone)}</time>
        {mergedFrom ? `, found in ${mergedFrom}, which was merged into it` : null}
      </p>
      {parts.map((part) => (
        <Found key={`${part.kind} ${part.sourceId}`} part={part} zone={row.site.zone} />
      ))}
    </li>
  );
}

function Found({ part: { kind, sourceId, at, snippet, file }, zone }: { part: FoundPart; zone: string }) {
  return (
    <p className="max-w-prose text-sm wrap-anywhere">
      <span className="text-muted">
        {PART_LABELS[kind]}
        {file ? (
          <>
            {" "}
            <a
              href={`/api/files/${sourceId}`}
              title={`Download ${file}`}
              className="text-primary-text underline-offset-2 hover:underline"
            >
              <bdi>{file}</bdi>
            </a>
          </>
        ) : null}
        , <time dateTime={at}>{formatInstant(new Date(at), zone)}</time>:{" "}
      </span>
      <bdi>
        <Marked stretches={snippet} />
      </bdi>
    </p>
  );
}
