import { unspentBecause } from './unspent';

type Agreement = Parameters<typeof unspentBecause>[0];

describe('what an agreement has left', () => {
  const agreement = (changes: Partial<Agreement> = {}): Agreement => ({
    internal: false,
    earmark: { level: 'PROJECT', projects: ['P', 'Q'] },
    unspentClause: 'RETURN_TO_DONOR',
    lastDay: '2026-12-31',
    ...changes,
  });

  it.each<[string, Partial<Agreement>, string[], string | null]>([
    ['may still serve while a project it names goes on', {}, ['P'], null],
    ['serves nothing once all of them have ended', {}, ['P', 'Q'], 'PROJECTS_ENDED'],
    ['serves until its last day', { lastDay: '2026-02-20' }, [], null],
    ['serves nothing after its last day', { lastDay: '2026-02-19' }, [], 'PERIOD_OVER'],
    ['is asked for where the donor must decide', { lastDay: '2026-02-19', unspentClause: 'ASK' }, [], 'PERIOD_OVER'],
    ['is kept where the donor lets it be', { lastDay: '2026-02-19', unspentClause: 'KEEP' }, ['P', 'Q'], null],
    ['is the association’s own where it gave it', { lastDay: '2026-02-19', internal: true }, [], null],
    ['serves other projects of its theme', { earmark: { level: 'THEME', themes: ['CULTURE'] } }, ['P', 'Q'], null],
  ])('%s', (_, changes, ended, because) => {
    expect(unspentBecause(agreement(changes), new Set(ended), '2026-02-20')).toBe(because);
  });
});
