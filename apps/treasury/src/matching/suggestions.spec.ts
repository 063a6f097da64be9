import { Money } from '@abonde/money';
import { certaintyOf } from './certainty';
import type { Sibling } from './gatherings';
import { type Candidate, type EntryClues, suggest } from './suggestions';

const eur = (amount: string) => Money.eur(amount);
const entry = (rest: Partial<EntryClues>): EntryClues => ({
  amount: eur('315000.00'),
  eur: rest.amount ?? eur('315000.00'),
  accountOf: [],
  original: null,
  charges: null,
  bookingDate: '2026-02-03',
  references: [],
  text: '',
  ...rest,
});
const instalment = (id: string, amount: Money, rest: Partial<Candidate> = {}): Candidate => ({
  kind: 'instalment',
  id,
  amount,
  reference: null,
  dueOn: '2026-02-01',
  aliases: ['DRFIP ILE DE FRANCE ET PARIS', 'SIAAP'],
  payer: 'SIAAP',
  ...rest,
});

const sibling = (id: string, amount: string): Sibling => ({
  id,
  amount: eur(amount),
  bookingDate: '2026-02-05',
  label: 'SIAAP',
});

describe('suggestions', () => {
  it('puts the exact reference and amount first, whoever the payer looks like', () => {
    const candidates = [
      instalment('other', eur('315000.00')),
      instalment('right', eur('315000.00'), { reference: 'RF92SIAAP2025T1' }),
    ];
    const [first, second] = suggest(
      entry({ references: ['RF92SIAAP2025T1'], text: 'DRFIP ILE DE FRANCE ET PARIS MANDAT 1245' }),
      candidates,
    );
    expect(first).toMatchObject({ score: 100, targets: [{ id: 'right', amount: { amount: '315000.00' } }] });
    expect(first?.reasons).toEqual(['REFERENCE', 'PAYER', 'DATE', 'AMOUNT']);
    expect(second?.targets[0]?.id).toBe('other');
  });

  it('takes a reference retyped with an O for a zero as a clue only', () => {
    const [first] = suggest(entry({ text: 'VIREMENT RF92SIAAP2O25T1' }), [
      instalment('i', eur('315000.00'), { reference: 'RF92SIAAP2025T1', aliases: [] }),
    ]);
    expect(first?.reasons).toContain('REFERENCE_RETYPED');
    expect(first?.score).toBeLessThan(100);
  });

  it('finds one credit for two agreements', () => {
    const candidates = [
      instalment('a', eur('200000.00')),
      instalment('b', eur('115000.00')),
      instalment('c', eur('7.00')),
    ];
    const [first] = suggest(entry({ text: 'SIAAP' }), candidates);
    expect(first?.targets.map(({ id }) => id)).toEqual(['a', 'b']);
    expect(first?.reasons).toContain('SUM');
  });

  it('gathers the lines of a payer that pay one instalment together, and is never safe by that alone', () => {
    const siblings = [sibling('second', '120000.00'), sibling('third', '95000.00'), sibling('apart', '1.00')];
    const line = entry({ amount: eur('100000.00'), text: 'SIAAP', references: ['RF92SIAAP2025T1'] });
    const called = instalment('i', eur('315000.00'), { reference: 'RF92SIAAP2025T1' });
    const found = suggest(line, [called], siblings);
    expect(found.map(({ reasons }) => reasons.at(-1))).toEqual(['LINES', 'PARTIAL']);
    expect(found[0]).toMatchObject({
      targets: [{ id: 'i', amount: { amount: '315000.00' } }],
      entries: [
        { id: 'second', amount: { amount: '120000.00' } },
        { id: 'third', amount: { amount: '95000.00' } },
      ],
    });
    expect(certaintyOf(found)).toBe('TO_REVIEW');
    const unnamed = suggest(entry({ amount: eur('100000.00') }), [called], siblings);
    expect(unnamed.flatMap(({ reasons }) => reasons)).not.toContain('LINES');
  });

  it('explains a partial payment, an over-payment, charges taken on the way', () => {
    const reference = { reference: 'RF20GATES0002' };
    const clue = { references: ['RF20GATES0002'] };
    const [partial] = suggest(entry({ ...clue, amount: eur('100.00') }), [instalment('i', eur('150.00'), reference)]);
    expect(partial).toMatchObject({ targets: [{ id: 'i', amount: { amount: '100.00' } }] });
    const [over] = suggest(entry({ ...clue, amount: eur('180.00') }), [instalment('i', eur('150.00'), reference)]);
    expect(over?.targets).toEqual([
      { kind: 'instalment', id: 'i', amount: { amount: '150.00', currency: 'EUR' } },
      { kind: 'unapplied', id: 'SIAAP', amount: { amount: '30.00', currency: 'EUR' } },
    ]);
    const [charged] = suggest(entry({ ...clue, amount: eur('140.00'), charges: eur('10.00') }), [
      instalment('i', eur('150.00'), reference),
    ]);
    expect(charged).toMatchObject({ charges: { amount: '10.00' }, targets: [{ amount: { amount: '150.00' } }] });
    expect(charged?.reasons).toContain('AMOUNT_WITH_CHARGES');
  });

  it('knows a foreign instalment by the amount the payer sent', () => {
    const original = Money.of({ amount: '1045333.33', currency: 'USD' });
    const [first] = suggest(entry({ amount: eur('960000.00'), original, text: 'GATES' }), [
      instalment('i', original, { aliases: ['GATES'], payer: 'GATES' }),
    ]);
    expect(first?.reasons).toEqual(expect.arrayContaining(['ORIGINAL_AMOUNT', 'PAYER']));
  });

  it('proposes a classification by its wording and nothing without a clue', () => {
    const charge: Candidate = {
      kind: 'classification',
      id: 'CHARGE',
      amount: null,
      reference: null,
      dueOn: null,
      aliases: [],
      payer: null,
      wording: /FRAIS/,
    };
    expect(suggest(entry({ amount: eur('-12.50'), text: 'FRAIS DE TENUE DE COMPTE' }), [charge])).toHaveLength(1);
    expect(suggest(entry({ amount: eur('-12.50'), text: 'VIREMENT' }), [charge])).toEqual([]);
    expect(suggest(entry({}), [instalment('i', eur('12.00'), { dueOn: null, aliases: [] })])).toEqual([]);
  });
});
