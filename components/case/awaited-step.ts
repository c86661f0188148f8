type Awaited = { reference: string; goOn: () => void };

let awaited: Awaited | null = null;

/** From here on the step that was pressed on this case is waited for: once it is done, one goes on. Null: nobody waits. */
export function awaitStep(next: Awaited | null): void {
  awaited = next;
}

/** Whether one goes on once a step of this case is done. */
export function isAwaited(reference: string): boolean {
  return awaited?.reference === reference;
}

/** What came of a step of this case. Refused, not sent or called off it ends the waiting too: nobody is led away from what was not done. */
export function endStep(reference: string, isDone: boolean): void {
  if (awaited?.reference !== reference) return;
  const { goOn } = awaited;
  awaited = null;
  if (isDone) goOn();
}
