import { Money } from '@abonde/money';
import { highestLevel, type Overdue, reminderText } from './reminder-text';

const overdue: Overdue = {
  agreement: 'SIAAP-2020-SR',
  instalment: 2,
  outstanding: Money.eur('525000.00'),
  dueOn: '2025-12-31',
  calledOn: '2025-12-01',
  daysLate: 51,
  reference: 'RF20SIAAP2020SRT2',
  remindedOn: '2026-01-20',
};
const levels = Array.from({ length: highestLevel }, (_, index) => index + 1);

describe('text of a reminder', () => {
  it.each(levels)('of level %i says the amount, the date and the reference, in both languages', (level) => {
    const french = reminderText(level, 'fr', overdue);
    expect(french.body).toContain('525\u00a0000,00\u00a0€');
    expect(french.body).toContain('31/12/2025');
    expect(french.body).toContain('RF20SIAAP2020SRT2');
    const english = reminderText(level, 'en', overdue);
    expect(english.body).toContain('€525,000.00');
    expect(english.body).toContain('2025-12-31');
  });

  it('grows firmer, and names the reminder that had no answer from the second on', () => {
    const texts = levels.map((level) => reminderText(level, 'fr', overdue).body);
    expect(new Set(texts).size).toBe(highestLevel);
    expect(texts.map((text) => text.includes('20/01/2026'))).toEqual([false, true, true]);
    expect(reminderText(2, 'fr', overdue).subject).toMatch(/^Relance n° 2/);
  });
});
