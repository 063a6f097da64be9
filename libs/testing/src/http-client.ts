import { randomUUID } from 'node:crypto';

/** The test knows what it asked for: a body is read as it comes. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any
export type Body = any;

export interface Answer<T = Body> {
  status: number;
  body: T;
  headers: Headers;
}

type Send = <T = Body>(path: string, body?: unknown, headers?: Record<string, string>) => Promise<Answer<T>>;

export interface Client {
  get<T = Body>(path: string, headers?: Record<string, string>): Promise<Answer<T>>;
  post: Send;
  put: Send;
  patch: Send;
  delete: Send;
}

export interface ClientOptions {
  /** `http://127.0.0.1:4000` */
  origin: string;
  /** Put before a path that is neither `/api/…`, `/health/…` nor `/metrics`. */
  prefix: string;
  token?: () => Promise<string>;
}

/** Speaks JSON; a `FormData` body goes as it is. Every write carries an `Idempotency-Key` of its own unless one is given. */
export function httpClient({ origin, prefix, token }: ClientOptions): Client {
  const send = async (
    method: string,
    path: string,
    body: unknown,
    headers: Record<string, string> = {},
  ): Promise<Answer> => {
    const place = /^\/(api|health|metrics)(\/|\?|$)/.test(path)
      ? path
      : `${prefix}${path.startsWith('/') ? '' : '/'}${path}`;
    const json = body !== undefined && !(body instanceof FormData);
    const response = await fetch(origin + place, {
      method,
      headers: {
        ...(token && { authorization: `Bearer ${await token()}` }),
        ...(json && { 'content-type': 'application/json' }),
        ...(method !== 'GET' && { 'idempotency-key': randomUUID() }),
        ...headers,
      },
      ...(body !== undefined && { body: json ? JSON.stringify(body) : (body as FormData) }),
    });
    return { status: response.status, body: await read(response), headers: response.headers };
  };
  const sender =
    (method: string): Send =>
    (path, body, headers) =>
      send(method, path, body, headers);
  return {
    get: (path, headers) => send('GET', path, undefined, headers),
    post: sender('POST'),
    put: sender('PUT'),
    patch: sender('PATCH'),
    delete: sender('DELETE'),
  };
}

async function read(response: Response): Promise<Body> {
  const text = await response.text();
  return /\bjson\b/.test(response.headers.get('content-type') ?? '') && text ? JSON.parse(text) : text;
}
