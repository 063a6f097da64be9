import { QueryRunnerAlreadyReleasedError, QueryRunnerProviderAlreadyReleasedError } from 'typeorm';

/** RFC 9457 problem details with a stable code. */
export interface Problem {
  type: string;
  title: string;
  status: number;
  detail: string;
  code: string;
  [figure: string]: unknown;
}

interface Coded {
  code: string;
  status: number;
  title: string;
  message: string;
  figures?: Record<string, unknown>;
}

/** Errors of other libraries count too: what matters is that they carry a code, a status and a title. */
export function isCoded(error: unknown): error is Coded {
  if (typeof error !== 'object' || error === null) return false;
  const { code, status, title } = error as Partial<Coded>;
  return typeof code === 'string' && typeof status === 'number' && typeof title === 'string';
}

export function problem(code: string, status: number, title: string, detail: string, figures: object = {}): Problem {
  return { ...figures, type: `urn:abonde:problem:${code}`, title, status, detail, code };
}

const titles: Record<number, [code: string, title: string]> = {
  400: ['MALFORMED_REQUEST', 'Malformed request'],
  401: ['UNAUTHENTICATED', 'Not signed in'],
  403: ['FORBIDDEN', 'Not allowed'],
  404: ['NOT_FOUND', 'Not found'],
  405: ['METHOD_NOT_ALLOWED', 'Method not allowed'],
  408: ['REQUEST_TIMEOUT', 'The request took too long'],
  409: ['CONFLICT', 'Conflict'],
  412: ['VERSION_MISMATCH', 'Changed by someone else'],
  413: ['PAYLOAD_TOO_LARGE', 'Too large'],
  415: ['UNSUPPORTED_MEDIA_TYPE', 'Unsupported media type'],
  422: ['UNPROCESSABLE', 'Not acceptable'],
  429: ['TOO_MANY_REQUESTS', 'Too many requests'],
  503: ['SERVICE_UNAVAILABLE', 'Service unavailable'],
};

function ofStatus(status: number, detail: string): Problem {
  const [code, title] = titles[status] ?? ['REQUEST_FAILED', 'Request failed'];
  return problem(code, status, title, detail);
}

interface WithDriverError {
  driverError?: { code?: string; constraint?: string; table?: string; message?: string };
}

const unreachable = /^(08|57P0|53300)|^(ECONNREFUSED|ECONNRESET|ETIMEDOUT|EPIPE|ENOTFOUND)$/;

/** Text that is no number or uuid, no date, or a date out of range. */
const malformed = /^22(P02|007|008)$/;

/** The driver's own words, without a code, for a connection that broke or could not be had. */
const broken =
  /^(Connection terminated|timeout expired|timeout exceeded when trying to connect|Client (has encountered a connection error|was closed) and is not queryable)/;

function isBroken(error: object): boolean {
  // TypeORM releases a runner whose connection broke: the next query of its transaction finds it released.
  if (error instanceof QueryRunnerAlreadyReleasedError || error instanceof QueryRunnerProviderAlreadyReleasedError)
    return true;
  const { driverError = error } = error as WithDriverError;
  const { code, message = '' } = driverError as NonNullable<WithDriverError['driverError']>;
  return typeof code === 'string' ? unreachable.test(code) : broken.test(message);
}

function ofDatabase(error: object): Problem | undefined {
  if (isBroken(error)) {
    return problem(
      'DATABASE_UNAVAILABLE',
      503,
      'Database unavailable',
      'The database does not answer; try again shortly.',
    );
  }
  const driver = (error as WithDriverError).driverError ?? (error as WithDriverError['driverError']);
  const code = driver?.code;
  if (code === '23505') {
    const constraint = driver?.constraint;
    return problem('ALREADY_EXISTS', 409, 'Already exists', 'Something with the same code or key exists.', {
      constraint,
    });
  }
  if (code !== undefined && malformed.test(code)) return ofStatus(400, 'A value does not have the form it must have.');
  return undefined;
}

/** The problem an error answers with, or undefined when it is a fault of the program. */
export function problemOf(error: unknown): Problem | undefined {
  if (isCoded(error)) return problem(error.code, error.status, error.title, error.message, error.figures);
  if (typeof error !== 'object' || error === null) return undefined;
  const fromDatabase = ofDatabase(error);
  if (fromDatabase) return fromDatabase;
  const status = statusOf(error);
  return status !== undefined && status < 500 ? ofStatus(status, messageOf(error)) : undefined;
}

function statusOf(error: object): number | undefined {
  if ('getStatus' in error && typeof error.getStatus === 'function') return Number(error.getStatus());
  return 'statusCode' in error && typeof error.statusCode === 'number' ? error.statusCode : undefined;
}

function messageOf(error: object): string {
  return error instanceof Error ? error.message : 'The request could not be understood.';
}
