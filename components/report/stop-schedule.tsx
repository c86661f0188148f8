"use client";

import { useDeed } from "@/components/form/deed-button";
import { Button } from "@/components/ui/button";
import { stopScheduleAction } from "@/lib/report/actions";
import type { ScheduleRow } from "@/lib/report/types";

export function StopSchedule({ schedule }: { schedule: ScheduleRow }) {
  const { act, isPending } = useDeed();
  const stop = () =>
    act({
      action: stopScheduleAction,
      fields: { scheduleId: schedule.id },
      done: "No more reports are made of this. Those that were made stay.",
    });
  return (
    <Button size="s" aria-label={`Stop making “${schedule.title}” again`} pending={isPending} onClick={stop}>
      Stop
    </Button>
  );
}
