"use client";

import { createContext, useContext } from "react";
import type { ActionResult } from "@/lib/shared/result";

/** Asks for the password over the page as it stands; true once the same person is signed in again. */
export type SignInAgain = () => Promise<boolean>;

export const SignInAgainContext = createContext<SignInAgain>(async () => false);

export function useSignInAgain(): SignInAgain {
  return useContext(SignInAgainContext);
}

/** Sends something to the server; where the session has ended meanwhile, once more after signing in again. */
export async function sendSignedIn<T>(
  send: () => Promise<ActionResult<T>>,
  signInAgain: SignInAgain,
): Promise<ActionResult<T>> {
  const result = await send();
  const isOver = !result.ok && result.code === "UNAUTHENTICATED";
  return isOver && (await signInAgain()) ? send() : result;
}

/** For what is not sent by a press: a draft that saves itself, or a form whose dialog was closed. */
export function SignInAgainButton() {
  const signInAgain = useSignInAgain();
  return (
    <button
      type="button"
      onClick={() => void signInAgain()}
      className="min-h-6 font-medium underline underline-offset-2"
    >
      Sign in again
    </button>
  );
}
