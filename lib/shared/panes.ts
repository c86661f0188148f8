/** Whether this browser shows the queue beside an open case, where there is room for it. */
export const PANES_COOKIE = "heard-panes";

export function readPanes(value: string | undefined): boolean {
  return value === "yes";
}
