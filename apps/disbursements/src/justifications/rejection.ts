import { Violation } from '@abonde/violation';

/** A line of a justification that does not count, and why. */
export interface Rejection {
  /** Its number in the justification, from 1. */
  line: number;
  reason: string;
}

/** @throws {Violation} UNKNOWN_LINE, REJECTED_TWICE; NOTHING_ACCEPTED: rejecting every line is rejecting the justification */
export function checkRejections(justification: string, lines: readonly number[], rejected: readonly Rejection[]): void {
  for (const [at, { line }] of rejected.entries()) {
    if (!lines.includes(line)) throw refusal('UNKNOWN_LINE', at, `It has no line ${line}`, justification);
    if (rejected.findIndex((other) => other.line === line) !== at)
      throw refusal('REJECTED_TWICE', at, `Line ${line} is rejected twice`, justification);
  }
  if (rejected.length === 0 || rejected.length < lines.length) return;
  throw refusal('NOTHING_ACCEPTED', 0, 'Every line is rejected: reject the justification', justification);
}

function refusal(code: string, at: number, detail: string, justification: string): Violation {
  const title = 'These expenses cannot be accepted so';
  return new Violation({ code, status: 422, title, detail, figures: { field: `rejected.${at}.line`, justification } });
}
