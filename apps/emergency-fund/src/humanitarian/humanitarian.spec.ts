import { type AidRecord, flowsOf } from './humanitarian';

const aid: AidRecord = {
  case: 'MG-TOAMASINA-2026',
  city: 'Toamasina',
  country: 'MG',
  kind: 'TROPICAL_CYCLONE',
  occurredOn: '2026-02-11',
  glide: 'TC-2026-000011-MDG',
  decision: 'FU-2026-001',
  decidedOn: '2026-02-16',
  purpose: 'Abris',
  amount: '50000.00',
  currency: 'EUR',
  paidAmount: '50000.00',
  paidOn: '2026-02-19',
  cancelled: false,
};

describe('an aid as a humanitarian flow', () => {
  it('is a commitment, then a payment, of an emergency named by its GLIDE number', () => {
    expect(flowsOf(aid)).toMatchObject([
      { flow: 'FU-2026-001-C', status: 'COMMITMENT', transactionType: '2', statusDate: '2026-02-16', sector: '72010' },
      { flow: 'FU-2026-001-P', status: 'PAID', transactionType: '3', statusDate: '2026-02-19' },
    ]);
    for (const flow of flowsOf(aid))
      expect(flow).toMatchObject({ humanitarian: '1', scopeType: '1', scopeVocabulary: '1-2', scopeCode: aid.glide });
  });

  it('without a GLIDE number is named by our own code, in our own vocabulary', () => {
    expect(flowsOf({ ...aid, glide: null, paidOn: null })).toMatchObject([
      { scopeVocabulary: '99', scopeCode: 'MG-TOAMASINA-2026' },
    ]);
  });

  it('is none once it is given up', () => {
    expect(flowsOf({ ...aid, cancelled: true })).toEqual([]);
  });

  it.each([
    ['EPIDEMIC', '72011'],
    ['DROUGHT', '72040'],
    ['FLOOD', '72010'],
  ])('of a %s has the purpose code %s', (kind, sector) => {
    expect(flowsOf({ ...aid, kind })[0]!.sector).toBe(sector);
  });
});
