import { Clock } from "lucide-react";
import { Chip } from "@/components/ui/chip";
import { describeTimeLeft } from "@/lib/escalation/labels";
import { formatInstant } from "@/lib/shared/dates";

type TimeLeftProps = { answerBy: string; now: string; zone: string };

const SOON_MS = 2 * 3_600_000;

/** What is left to answer: "2 h left", "3 h late". */
export function TimeLeft({ answerBy, now, zone }: TimeLeftProps) {
  const [by, at] = [new Date(answerBy), new Date(now)];
  const { text, isLate } = describeTimeLeft(by, at);
  const near = by.getTime() - at.getTime() < SOON_MS ? "soon" : "neutral";
  return (
    <Chip tone={isLate ? "late" : near} icon={<Clock aria-hidden />} title={`Answer by ${formatInstant(by, zone)}`}>
      {text}
    </Chip>
  );
}
