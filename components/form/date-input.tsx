import type { ComponentProps } from "react";
import { Input } from "@/components/form/input";
import { cn } from "@/lib/shared/cn";

type DateInputProps = Omit<ComponentProps<"input">, "type"> & { withTime?: boolean };

/** The browser's own picker: it knows the person's calendar, keyboard and language. */
export function DateInput({ withTime, className, ...rest }: DateInputProps) {
  return (
    <Input {...rest} type={withTime ? "datetime-local" : "date"} className={cn("w-auto tabular-nums", className)} />
  );
}
