import { Violation } from '@abonde/violation';

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
