import { Money } from '@abonde/money';
import { type Attendance, checkQuorum, checkSeated, checkTurnout, recused } from './attendance';
import type { Ballot } from './ballot';

const attendance: Attendance = { session: 'S', members: ['PARIS', 'PHNOM-PENH', 'RABAT'], present: 3 };
const ballot = (change: Partial<Ballot>): Ballot => ({
  ...{ outcome: 'APPROVED', engaged: Money.eur('1'), attributed: Money.eur('1') },
  ...{ for: 3, against: 0, abstentions: 0, voters: [] },
  ...change,
});
const refusal = (change: Partial<Ballot>, city: string, seats = attendance) => {
  try {
    checkTurnout(ballot(change), seats, { project: 'P', city });
    return null;
  } catch (error) {
    return (error as { code: string }).code;
  }
};

describe('the members present', () => {
  it.each([
    ['all vote on a project of another city', {}, 'SIEM-REAP', null],
    ['one leaves the vote on its own city’s project', {}, 'PHNOM-PENH', 'MORE_VOTES_THAN_MEMBERS'],
    ['the two others decide then', { for: 1, abstentions: 1 }, 'PHNOM-PENH', null],
    ['nobody votes twice', { for: 2, against: 1, abstentions: 1 }, 'SIEM-REAP', 'MORE_VOTES_THAN_MEMBERS'],
    ['nobody votes from afar', { voters: ['PARIS', 'GENEVE'] }, 'SIEM-REAP', 'VOTER_NOT_PRESENT'],
  ])('%s', (_, change, city, code) => {
    expect(refusal(change, city)).toBe(code);
  });

  it('are taken for granted where nobody recorded them', () => {
    expect(refusal({ for: 30, voters: ['GENEVE'] }, 'PARIS', { session: 'S', members: [], present: null })).toBeNull();
  });

  it('have a seat that day', () => {
    const session = { code: 'S', date: '2026-04-28' };
    expect(() => checkSeated(session, [{ code: 'PARIS', seated: true }])).not.toThrow();
    expect(() => checkSeated(session, [{ code: 'HUE', seated: false }])).toThrow(
      expect.objectContaining({ code: 'NOT_AT_THE_BUREAU', figures: expect.objectContaining({ cities: ['HUE'] }) }),
    );
  });

  it('make the quorum', () => {
    expect(() => checkQuorum({ code: 'S', present: 3, quorum: 3 })).not.toThrow();
    expect(() => checkQuorum({ code: 'S', present: 2, quorum: 3 })).toThrow(
      expect.objectContaining({ code: 'QUORUM_NOT_REACHED' }),
    );
  });

  it('name who is recused', () => {
    expect([recused(attendance, 'PARIS'), recused(attendance, 'HUE')]).toEqual(['PARIS', null]);
  });
});
