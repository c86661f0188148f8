"use client";

import { useState } from "react";
import { useDeed } from "@/components/form/deed-button";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { stopScheduleAction } from "@/lib/report/actions";
import type { ScheduleRow } from "@/lib/report/types";

export function StopSchedule({ schedule }: { schedule: ScheduleRow }) {
  const [isAsked, setAsked] = useState(false);
  const { act, isPending } = useDeed();
  const close = () => setAsked(false);
  const stop = () => {
    close();
    act({
      action: stopScheduleAction,
      fields: { scheduleId: schedule.id },
      done: "No more reports are made of this. Those that were made stay.",
    });
  };
  return (
    <>
      <Button
        size="s"
        aria-label={`Stop making “${schedule.title}” again`}
        pending={isPending}
        onClick={() => setAsked(true)}
      >
        Stop
      </Button>
      <Dialog
        open={isAsked}
        onClose={close}
        title={`Stop making “${schedule.title}” again?`}
        description={`${schedule.readers.length > 0 ? `No more of them go to ${schedule.readers.join(", ")}.` : "No more of them are made."} Those that were made stay. To begin again, open one of them and choose “Make it again”.`}
        footer={
          <>
            <Button onClick={close}>Keep</Button>
            <Button variant="danger" onClick={stop}>
              Stop
            </Button>
          </>
        }
      />
    </>
  );
}
