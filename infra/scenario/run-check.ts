import { differences } from './check';
import { ApiClient } from './load/client';
import { planScenario } from './plan';
import { readReference } from './reference';

interface Integrity {
  ok: boolean;
  invariants: { code: string; ok: boolean; violations: { what: string }[] }[];
  books: { book: string; verified: boolean }[];
}

/** What the platform itself holds to be wrong with its books, in words. */
async function faults(base: string): Promise<string[]> {
  const { ok, invariants, books } = await new ApiClient(base).get<Integrity>('auditor', '/api/reporting/integrity');
  const broken = invariants.filter((invariant) => !invariant.ok);
  const named = [
    ...broken.map(({ code, violations }) => `${code}: ${violations.map(({ what }) => what).join(', ')}`),
    ...books.filter(({ verified }) => !verified).map(({ book }) => `the book of ${book} is not verified`),
  ];
  return ok || named.length > 0 ? named : ['the integrity page is not all right'];
}

/**
 * Compares the platform at `GATEWAY_URL` with what the scenario's rules give, and asks for its integrity; ends with status 1
 * on any difference or fault.
 */
async function run(): Promise<void> {
  const base = process.env['GATEWAY_URL'] ?? 'http://127.0.0.1:3000';
  const { compared, found } = await differences(base, planScenario(readReference()));
  for (const { day, holding, expected, actual } of found)
    console.error(`${day} ${holding}: expected ${expected}, the platform holds ${actual}`);
  console.warn(`${compared} balances compared, ${found.length} differ`);
  const wrong = await faults(base);
  for (const fault of wrong) console.error(`Integrity: ${fault}`);
  if (wrong.length === 0) console.warn('Integrity: every book verified, every rule holds');
  if (found.length > 0 || compared === 0 || wrong.length > 0) process.exitCode = 1;
}

run().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
