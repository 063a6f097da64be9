import { jestFailures, playwrightFailures, playwrightSecondAttempts } from './failures.mjs';

const failed = (fullName: string, ...failureMessages: string[]) => ({ status: 'failed', fullName, failureMessages });
const passed = { status: 'passed', fullName: 'adds up', failureMessages: [] };

describe('what failed, said again at the end', () => {
  it('names each test with the first lines of why', () => {
    const stack = Array.from({ length: 20 }, (_, at) => `  at ${at}`);
    const reason = ['\u001b[31mError: expected 1\u001b[39m', '', ...stack].join('\n');
    const file = { name: 'a.spec.ts', message: '', assertionResults: [passed, failed('counts once', reason)] };
    expect(jestFailures({ testResults: [file] })).toEqual([
      'counts once (a.spec.ts)',
      '    Error: expected 1',
      ...stack.slice(0, 11).map((line) => `    ${line.trim()}`),
    ]);
  });

  it('names a file that could not be run, and nothing that passed', () => {
    const broken = { name: 'b.spec.ts', message: 'Cannot find module', assertionResults: [] };
    const fine = { name: 'c.spec.ts', message: '', assertionResults: [passed] };
    expect(jestFailures({ testResults: [broken, fine] })).toEqual(['b.spec.ts', '    Cannot find module']);
  });

  const error = { message: 'not visible', location: { line: 77 } };
  const page = { type: 'page', description: '/projets | Reçu' };
  const failedOnce = { status: 'failed', error, annotations: [page] };
  const spec = (title: string, status: string, ...results: object[]) => ({
    ...{ title, file: 'd.spec.ts', line: 3, tests: [{ status, results }] },
  });
  const signs = spec('signs', 'flaky', failedOnce, { status: 'passed' });
  const inner = { specs: [spec('submits', 'unexpected', failedOnce), signs, spec('reads', 'expected')] };
  const report = { errors: [{ message: 'no such project' }], suites: [{ suites: [inner] }] };
  const reasons = ['    line 77: not visible', '    page /projets | Reçu'];

  it('finds tests of the browser in nested suites, with the line they stopped at and what the page said', () => {
    const submits = ['submits (d.spec.ts:3)', ...reasons];
    expect(playwrightFailures(report)).toEqual(['Playwright', '    no such project', ...submits]);
  });

  it('tells apart what passed at the second attempt', () => {
    expect(playwrightSecondAttempts(report)).toEqual(['signs (d.spec.ts:3)', ...reasons]);
  });
});
