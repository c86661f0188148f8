import "server-only";
import { randomUUID } from "node:crypto";
import { parseWithZod } from "@conform-to/zod/v4";
import { revalidatePath } from "next/cache";
import type { z } from "zod";
import type { ActionResult, Failure } from "@/lib/shared/result";
import { type Ctx, systemCtx, type UserCtx, userCtx } from "./context";
import { DomainError } from "./errors";
import { describeError, log } from "./log";
import { requestAddress } from "./throttle";
import { findViewer, peekAtViewer } from "./viewer";

type Definition<S extends z.ZodType, T> = {
  /** Names the action in the log. */
  name: string;
  input: S;
  run: (ctx: UserCtx, input: z.infer<S>) => Promise<T>;
  /** Whether somebody who has yet to choose their own password may do it. */
  allowsFirstPassword?: boolean;
  /** Sent by a page of itself, again and again: it does not count as its person being there. */
  isUnattended?: boolean;
  /** Paths whose pages show what this changes. */
  revalidate?: (result: T) => string[];
};

/**
 * The one way from a form to a verb: who asks, is the input sound, do it, refresh. Failures come back as values with everything that
 * was typed; an unknown error is logged under an id and told without its text.
 */
export function defineAction<S extends z.ZodType, T>(definition: Definition<S, T>) {
  const { name, input, run, revalidate, allowsFirstPassword = false, isUnattended = false } = definition;
  return async (_previous: ActionResult<T> | null, form: FormData): Promise<ActionResult<T>> => {
    const viewer = await (isUnattended ? peekAtViewer() : findViewer());
    const values = valuesOf(form);
    if (!viewer) {
      const message = "You have been signed out. Sign in again, then repeat this; what you typed is still here.";
      return { ok: false, code: "UNAUTHENTICATED", message, values };
    }
    if (viewer.mustSetPassword && !allowsFirstPassword) {
      const message = "Choose a password of your own first, under My account.";
      return { ok: false, code: "FORBIDDEN", message, values };
    }
    const submission = readForm(form, input);
    if (submission.status !== "success") return { ...asInvalid(submission.error), values };
    try {
      const data = await run(userCtx(viewer), submission.value);
      for (const path of revalidate?.(data) ?? []) revalidatePath(path);
      return { ok: true, data };
    } catch (error) {
      return { ...asFailure(name, error), values };
    }
  };
}

/** Of somebody who is not signed in. `address`: where they ask from, so that a verb can slow them down. */
export type PublicCtx = Ctx & { address?: string };

type PublicDefinition<S extends z.ZodType, T> = {
  name: string;
  input: S;
  run: (ctx: PublicCtx, input: z.infer<S>) => Promise<T>;
  /** What the timeline calls whoever does it. */
  as: string;
};

/** As defineAction, for the few deeds of somebody who is not signed in. The verb itself must refuse all but its one case. */
export function definePublicAction<S extends z.ZodType, T>({ name, input, run, as }: PublicDefinition<S, T>) {
  return async (_previous: ActionResult<T> | null, form: FormData): Promise<ActionResult<T>> => {
    const submission = readForm(form, input);
    const values = valuesOf(form);
    if (submission.status !== "success") return { ...asInvalid(submission.error), values };
    try {
      return { ok: true, data: await run({ ...systemCtx(as), address: await requestAddress() }, submission.value) };
    } catch (error) {
      return { ...asFailure(name, error), values };
    }
  };
}

// Plain, of a group (base.name), or of a row (issues[0].answer).
const FIELD_NAME = /^(?=.{1,60}$)[A-Za-z][A-Za-z0-9.]*(?:\[\d{1,3}\](?:\.[A-Za-z]+)?)?$/;
const MOST_FIELDS = 500;

// Whoever calls an action by hand may send anything, or nothing: only fields of the kind our forms have are read.
function soundForm(form: unknown): FormData {
  const sound = new FormData();
  if (!(form instanceof FormData)) return sound;
  for (const [name, value] of [...form].slice(0, MOST_FIELDS)) {
    if (FIELD_NAME.test(name) && typeof value === "string") sound.append(name, value);
  }
  return sound;
}

function readForm<S extends z.ZodType>(form: unknown, schema: S) {
  return parseWithZod(soundForm(form), { schema });
}

function asInvalid(error: Record<string, string[] | null> | null | undefined): Failure {
  return {
    ok: false,
    code: "INVALID",
    message: "Some of this needs another look.",
    fieldErrors: withoutEmpty(error ?? {}),
  };
}

// What was typed goes back to the form; a password never does.
function valuesOf(form: unknown): Record<string, unknown> {
  const secrets = ["password", "current", "again"];
  return Object.fromEntries([...soundForm(form)].filter(([name]) => !secrets.includes(name)));
}

/** What a person is told of an error: a refusal as it stands, anything else by the number under which it is logged. */
export function asFailure(name: string, error: unknown): Failure {
  if (error instanceof DomainError) {
    return { ok: false, code: error.code, message: error.message, ...error.details };
  }
  const id = randomUUID().slice(0, 8);
  log.error("action failed", { action: name, id, error: describeError(error) });
  const message = `This could not be saved, and nothing was changed. Try again; if it happens again, tell your administrator the number ${id}.`;
  return { ok: false, code: "UNEXPECTED", message };
}

function withoutEmpty(errors: Record<string, string[] | null>): Record<string, string[]> {
  return Object.fromEntries(
    Object.entries(errors).filter((entry): entry is [string, string[]] => Boolean(entry[1]?.length)),
  );
}
