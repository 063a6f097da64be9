import { differences } from './check';
import { planScenario } from './plan';
import { readReference } from './reference';

/** Compares the platform at `GATEWAY_URL` with what the scenario's rules give; ends with status 1 on any difference. */
async function run(): Promise<void> {
  const base = process.env['GATEWAY_URL'] ?? 'http://127.0.0.1:3000';
  const { compared, found } = await differences(base, planScenario(readReference()));
  for (const { day, holding, expected, actual } of found)
    console.error(`${day} ${holding}: expected ${expected}, the platform holds ${actual}`);
  console.warn(`${compared} balances compared, ${found.length} differ`);
  if (found.length > 0 || compared === 0) process.exitCode = 1;
}

run().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
