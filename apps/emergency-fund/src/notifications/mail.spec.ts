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

  it('leads to the decision sheet, to the case by its id, or to the fund', () => {
    expect(linkOf({ proposal: 'p', caseId: 'c' })).toBe('/urgence/propositions/p');
    expect(linkOf({ proposal: null, caseId: 'c' })).toBe('/urgence/dossiers/c');
    expect(linkOf({ proposal: null, caseId: null })).toBe('/urgence');
  });

  it('is tried again later and later, every hour at least', () => {
    expect([0, 1, 2, 3, 20, 1_000].map(backoff)).toEqual([2_000, 4_000, 8_000, 16_000, 3_600_000, 3_600_000]);
  });
});
