import type { Lang } from '../language';

export interface Tokens {
  accessToken: string;
  /** Milliseconds since 1970. */
  expiresAt: number;
  refreshToken?: string;
  idToken?: string;
}

/** A sign-in begun and not yet come back from the provider. */
export interface PendingSignIn {
  state: string;
  nonce: string;
  verifier: string;
  returnTo: string;
}

declare module 'fastify' {
  interface Session {
    tokens?: Tokens;
    pending?: PendingSignIn[];
    lang?: Lang;
  }
}

/** Tabs that may be signing in at the same time. */
const remembered = 5;

export function withPending(pending: readonly PendingSignIn[] = [], begun: PendingSignIn): PendingSignIn[] {
  return [...pending, begun].slice(-remembered);
}

/** A path of this site to go back to; anything else becomes the home page, so that nobody is sent elsewhere. */
export function returnPath(asked: unknown): string {
  if (typeof asked !== 'string' || !/^\/(?![/\\])/.test(asked) || /[\u0000-\u001f\\]/.test(asked)) return '/';
  return asked.startsWith('/auth/') ? '/' : asked;
}
