import fc from 'fast-check';
import { creditorReference, isCreditorReference, referenceBody } from './creditor-reference';

const capitals = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789'];
const bodies = fc
  .array(fc.constantFrom(...capitals), { minLength: 1, maxLength: 21 })
  .map((characters) => characters.join(''));

describe('creditor reference (ISO 11649)', () => {
  it.each([
    ['SIAAP2025T1', 'RF92SIAAP2025T1'],
    ['AESN2025042', 'RF75AESN2025042'],
    ['GATES0002', 'RF20GATES0002'],
    ['539007547034', 'RF18539007547034'],
  ])('%s → %s', (body, reference) => {
    expect(creditorReference(body)).toBe(reference);
    expect(isCreditorReference(reference)).toBe(true);
  });

  it('is valid for any body, and no longer once a letter or a digit is mistaken for another', () => {
    const isDigit = (character: string) => /\d/.test(character);
    fc.assert(
      fc.property(bodies, fc.nat(), fc.constantFrom(...capitals), (body, at, wrong) => {
        const reference = creditorReference(body);
        const index = 4 + (at % body.length);
        const right = reference.charAt(index);
        if (wrong === right || isDigit(wrong) !== isDigit(right)) return isCreditorReference(reference);
        const mistyped = reference.slice(0, index) + wrong + reference.slice(index + 1);
        return isCreditorReference(reference) && !isCreditorReference(mistyped);
      }),
      { numRuns: 1_000 },
    );
  });

  it.each([
    ['SIAAP-2020-SR', 1, 'SIAAP2020SRT1'],
    ['SIAAP-2013-LA-VTE-GBV1', 12, 'SIAAP2013LAVTEGBV1T12'],
  ])('names the agreement %s and instalment %d', (code, number, body) => {
    expect(referenceBody(code, number)).toBe(body);
  });

  it('shortens a long code without mixing up two of them', () => {
    const [first, second] = ['PROGRAMME-2024-SANITATION-A', 'PROGRAMME-2024-SANITATION-B'].map((code) =>
      referenceBody(code, 3),
    );
    expect(first).toHaveLength(21);
    expect(first).not.toBe(second);
  });

  it('has another form when two codes differ only by their separators', () => {
    expect(referenceBody('AB-1', 1, false)).not.toBe(referenceBody('AB1', 1, false));
  });
});
