"use client";

import { createContext, type ReactNode, useContext } from "react";
import { Avatar } from "@/components/ui/avatar";
import { describeHere } from "@/lib/presence/labels";
import type { Here } from "@/lib/presence/types";
import { NewsLine } from "./news-line";
import { useLive } from "./use-live";

const HereContext = createContext<Here[]>([]);

type QueueLiveProps = {
  /** The list's filters, as in its address: only what belongs into it is news. */
  query?: string;
  now: string;
  children: ReactNode;
};

/** Keeps a list of cases told of what is new, and of who has which of them open. */
export function QueueLive({ query, now, children }: QueueLiveProps) {
  const { here, news } = useLive({ caseId: null, query, now });
  return (
    <HereContext value={here}>
      {children}
      <NewsLine>{news.arrived ? (news.arrived === 1 ? "1 new case." : `${news.arrived} new cases.`) : null}</NewsLine>
    </HereContext>
  );
}

/** A small mark on a case that somebody else has open. */
export function HereMark({ caseId }: { caseId: string }) {
  const people = useContext(HereContext).find((each) => each.caseId === caseId)?.people ?? [];
  const [first] = people;
  if (!first) return null;
  return (
    <span title={describeHere(people)} className="me-1.5 inline-flex align-middle">
      <Avatar name={first.name} />
      <span className="sr-only">{describeHere(people)}</span>
    </span>
  );
}
