import type { ComponentProps, ReactNode } from "react";
import { controlOf, ErrorText, type FieldError } from "@/components/form/field";
import { cn } from "@/lib/shared/cn";

type CheckboxProps = Omit<ComponentProps<"input">, "type" | "id"> & {
  id: string;
  label: ReactNode;
  hint?: ReactNode;
  error?: FieldError;
};

export function Checkbox({ id, label, hint, error, className, ...rest }: CheckboxProps) {
  return (
    <div className={cn("min-w-0", className)}>
      <div className="flex items-start gap-2.5">
        <span className="grid size-6 shrink-0 place-items-center">
          <input {...rest} {...controlOf({ id, hint, error })} type="checkbox" className="size-4.5 accent-primary" />
        </span>
        <div className="pt-0.5">
          <label htmlFor={id} className="block">
            {label}
          </label>
          {hint ? (
            <p id={`${id}-hint`} className="text-sm text-muted">
              {hint}
            </p>
          ) : null}
        </div>
      </div>
      <ErrorText id={id} error={error} />
    </div>
  );
}
