import { Violation } from '@abonde/violation';

export interface Refusal {
  /** Stable, in capitals: `FUND_SHARE_ABOVE_CEILING`. */
  code: string;
  /** HTTP status it answers with. */
  status: number;
  title: string;
  detail?: string;
  /** Figures that explain the refusal. */
  [figure: string]: unknown;
}

/** A violation that says its figures beside its code. */
export class DomainError extends Violation {
  constructor({ code, status, title, detail = title, ...figures }: Refusal) {
    super({ code, status, title, detail, figures });
    this.name = new.target.name;
  }
}

/** 404 `NOT_FOUND`. `kind` is a word of the domain: `agreement`. */
export function notFound(kind: string, reference: string): DomainError {
  return new DomainError({
    code: 'NOT_FOUND',
    status: 404,
    title: 'Not found',
    detail: `No ${kind} has the id or code ${reference}.`,
    kind,
    reference,
  });
}

/** 403 `FORBIDDEN`. `why` completes the sentence given to the person. */
export function forbidden(why: string, figures: Record<string, unknown> = {}): DomainError {
  return new DomainError({ ...figures, code: 'FORBIDDEN', status: 403, title: 'Not allowed', detail: why });
}

/** A call of the contract that this installation does not offer. @throws {DomainError} 501 `NOT_SUPPORTED` */
export function notSupported(what = 'This call'): never {
  throw new DomainError({
    code: 'NOT_SUPPORTED',
    status: 501,
    title: 'Not supported',
    detail: `${what} is not supported.`,
  });
}
