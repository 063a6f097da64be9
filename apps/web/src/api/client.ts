import createClient from 'openapi-fetch';
import type * as Reporting from './schema/reporting';

/** Shapes of reporting's answers. */
export type Schemas = Reporting.components['schemas'];

/** What the platform said when it refused, in the words of RFC 9457. */
export class Problem extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    title: string,
    /** To be quoted to whoever looks after the platform. */
    readonly errorId?: string,
  ) {
    super(title);
    this.name = 'Problem';
  }
}

/** Calls of the platform, typed from its OpenAPI document. */
export const api = createClient<Reporting.paths>({ baseUrl: location.origin });

/** @throws {Problem} when the answer is not a success */
export async function answered<T>(call: Promise<{ data?: T; error?: unknown; response: Response }>): Promise<T> {
  const { data, error, response } = await call;
  if (data !== undefined) return data;
  throw problemOf(response.status, error);
}

/** For links that come with an answer. @throws {Problem} when the answer is not a success */
export async function getJson<T>(path: string): Promise<T> {
  const response = await fetch(path, { headers: { accept: 'application/json' } });
  const body: unknown = await response.json().catch(() => undefined);
  if (!response.ok) throw problemOf(response.status, body);
  return body as T;
}

export function problemOf(status: number, body: unknown): Problem {
  const { code = 'UNKNOWN', title = `HTTP ${status}`, errorId } = (body ?? {}) as Partial<Problem> & { title?: string };
  return new Problem(status, code, title, errorId);
}
