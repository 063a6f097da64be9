import { givenBack, isOpen, missingSignatures, takenFrom } from './proposal';

describe('signatures', () => {
  it('are both needed on the present version', () => {
    expect(
      missingSignatures(2, [
        { version: 1, role: 'COMMITTEE_PRESIDENCY', signedBy: 'a' },
        { version: 2, role: 'SECRETARIAT', signedBy: 'b' },
      ]),
    ).toEqual(['COMMITTEE_PRESIDENCY']);
    expect(
      missingSignatures(1, [
        { version: 1, role: 'COMMITTEE_PRESIDENCY', signedBy: 'a' },
        { version: 1, role: 'SECRETARIAT', signedBy: 'b' },
      ]),
    ).toEqual([]);
  });

  it('are no longer expected once decided', () => {
    expect((['SUBMITTED', 'RETURNED', 'GRANTED', 'REFUSED', 'CANCELLED'] as const).map(isOpen)).toEqual([
      true,
      true,
      false,
      false,
      false,
    ]);
  });
});

describe('the money of an aid', () => {
  const [donations, fund] = [
    { account: 'fund:donations:X', minor: 300n },
    { account: 'fund:emergency', minor: 1000n },
  ];

  it('comes from the donations of the case first', () => {
    expect(takenFrom(200n, donations, fund)).toEqual([{ account: 'fund:donations:X', minor: 200n }]);
    expect(takenFrom(500n, donations, fund)).toEqual([
      { account: 'fund:donations:X', minor: 300n },
      { account: 'fund:emergency', minor: 200n },
    ]);
    expect(takenFrom(500n, { ...donations, minor: 0n }, fund)).toEqual([{ account: 'fund:emergency', minor: 500n }]);
  });

  it('goes back in the same proportions, to the cent', () => {
    const sources = takenFrom(500n, donations, fund);
    expect(givenBack(500n, sources)).toEqual(sources);
    expect(givenBack(101n, sources)).toEqual([
      { account: 'fund:donations:X', minor: 61n },
      { account: 'fund:emergency', minor: 40n },
    ]);
  });
});
