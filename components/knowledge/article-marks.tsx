import { Chip } from "@/components/ui/chip";
import { formatDay } from "@/lib/shared/dates";

type ReviewMarkProps = { reviewOn: string; isReviewDue: boolean };

/** Beside every article whose review day is over, wherever it is shown. */
export function ReviewMark({ reviewOn, isReviewDue }: ReviewMarkProps) {
  return isReviewDue ? <Chip tone="late">Review was due on {tellDay(reviewOn)}</Chip> : null;
}

/** "12 Mar 2027" for "2027-03-12". */
export function tellDay(day: string): string {
  return formatDay(new Date(`${day}T00:00:00Z`));
}
