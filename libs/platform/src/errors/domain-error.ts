export interface Violation {
  /** Stable, in capitals: `FUND_SHARE_ABOVE_CEILING`. */
  code: string;
  /** HTTP status the violation answers with. */
  status: number;
  title: string;
  detail?: string;
  /** Figures that explain the refusal. */
  [figure: string]: unknown;
}

/** A rule of the domain that was not respected; answered as problem details with its figures. */
export class DomainError extends Error {
  readonly code: string;
  readonly status: number;
  readonly title: string;
  readonly figures: Readonly<Record<string, unknown>>;

  constructor({ code, status, title, detail, ...figures }: Violation) {
    super(detail ?? title);
    this.name = new.target.name;
    this.code = code;
    this.status = status;
    this.title = title;
    this.figures = figures;
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
