/** A business rule that a command breaks. Answered as a problem with its `code`, `status` and figures. */
export class Violation extends Error {
  readonly status: number;
  readonly code: string;
  readonly title: string;
  readonly figures: Record<string, unknown>;

  constructor(problem: {
    code: string;
    status: 403 | 409 | 422;
    title: string;
    detail: string;
    figures?: Record<string, unknown>;
  }) {
    super(problem.detail);
    this.name = problem.code;
    this.status = problem.status;
    this.code = problem.code;
    this.title = problem.title;
    this.figures = problem.figures ?? {};
  }
}

/**
 * Nobody judges what they made themselves.
 * @param detail who may not do what, in a sentence
 * @throws {Violation} 403 `MAKER_IS_CHECKER`
 */
export function refuseMaker(
  actor: string,
  maker: string | null,
  detail: string,
  figures: Record<string, unknown> = {},
): void {
  if (actor !== maker) return;
  throw new Violation({
    code: 'MAKER_IS_CHECKER',
    status: 403,
    title: 'Another person must do this',
    detail,
    figures,
  });
}
