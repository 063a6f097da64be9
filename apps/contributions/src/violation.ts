export interface ViolatedRule {
  /** Stable, in capitals: `EARMARK_EXCLUDES_PROJECT`. */
  code: string;
  /** HTTP status the violation answers with. */
  status: number;
  title: string;
  detail: string;
  /** Figures that explain the refusal. */
  figures?: Record<string, unknown>;
}

/** A rule of this context that a request breaks: answered as problem details with its figures. */
export class Violation extends Error {
  readonly code: string;
  readonly status: number;
  readonly title: string;
  readonly figures: Readonly<Record<string, unknown>>;

  constructor({ code, status, title, detail, figures = {} }: ViolatedRule) {
    super(detail);
    this.name = code;
    this.code = code;
    this.status = status;
    this.title = title;
    this.figures = figures;
  }
}

/** 403 `SAME_PERSON`: nobody approves what they entered themselves. */
export function refuseSamePerson(actor: string, makers: readonly (string | null)[], what: string): void {
  if (!makers.includes(actor)) return;
  throw new Violation({
    code: 'SAME_PERSON',
    status: 403,
    title: 'Another person must confirm',
    detail: `Whoever prepared ${what} does not confirm it`,
  });
}
