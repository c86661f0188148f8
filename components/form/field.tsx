import { CircleAlert } from "lucide-react";
import type { ReactNode } from "react";
import { cn } from "@/lib/shared/cn";

export type FieldError = string | string[] | undefined;

/** What a control needs so that it is tied to its label, hint and error. */
export type FieldControl = {
  id: string;
  "aria-describedby": string | undefined;
  "aria-invalid": true | undefined;
  "aria-required": true | undefined;
};

type Described = { id: string; hint?: ReactNode; error?: FieldError; required?: boolean };

export function controlOf({ id, hint, error, required }: Described): FieldControl {
  const invalid = firstOf(error) !== undefined;
  const describedBy = [hint ? `${id}-hint` : "", invalid ? `${id}-error` : ""].filter(Boolean).join(" ");
  return {
    id,
    "aria-describedby": describedBy || undefined,
    "aria-invalid": invalid || undefined,
    "aria-required": required || undefined,
  };
}

function firstOf(error: FieldError): string | undefined {
  return Array.isArray(error) ? error[0] : error || undefined;
}

type FieldProps = Described & {
  label: ReactNode;
  /** Says "optional" after the label; required is the quiet default. */
  optional?: boolean;
  /** Keeps the label for screen readers alone, where the place already says what it is. */
  labelHidden?: boolean;
  className?: string;
  children: (control: FieldControl) => ReactNode;
};

/** `<Field id={f.id} label="Where?" error={f.errors}>{(control) => <Input {...control} name={f.name} />}</Field>` */
export function Field({ label, optional, labelHidden, className, children, ...described }: FieldProps) {
  const { id, hint, error } = described;
  return (
    <div className={cn("min-w-0", className)}>
      <div className={cn("mb-1.5 flex flex-wrap items-baseline gap-x-2", labelHidden && "sr-only")}>
        <label htmlFor={id} className="font-medium">
          {label}
        </label>
        {optional ? <span className="text-sm text-muted">optional</span> : null}
        <Hint id={id}>{hint}</Hint>
      </div>
      {children(controlOf(described))}
      <ErrorText id={id} error={error} />
    </div>
  );
}

export function Hint({ id, children }: { id: string; children: ReactNode }) {
  if (!children) return null;
  return (
    <span id={`${id}-hint`} className="text-sm font-normal text-muted">
      {children}
    </span>
  );
}

export function ErrorText({ id, error }: { id: string; error: FieldError }) {
  const message = firstOf(error);
  if (!message) return null;
  return (
    <p id={`${id}-error`} className="mt-1.5 flex items-start gap-1.5 text-sm font-medium text-late">
      <CircleAlert aria-hidden className="mt-0.5 size-4 shrink-0" />
      <span>
        <span className="sr-only">Error: </span>
        {message}
      </span>
    </p>
  );
}
