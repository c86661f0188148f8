import type { ChangeEventHandler, ReactNode } from "react";
import { controlOf, ErrorText, type FieldError, Hint } from "@/components/form/field";
import { cn } from "@/lib/shared/cn";

export type Segment = { value: string; label: ReactNode; icon?: ReactNode; disabled?: boolean };

type SegmentedProps = {
  /** Given to the first choice, so that a link from the error summary lands on something that takes focus. */
  id: string;
  name: string;
  legend: ReactNode;
  legendHidden?: boolean;
  hint?: ReactNode;
  error?: FieldError;
  options: Segment[];
  defaultValue?: string;
  /** Only where another part of the screen follows the choice. */
  value?: string;
  onChange?: ChangeEventHandler<HTMLInputElement>;
  required?: boolean;
  form?: string;
  /** For the eleven steps from 0 to 10: in two even rows where they do not fit into one. */
  isLongScale?: boolean;
  className?: string;
};

/** One of a few, all in sight. Real radio inputs, so arrow keys, forms and screen readers work as they always do. */
export function Segmented(props: SegmentedProps) {
  const { id, legend, legendHidden, hint, error, options, isLongScale, className } = props;
  const control = controlOf({ id, hint, error });
  return (
    <fieldset aria-describedby={control["aria-describedby"]} className={cn("min-w-0", className)}>
      <legend className={cn("mb-1.5 flex flex-wrap items-baseline gap-x-2 font-medium", legendHidden && "sr-only")}>
        {legend}
        <Hint id={id}>{hint}</Hint>
      </legend>
      <div
        className={cn(
          "max-w-full gap-px overflow-hidden rounded border border-line-strong bg-surface",
          isLongScale ? "grid grid-cols-6 sm:grid-cols-11" : "inline-flex flex-wrap",
          control["aria-invalid"] && "border-late",
        )}
      >
        {options.map((option, index) => (
          <Choice key={option.value} option={option} id={index === 0 ? id : `${id}-${option.value}`} group={props} />
        ))}
      </div>
      <ErrorText id={id} error={error} />
    </fieldset>
  );
}

function Choice({ option, id, group }: { option: Segment; id: string; group: SegmentedProps }) {
  const isControlled = group.value !== undefined;
  return (
    <label
      className={cn(
        "relative inline-flex min-h-9 items-center justify-center gap-1.5 bg-surface text-sm font-medium text-muted ring-1 ring-line",
        group.isLongScale ? "min-h-11 sm:min-h-9" : "px-3",
        "-outline-offset-4 transition-colors hover:bg-sunk hover:text-text pointer-coarse:min-h-10",
        "has-checked:bg-primary has-checked:text-on-primary has-checked:forced-color-adjust-none",
        "has-focus-visible:outline-2 has-focus-visible:outline-focus has-checked:has-focus-visible:outline-on-primary",
        "has-disabled:cursor-not-allowed has-disabled:opacity-60 [&_svg]:size-4",
      )}
    >
      <input
        type="radio"
        id={id}
        name={group.name}
        value={option.value}
        form={group.form}
        disabled={option.disabled}
        required={group.required}
        onChange={group.onChange}
        {...(isControlled
          ? { checked: group.value === option.value }
          : { defaultChecked: group.defaultValue === option.value })}
        className="sr-only"
      />
      {option.icon}
      {option.label}
    </label>
  );
}
