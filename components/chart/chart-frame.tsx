"use client";

import { type ReactNode, useId, useState } from "react";
import { type Numbers, NumbersTable } from "@/components/chart/numbers-table";
import { Button } from "@/components/ui/button";
import { Card, CardBody, CardHeader } from "@/components/ui/card";
import { cn } from "@/lib/shared/cn";

type ChartFrameProps = {
  title: ReactNode;
  level?: 2 | 3 | 4;
  /** What the chart shows, in one sentence that would do without it. */
  reading: ReactNode;
  /** The same numbers as the chart. */
  numbers: Numbers;
  /** Beside the toggle. What needs the picture hides where the table is shown: `group-data-[shows=table]/chart:hidden`. */
  action?: ReactNode;
  /** Under the chart and its table alike. */
  foot?: ReactNode;
  className?: string;
  children: ReactNode;
};

/** A chart, its reading in words, and behind a toggle the numbers it is drawn from. */
export function ChartFrame({ title, level, reading, numbers, action, foot, className, children }: ChartFrameProps) {
  const [isTable, setIsTable] = useState(false);
  const id = useId();
  return (
    <Card
      aria-labelledby={id}
      data-shows={isTable ? "table" : "chart"}
      className={cn("group/chart break-inside-avoid", className)}
    >
      <CardHeader id={id} title={title} level={level}>
        <Button
          size="s"
          variant="quiet"
          className="print:hidden"
          aria-pressed={isTable}
          onClick={() => setIsTable(!isTable)}
        >
          Table
        </Button>
        {action}
      </CardHeader>
      <CardBody>
        <p className="mb-3 max-w-prose">{reading}</p>
        {isTable ? <NumbersTable numbers={numbers} /> : children}
        {foot}
      </CardBody>
    </Card>
  );
}
