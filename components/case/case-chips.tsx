import { ChevronsUp } from "lucide-react";
import { Chip } from "@/components/ui/chip";
import {
  KIND_LABELS,
  SEVERITY_LABELS,
  SEVERITY_TONES,
  STATE_LABELS,
  STATE_TONES,
  STATE_WORDS,
} from "@/lib/case/labels";
import type { CaseKind, CaseState, Severity } from "@/lib/case/schema";

export function KindChip({ kind }: { kind: CaseKind }) {
  return <Chip tone="kind">{KIND_LABELS[kind]}</Chip>;
}

export function StateChip({ state }: { state: CaseState }) {
  return <Chip tone={STATE_TONES[state]}>{STATE_LABELS[state]}</Chip>;
}

/** In a row of a table, in few words: the state it is filtered by, and a mark where it is escalated. */
export function RowStateChip({ state, isEscalated }: { state: CaseState; isEscalated: boolean }) {
  const [label, word] = [STATE_LABELS[state], STATE_WORDS[state]];
  if (isEscalated) {
    return (
      <Chip tone="late" title={`${label}, escalated`} icon={<ChevronsUp aria-hidden />}>
        {word ?? label}
        <span className="sr-only">, escalated</span>
      </Chip>
    );
  }
  return (
    <Chip tone={STATE_TONES[state]} title={word && label}>
      {word ?? label}
    </Chip>
  );
}

export function SeverityChip({ severity }: { severity: Severity }) {
  return <Chip tone={SEVERITY_TONES[severity]}>{SEVERITY_LABELS[severity]}</Chip>;
}

export function EscalatedChip() {
  return (
    <Chip tone="late" icon={<ChevronsUp aria-hidden />}>
      Escalated
    </Chip>
  );
}
