import { InvalidEvent } from '@abonde/contracts';

/**
 * The message is right but comes before something it needs. It is kept, with all later messages of its key, until a
 * handler calls `arrived` with the same words.
 */
export class Waiting extends Error {
  override readonly name = 'Waiting';

  /** @param prerequisite what is missing, in words both sides agree on: `agreement:SIAAP-2020-SR` */
  constructor(readonly prerequisite: string) {
    super(`Waits for ${prerequisite}.`);
  }
}

/** The message can never be handled: it becomes a dead letter and later messages of its key are parked behind it. */
export class InvalidMessage extends Error {
  override readonly name = 'InvalidMessage';
}

export interface Refusal {
  code: string;
  reason: string;
}

/** Why the message itself is at fault, or undefined when something else is (database, network, program). */
export function refusalOf(error: unknown): Refusal | undefined {
  if (error instanceof InvalidMessage || error instanceof InvalidEvent) {
    return { code: 'INVALID_MESSAGE', reason: error.message };
  }
  if (!(error instanceof Error)) return undefined;
  if (isDataException(error)) {
    return { code: 'INVALID_MESSAGE', reason: `The database cannot hold its content: ${error.message}` };
  }
  const { code, status } = error as { code?: unknown; status?: unknown };
  const inapplicable = typeof code === 'string' && typeof status === 'number' && status >= 400 && status < 500;
  return inapplicable ? { code, reason: error.message } : undefined;
}

/** SQLSTATE class 22: a value out of range or malformed. The same message would fail for ever and hold its partition up. */
function isDataException(error: Error): boolean {
  const { driverError } = error as { driverError?: { code?: unknown } };
  const code = driverError?.code;
  return typeof code === 'string' && /^22[0-9A-Z]{3}$/.test(code);
}
