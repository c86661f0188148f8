import { Chip } from "@/components/ui/chip";
import { IMPROVEMENT_STATE_LABELS, IMPROVEMENT_STATE_TONES } from "@/lib/improvement/labels";
import type { ImprovementState } from "@/lib/improvement/schema";

export function ImprovementStateChip({ state }: { state: ImprovementState }) {
  return <Chip tone={IMPROVEMENT_STATE_TONES[state]}>{IMPROVEMENT_STATE_LABELS[state]}</Chip>;
}
