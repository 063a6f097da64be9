import { execFileSync } from 'node:child_process';
import { join } from 'node:path';

const root = join(__dirname, '../..');
const fixture = 'infra/boundaries/fixture/';

interface Report {
  summary: { violations: { rule: { name: string }; from: string }[] };
}

function violations(folder: string): Report['summary']['violations'] {
  const args = [
    join(root, 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs'),
    '--config',
    '.dependency-cruiser.cjs',
  ];
  const output = execFileSync(process.execPath, [...args, '--output-type', 'json', folder], {
    cwd: root,
    env: { ...process.env, BOUNDARIES_ROOT: fixture },
    maxBuffer: 64 * 1024 * 1024,
  });
  return (JSON.parse(output.toString()) as Report).summary.violations;
}

describe('boundary rules', () => {
  const found = violations(fixture);

  test.each([
    ['no-circular', 'libs/alpha/src/round-a.ts'],
    ['libs-never-import-apps', 'libs/alpha/src/reaches-app.ts'],
    ['apps-do-not-import-apps', 'apps/one/src/other-app.ts'],
    ['libs-only-through-index', 'apps/one/src/deep-import.ts'],
    ['pure-libs-have-no-framework', 'libs/contracts/src/framework.ts'],
    ['kafkajs-only-in-the-event-log', 'libs/alpha/src/raw-kafka.ts'],
    ['money-depends-on-nothing', 'libs/money/src/depends.ts'],
    ['domain-is-pure', 'apps/one/src/thing/thing.ts'],
  ])('%s fires on %s', (rule, file) => {
    expect(found).toContainEqual(
      expect.objectContaining({ rule: expect.objectContaining({ name: rule }), from: `${fixture}${file}` }),
    );
  });
});
