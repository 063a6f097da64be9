import createClient from 'openapi-fetch';
import type * as Reporting from './schema/reporting';

/** Shapes of reporting's answers. */
export type Schemas = Reporting.components['schemas'];

/** A field that was refused, as a path such as `lines.0.amount`. */
export interface FieldProblem {
  field: string;
  message: string;
}

/** What the platform said when it refused, in the words of RFC 9457. */
export class Problem extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    title: string,
    readonly detail?: string,
    /** What explains the refusal: amounts, names, what is missing. */
    readonly figures: Readonly<Record<string, unknown>> = {},
    readonly fields: readonly FieldProblem[] = [],
    /** To be quoted to whoever looks after the platform. */
    readonly errorId?: string,
  ) {
    super(title);
    this.name = 'Problem';
  }
}

/** Calls of a service, typed from its OpenAPI document: `clientOf<paths>()`. */
export function clientOf<Paths extends object>() {
  return createClient<Paths>({ baseUrl: location.origin });
}

/** Calls of reporting. */
export const api = clientOf<Reporting.paths>();

/** @throws {Problem} when the answer is not a success */
export async function answered<T>(call: Promise<{ data?: T; error?: unknown; response: Response }>): Promise<T> {
  const { data, error, response } = await call;
  // An act may be answered without a word.
  if (response.ok) return data as T;
  throw problemOf(response.status, error);
}

/** For links that come with an answer. @throws {Problem} when the answer is not a success */
export async function getJson<T>(path: string): Promise<T> {
  const response = await fetch(path, { headers: { accept: 'application/json' } });
  const body: unknown = await response.json().catch(() => undefined);
  if (!response.ok) throw problemOf(response.status, body);
  return body as T;
}

/** For calls that differ by a part of their path only. @throws {Problem} when it is refused */
export async function postJson<T>(path: string, body: unknown, headers: Readonly<Record<string, string>>): Promise<T> {
  const response = await fetch(path, {
    method: 'POST',
    headers: {
      accept: 'application/json',
      ...headers,
      ...(body !== undefined && { 'content-type': 'application/json' }),
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  const answer: unknown = await response.json().catch(() => undefined);
  if (!response.ok) throw problemOf(response.status, answer);
  return answer as T;
}

/** Sends a file with its text fields, which come first. @throws {Problem} when it is refused */
export async function upload<T>(
  path: string,
  file: File,
  fields: Readonly<Record<string, string>> = {},
  headers: Readonly<Record<string, string>> = {},
): Promise<T> {
  const form = new FormData();
  for (const [field, value] of Object.entries(fields)) form.append(field, value);
  form.append('file', file);
  const response = await fetch(path, {
    method: 'POST',
    body: form,
    headers: { accept: 'application/json', ...headers },
  });
  const body: unknown = await response.json().catch(() => undefined);
  if (!response.ok) throw problemOf(response.status, body);
  return body as T;
}

export function problemOf(status: number, body: unknown): Problem {
  const { code, title, detail, errors, errorId, ...figures } = (body ?? {}) as Record<string, unknown>;
  return new Problem(
    status,
    typeof code === 'string' ? code : 'UNKNOWN',
    typeof title === 'string' ? title : `HTTP ${status}`,
    typeof detail === 'string' ? detail : undefined,
    figures,
    Array.isArray(errors) ? (errors as FieldProblem[]) : [],
    typeof errorId === 'string' ? errorId : undefined,
  );
}
