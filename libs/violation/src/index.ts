export interface BrokenRule {
  /** Stable, in capitals: `FUND_SHARE_ABOVE_CEILING`. */
  code: string;
  /** HTTP status it answers with. */
  status: number;
  title: string;
  detail: string;
  /** Figures that explain the refusal: amounts, dates, the field at fault. */
  figures?: Record<string, unknown>;
}

/** A rule of the domain that a request breaks; answered as problem details with its figures. Changes nothing. */
export class Violation extends Error {
  readonly code: string;
  readonly status: number;
  readonly title: string;
  readonly figures: Readonly<Record<string, unknown>>;

  constructor({ code, status, title, detail, figures = {} }: BrokenRule) {
    super(detail);
    this.name = code;
    this.code = code;
    this.status = status;
    this.title = title;
    this.figures = figures;
  }
}
