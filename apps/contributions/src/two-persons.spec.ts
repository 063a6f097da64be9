import { refuseDecided, refuseStranger } from './two-persons';

describe('what one person prepares and another decides', () => {
  it.each([
    ['PREPARED', undefined],
    ['DECLINED', 'ALREADY_DECLINED'],
    ['CONFIRMED', 'ALREADY_CONFIRMED'],
    ['REQUESTED', 'ALREADY_CONFIRMED'],
    ['PAID', 'ALREADY_CONFIRMED'],
  ])('when it is %s', (status, code) => {
    const decide = () => refuseDecided({ status, preparedBy: 'officer' });
    if (code) expect(decide).toThrow(expect.objectContaining({ code, status: 409 }));
    else expect(decide).not.toThrow();
  });

  it.each([
    ['whoever prepared it', { id: 'officer', roles: ['finance-officer'] }, true],
    ['a controller', { id: 'controller', roles: ['finance-controller'] }, true],
    ['another officer', { id: 'other', roles: ['finance-officer'] }, false],
  ])('is put aside by %s: %j', (_, actor, may) => {
    const decline = () => refuseStranger(actor, { status: 'PREPARED', preparedBy: 'officer' });
    if (may) expect(decline).not.toThrow();
    else expect(decline).toThrow(expect.objectContaining({ code: 'NOT_YOURS', status: 403 }));
  });
});
