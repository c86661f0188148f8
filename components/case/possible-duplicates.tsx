"use client";

import { useEffect, useRef, useState } from "react";
import { Card, CardBody, CardHeader } from "@/components/ui/card";
import { RelativeTime } from "@/components/ui/time";
import { findDuplicatesAction } from "@/lib/case/actions";
import { KIND_LABELS } from "@/lib/case/labels";
import type { PossibleDuplicate } from "@/lib/case/types";

type PossibleDuplicatesProps = { patientId: string; unitId: string; words: string; zone: string; now: string };

/** Cases that may be the same, beside the form while it is filled. Opens them in a new tab, so that nothing typed is left behind. */
export function PossibleDuplicates({ patientId, unitId, words, zone, now }: PossibleDuplicatesProps) {
  const [found, setFound] = useState<PossibleDuplicate[]>([]);
  const latest = useRef(0);

  useEffect(() => {
    latest.current += 1;
    const mine = latest.current;
    if (!patientId && !(unitId && words)) return setFound([]);
    const data = new FormData();
    data.set("patientId", patientId);
    data.set("unitId", unitId);
    data.set("words", words);
    void findDuplicatesAction(null, data)
      .catch(() => null)
      .then((result) => {
        if (mine === latest.current) setFound(result?.ok ? result.data : []);
      });
  }, [patientId, unitId, words]);

  return (
    <Card aria-live="polite">
      <CardHeader title="Maybe the same" count={found.length || undefined} />
      {found.length === 0 ? (
        <CardBody className="text-muted">
          Looks at the patient’s cases that are open, or were received or closed in the last 30 days, and at like words
          from the same unit in the last 3.
        </CardBody>
      ) : (
        <ul className="divide-y divide-line">
          {found.map((other) => (
            <li key={other.reference} className="px-3.5 py-2">
              <a
                href={`/cases/${other.reference}`}
                target="_blank"
                rel="noreferrer"
                className="font-medium hover:underline"
              >
                <bdi>{other.about}</bdi>
                <span className="sr-only"> (opens in a new tab)</span>
              </a>
              <p className="text-sm text-muted tabular-nums">
                {other.reference} · {KIND_LABELS[other.kind]}
                {other.unit ? ` · ${other.unit}` : ""} · <RelativeTime iso={other.receivedAt} zone={zone} now={now} /> ·{" "}
                {other.why}
              </p>
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}
