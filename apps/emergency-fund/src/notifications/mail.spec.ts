import { backoff, mailOf } from './mail';
import { asking, audiences, linkOf, noticeKinds } from './notice';

describe('what people are told', () => {
  it.each(noticeKinds)('%s has its audience and its words in both languages, the address and nothing else', (kind) => {
    expect(audiences[kind].length).toBeGreaterThan(0);
    const url = 'https://abonde.example/urgence/propositions/0198';
    const [fr, en] = [mailOf(kind, 'fr', url), mailOf(kind, 'en', url)];
    expect(fr.text).not.toBe(en.text);
    for (const { subject, text } of [fr, en]) {
      expect(text).toContain(url);
      expect(text.replace(url, '') + subject).not.toMatch(/\d|€|EUR/);
    }
  });

  it('asks the Presidency alone to decide, and both proposers to sign', () => {
    expect(audiences.DECISION_ASKED).toEqual(['presidency']);
    expect(audiences.SIGNATURE_ASKED).toEqual(['committee-presidency', 'secretariat']);
    expect(asking).toEqual(expect.arrayContaining(['DECISION_ASKED', 'SIGNATURE_ASKED', 'REPORT_DUE']));
  });

  it('leads to the decision sheet, to the case or the agreement by its id, or to the fund', () => {
    const nothing = { proposal: null, caseId: null, agreement: null };
    expect(linkOf({ ...nothing, proposal: 'p', caseId: 'c' })).toBe('/urgence/propositions/p');
    expect(linkOf({ ...nothing, caseId: 'c' })).toBe('/urgence/dossiers/c');
    expect(linkOf({ ...nothing, agreement: 'a' })).toBe('/contributions/a');
    expect(linkOf(nothing)).toBe('/urgence');
  });

  it('says in its subject whose affair it is', () => {
    expect(mailOf('DECISION_ASKED', 'fr', '').subject).toMatch(/^Fonds d’urgence : /);
    expect(mailOf('DONOR_REPORT_OVERDUE', 'fr', '').subject).toMatch(/^Conventions : /);
    expect(mailOf('DONOR_REPORT_DUE', 'en', '').subject).toMatch(/^Agreements: /);
  });

  it('is tried again later and later, every hour at least', () => {
    expect([0, 1, 2, 3, 20, 1_000].map(backoff)).toEqual([2_000, 4_000, 8_000, 16_000, 3_600_000, 3_600_000]);
  });
});
