const LINES_OF_A_REASON = 12;

/** A test that failed, and the first lines of why. */
function failure(name, reason = '') {
  const lines = reason
    .replace(/\u001b\[[0-9;]*m/g, '')
    .split('\n')
    .filter((line) => line.trim() !== '')
    .slice(0, LINES_OF_A_REASON);
  return [name, ...lines.map((line) => `    ${line.trim()}`)];
}

/** What failed in a report of jest's `--json`, a line or several for each test or file that could not be run. */
export function jestFailures({ testResults }) {
  return testResults.flatMap(({ name, message, assertionResults }) => {
    const tests = assertionResults.filter(({ status }) => status === 'failed');
    if (tests.length > 0)
      return tests.flatMap(({ fullName, failureMessages }) => failure(`${fullName} (${name})`, failureMessages[0]));
    return assertionResults.length === 0 && message ? failure(name, message) : [];
  });
}

/** What failed in a report of Playwright's `json` reporter, at each attempt. */
export function playwrightFailures({ suites, errors }) {
  return [...errors.flatMap(({ message }) => failure('Playwright', message)), ...attempts(suites, 'unexpected')];
}

/** What passed at the second attempt only, and why not at the first. */
export function playwrightSecondAttempts({ suites }) {
  return attempts(suites, 'flaky');
}

function attempts(suites, wanted) {
  return suites.flatMap(({ suites: inner = [], specs = [] }) => [
    ...specs.flatMap((spec) =>
      spec.tests.filter(({ status }) => status === wanted).flatMap((test) => said(spec, test)),
    ),
    ...attempts(inner, wanted),
  ]);
}

function said({ title, file, line }, { results }) {
  return results
    .filter(({ status }) => status === 'failed' || status === 'timedOut')
    .flatMap(({ error, annotations = [] }) => [
      ...failure(`${title} (${file}:${line})`, placed(error)),
      ...annotations.filter(({ type }) => type === 'page').map(({ description }) => `    page ${description}`),
    ]);
}

/** The line of the test says more than the test's name. */
function placed(error) {
  const { location, message = '' } = error ?? {};
  return location ? `line ${location.line}: ${message}` : message;
}
