import { type ComponentProps, useState } from "react";
import { Input } from "@/components/form/input";
import { follow } from "@/lib/insight/rules/counts";
import { cn } from "@/lib/shared/cn";

type CountCellProps = Omit<ComponentProps<typeof Input>, "name" | "value" | "onChange"> & {
  /** Of the number, and of what was kept when it was begun. */
  names: { value: string; base: string };
  kept: number | null;
  /** Its form is on its way. */
  isSending: boolean;
};

/** It follows what is kept, also where that comes from a file; what is being typed stays, with the value that it began from. */
export function CountCell({ names, kept, isSending, className, ...rest }: CountCellProps) {
  const [seen, setSeen] = useState(kept);
  const [cell, setCell] = useState({ base: kept, text: String(kept ?? "") });
  const [sending, setSending] = useState({ isSending, text: null as string | null });
  if (seen !== kept) {
    setSeen(kept);
    setCell(follow(cell, kept, sending.text));
  }
  if (sending.isSending !== isSending) setSending({ isSending, text: isSending ? cell.text : sending.text });
  return (
    <>
      <Input
        {...rest}
        name={names.value}
        value={cell.text}
        onChange={({ currentTarget }) => setCell({ ...cell, text: currentTarget.value })}
        inputMode="numeric"
        autoComplete="off"
        className={cn("text-end tabular-nums", rest.readOnly && "text-muted", className)}
      />
      <input type="hidden" form={rest.form} name={names.base} value={cell.base ?? ""} />
    </>
  );
}
