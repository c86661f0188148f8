import { Card, CardHeader, CardList } from "@/components/ui/card";
import { Chip } from "@/components/ui/chip";
import { DECISION_LABELS } from "@/lib/improvement/labels";
import type { CycleRow } from "@/lib/improvement/types";
import { formatInstant } from "@/lib/shared/dates";
import { BeginCycleDialog, DecideCycleDialog } from "./cycle-dialogs";

type CycleCardProps = {
  improvementId: string;
  cycles: CycleRow[];
  zone: string;
  mayUpdate: boolean;
  isOpen: boolean;
};

/** Rounds of plan, do, study, act, the newest first. */
export function CycleCard({ improvementId, cycles, zone, mayUpdate, isOpen }: CycleCardProps) {
  const isRunning = cycles.some(({ decided }) => decided === null);
  return (
    <Card aria-labelledby="cycles">
      <CardHeader id="cycles" title="Plan, do, study, act">
        {mayUpdate && isOpen && !isRunning ? <BeginCycleDialog improvementId={improvementId} /> : null}
      </CardHeader>
      {cycles.length === 0 ? (
        <p className="p-3.5 text-muted">
          {isOpen
            ? "No cycle yet. A cycle tries the change on a small scale before it is made everywhere."
            : "The change was made without a cycle."}
        </p>
      ) : (
        <CardList>
          {cycles.map((cycle, index) => (
            <Cycle key={cycle.id} cycle={cycle} number={cycles.length - index} zone={zone} mayDecide={mayUpdate} />
          ))}
        </CardList>
      )}
    </Card>
  );
}

type CycleProps = { cycle: CycleRow; number: number; zone: string; mayDecide: boolean };

function Cycle({ cycle: { id, plan, begunBy, begunAt, decided }, number, zone, mayDecide }: CycleProps) {
  const parts = [
    ["Plan", plan],
    ...(decided ? [["Do", decided.did] as const, ["Study", decided.studied] as const] : []),
  ];
  return (
    <li className="grid gap-2 p-3.5">
      <div className="flex flex-wrap items-center gap-x-2.5 gap-y-1">
        <h3 className="text-base">Cycle {number}</h3>
        {decided ? <Chip>{DECISION_LABELS[decided.decision]}</Chip> : <Chip tone="soon">Under way</Chip>}
        <span className="text-sm text-muted">
          Begun {formatInstant(new Date(begunAt), zone)}, {begunBy}
          {decided ? `; ended ${formatInstant(new Date(decided.at), zone)}, ${decided.by}` : ""}
        </span>
        {!decided && mayDecide ? (
          <span className="ms-auto">
            <DecideCycleDialog cycleId={id} />
          </span>
        ) : null}
      </div>
      <dl className="grid max-w-prose grid-cols-[auto_minmax(0,1fr)] gap-x-4 gap-y-1">
        {parts.map(([name, words]) => (
          <div key={name} className="contents">
            <dt className="text-muted">{name}</dt>
            <dd className="wrap-anywhere whitespace-pre-wrap">
              <bdi>{words}</bdi>
            </dd>
          </div>
        ))}
      </dl>
    </li>
  );
}
