import { checkFollowUp, checkMission, checkReportable, type Finding, isOverdue, type MissionFacts } from './mission';

const finding: Finding = {
  project: 'BJ-COT-NUM',
  text: 'satisfactory',
  progress: 80,
  deliveryOn: '2026-03-31',
  suspends: false,
  condition: null,
};
const mission: MissionFacts = {
  code: 'BJ-2025-09',
  status: 'PLANNED',
  from: '2025-09-15',
  to: '2025-09-19',
  findings: [finding],
};

describe('a mission', () => {
  it.each([
    ['ends before it begins', { to: '2025-09-14' }, 'MISSION_ENDS_BEFORE_IT_BEGINS'],
    ['says twice what it found of a project', { findings: [finding, finding] }, 'PROJECT_SEEN_TWICE'],
  ])('is refused when it %s', (_, change, code) => {
    expect(() => checkMission({ ...mission, ...change })).toThrow(expect.objectContaining({ code }));
  });

  it('may last one day', () => {
    expect(() => checkMission({ ...mission, to: mission.from })).not.toThrow();
  });

  it.each([
    ['with nothing found', { findings: [] }, '2025-09-20', 'NOTHING_FOUND'],
    ['before its last day', {}, '2025-09-18', 'MISSION_NOT_OVER'],
    ['twice', { status: 'REPORTED' as const }, '2025-09-20', 'MISSION_REPORTED'],
  ])('is not reported %s', (_, change, today, code) => {
    expect(() => checkReportable({ ...mission, ...change }, today)).toThrow(expect.objectContaining({ code }));
  });

  it('is reported on its last day', () => {
    expect(() => checkReportable(mission, '2025-09-19')).not.toThrow();
  });
});

describe('a recommendation', () => {
  it('is overdue after its day while nobody saw to it', () => {
    const due = { status: 'OPEN' as const, dueOn: '2026-01-31' };
    expect([isOverdue(due, '2026-01-31'), isOverdue(due, '2026-02-01')]).toEqual([false, true]);
    expect(isOverdue({ ...due, status: 'DONE' }, '2026-02-01')).toBe(false);
  });

  it('ends with a word on what was done', () => {
    expect(() => checkFollowUp('DONE', ' ')).toThrow(expect.objectContaining({ code: 'NOTE_MISSING' }));
    expect(() => checkFollowUp('DROPPED', 'remplacée par une autre')).not.toThrow();
    expect(() => checkFollowUp('OPEN', undefined)).not.toThrow();
  });
});
