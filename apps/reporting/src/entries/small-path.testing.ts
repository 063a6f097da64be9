import { randomUUID } from 'node:crypto';
import type { TestService } from '@abonde/testing';
import { SealedBooks } from './sealed-books.testing';

const COOP = { instrument: 'COOPERATION' };
const SIAAP = { ...COOP, donor: 'SIAAP', agreement: 'SIAAP-2020-SR' };
const OWN = { ...COOP, donor: 'AIMF', agreement: 'AIMF-GENERAL' };
const KH = { ...COOP, project: 'KH-SR' };
const FUND = { instrument: 'EMERGENCY' };

/** A euro's whole path in miniature, through the four books: opening, receipt, allocation, payment, interest, aid, refund. */
export function smallPath(): SealedBooks {
  const books = new SealedBooks();
  opening(books);
  receipt(books);
  subsidy(books);
  interest(books);
  aid(books);
  refund(books);
  unapplied(books);
  return books;
}

/** Publishes every seal of the books, then the names. */
export async function publishAll(service: TestService, books: SealedBooks, from = 0): Promise<void> {
  for (const data of books.all().slice(from)) {
    await service.publish('abonde.ledger.transaction-sealed.v1', { key: data.book, data });
  }
}

export async function publishNames(service: TestService): Promise<void> {
  for (const [donor, name] of [
    ['SIAAP', 'SIAAP'],
    ['GENEVE', 'Ville de Genève'],
  ] as const) {
    await service.publish('abonde.contributions.donor-registered.v1', {
      key: donor,
      data: { donor, name, kind: 'CITY', country: 'FR', payerAliases: [], iatiOrgId: null },
    });
  }
  await publishAgreement(service, 'SIAAP-2020-SR', 'SIAAP');
  await publishAgreement(service, 'GENEVE-2026', 'GENEVE');
  await service.publish('abonde.disbursements.project-state-changed.v1', {
    key: 'KH-SR',
    data: {
      project: 'KH-SR',
      title: 'Siem Reap',
      city: 'siem-reap',
      country: 'KH',
      instrument: 'COOPERATION',
      theme: 'WATER_SANITATION',
      from: 'VOTED',
      to: 'IN_PROGRESS',
      effectiveDate: '2026-03-01',
      reason: null,
      actor: 'someone',
    },
  });
}

export async function publishAgreement(service: TestService, agreement: string, donor: string): Promise<void> {
  await service.publish('abonde.contributions.agreement-signed.v1', {
    key: agreement,
    data: {
      agreement,
      version: 1,
      donor,
      donorName: donor,
      instrument: 'COOPERATION',
      amount: { amount: '1000.00', currency: 'EUR' },
      signedOn: '2020-01-01',
      period: { from: '2020-01-01', to: '2027-12-31' },
      earmark: { level: 'NONE' },
      countsAs: 'FUND',
      pool: 'EUR',
      interestClauses: [],
    },
  });
}

function opening(books: SealedBooks): void {
  const [bank, fund] = [randomUUID(), randomUUID()];
  const day = '2026-01-01';
  books.post('treasury', {
    kind: 'bank-account-opened',
    day,
    transfer: bank,
    lines: ['bank:MAIN > clearing:contributions 1000.00'],
  });
  books.post('contributions', {
    kind: 'bank-account-opened',
    day,
    transfer: bank,
    dimensions: OWN,
    lines: ['clearing:treasury > opening 1000.00', 'fund:money > fund:envelope:AIMF-GENERAL 1000.00'],
  });
  books.post('contributions', {
    kind: 'opening-distributed',
    day,
    dimensions: SIAAP,
    lines: ['fund:envelope:AIMF-GENERAL > fund:envelope:SIAAP-2020-SR 300.00'],
  });
  books.post('contributions', {
    kind: 'emergency-fund-opened',
    day,
    transfer: fund,
    dimensions: OWN,
    lines: ['fund:envelope:AIMF-GENERAL > fund:transfer:emergency-fund 100.00'],
  });
  books.post('emergency-fund', {
    kind: 'emergency-fund-opened',
    day,
    transfer: fund,
    dimensions: FUND,
    lines: ['fund:transfer:contributions > fund:emergency 100.00'],
  });
}

function receipt(books: SealedBooks): void {
  const transfer = randomUUID();
  books.post('contributions', {
    kind: 'instalment-called',
    day: '2026-02-01',
    dimensions: SIAAP,
    lines: ['receivable:SIAAP-2020-SR > income:SIAAP-2020-SR 500.00'],
  });
  books.post('treasury', { kind: 'bank-entry-booked', day: '2026-02-10', lines: ['bank:MAIN > suspense:MAIN 495.00'] });
  books.post('treasury', {
    kind: 'receipt-matched',
    day: '2026-02-10',
    transfer,
    lines: ['suspense:MAIN > clearing:contributions 495.00'],
  });
  books.post('contributions', {
    kind: 'receipt-recorded',
    day: '2026-02-10',
    transfer,
    dimensions: SIAAP,
    lines: [
      'clearing:treasury > receivable:SIAAP-2020-SR 495.00',
      'bank-charges > receivable:SIAAP-2020-SR 5.00',
      'fund:money > fund:envelope:SIAAP-2020-SR 495.00',
      'fund:envelope:AIMF-GENERAL > fund:envelope:SIAAP-2020-SR 5.00',
      'fund:envelope:SIAAP-2020-SR > fund:envelope:AIMF-GENERAL 15.00',
    ],
  });
}

function subsidy(books: SealedBooks): void {
  const [given, paid, back] = [randomUUID(), randomUUID(), randomUUID()];
  const tranche = { ...KH, tranche: 'KH-SR-T1', agreement: 'SIAAP-2020-SR' };
  books.post('disbursements', {
    kind: 'subsidy-attributed',
    dimensions: KH,
    lines: ['commitment-contra:KH-SR > commitment:KH-SR 400.00'],
  });
  books.post('contributions', {
    kind: 'allocation-proposed',
    dimensions: KH,
    lines: [
      ['fund:envelope:SIAAP-2020-SR > fund:reserved:a1 350.00', SIAAP],
      ['fund:envelope:AIMF-GENERAL > fund:reserved:a1 50.00', OWN],
    ],
  });
  books.post('contributions', {
    kind: 'allocation-confirmed',
    transfer: given,
    dimensions: KH,
    lines: [
      ['fund:reserved:a1 > fund:transfer:disbursements 350.00', SIAAP],
      ['fund:reserved:a1 > fund:transfer:disbursements 50.00', OWN],
    ],
  });
  books.post('disbursements', {
    kind: 'allocation-received',
    transfer: given,
    dimensions: KH,
    lines: [
      ['fund:transfer:contributions > fund:allocation:KH-SR:SIAAP-2020-SR 350.00', { agreement: 'SIAAP-2020-SR' }],
      ['fund:transfer:contributions > fund:allocation:KH-SR:AIMF-GENERAL 50.00', { agreement: 'AIMF-GENERAL' }],
    ],
  });
  books.post('disbursements', {
    kind: 'tranche-approved',
    day: '2026-04-01',
    dimensions: tranche,
    lines: [
      'aid-expense:KH-SR > payable:KH-SR 200.00',
      'commitment:KH-SR > commitment-contra:KH-SR 200.00',
      'fund:allocation:KH-SR:SIAAP-2020-SR > fund:tranche:KH-SR-T1:SIAAP-2020-SR 200.00',
    ],
  });
  books.post('treasury', { kind: 'bank-entry-booked', day: '2026-04-05', lines: ['suspense:MAIN > bank:MAIN 200.00'] });
  books.post('treasury', {
    kind: 'payment-settled',
    day: '2026-04-05',
    transfer: paid,
    lines: ['clearing:disbursements > suspense:MAIN 200.00'],
  });
  books.post('disbursements', {
    kind: 'tranche-paid',
    day: '2026-04-05',
    transfer: paid,
    dimensions: tranche,
    lines: [
      'payable:KH-SR > clearing:treasury 200.00',
      'fund:tranche:KH-SR-T1:SIAAP-2020-SR > fund:money 200.00',
      'fund:advanced:KH-SR:SIAAP-2020-SR > fund:to-justify:KH-SR:SIAAP-2020-SR 200.00',
    ],
  });
  books.post('disbursements', {
    kind: 'expense-justified',
    day: '2026-05-01',
    dimensions: tranche,
    lines: ['fund:to-justify:KH-SR:SIAAP-2020-SR > fund:advanced:KH-SR:SIAAP-2020-SR 120.00'],
  });
  books.post('disbursements', {
    kind: 'allocation-released',
    transfer: back,
    dimensions: { ...KH, agreement: 'AIMF-GENERAL' },
    lines: ['fund:allocation:KH-SR:AIMF-GENERAL > fund:transfer:contributions 20.00'],
  });
  books.post('contributions', {
    kind: 'allocation-released',
    transfer: back,
    dimensions: { ...KH, ...OWN },
    lines: ['fund:transfer:disbursements > fund:envelope:AIMF-GENERAL 20.00'],
  });
}

function interest(books: SealedBooks): void {
  const [credit, retained] = [randomUUID(), randomUUID()];
  const day = '2026-04-30';
  books.post('treasury', { kind: 'bank-entry-booked', day, lines: ['bank:MAIN > suspense:MAIN 30.00'] });
  books.post('treasury', {
    kind: 'interest-credited',
    day,
    transfer: credit,
    lines: ['suspense:MAIN > clearing:emergency-fund 30.00'],
  });
  books.post('emergency-fund', {
    kind: 'interest-credited',
    day,
    transfer: credit,
    dimensions: { ...FUND, placement: 'LIVRET' },
    lines: ['clearing:treasury > interest-income 30.00', 'fund:money > fund:emergency 30.00'],
  });
  books.post('emergency-fund', {
    kind: 'interest-handed-over',
    day,
    transfer: retained,
    dimensions: { ...FUND, agreement: 'SIAAP-2020-SR', placement: 'LIVRET' },
    lines: ['fund:emergency > fund:transfer:contributions 10.00'],
  });
  books.post('contributions', {
    kind: 'interest-retained',
    day,
    transfer: retained,
    dimensions: SIAAP,
    lines: ['fund:transfer:emergency-fund > fund:envelope:SIAAP-2020-SR 10.00'],
  });
  books.post('emergency-fund', {
    kind: 'interest-accrued',
    day: '2026-05-15',
    dimensions: { ...FUND, placement: 'LIVRET' },
    lines: ['accrued-interest:LIVRET > interest-income 3.50'],
  });
}

function aid(books: SealedBooks): void {
  const transfer = randomUUID();
  const dimensions = { ...FUND, case: 'MG-2026' };
  books.post('emergency-fund', {
    kind: 'aid-decided',
    day: '2026-05-20',
    dimensions,
    lines: ['commitment-contra:MG-2026 > commitment:MG-2026 60.00', 'fund:emergency > fund:aid:MG-2026 60.00'],
  });
  books.post('treasury', { kind: 'bank-entry-booked', day: '2026-05-22', lines: ['suspense:MAIN > bank:MAIN 40.00'] });
  books.post('treasury', {
    kind: 'payment-settled',
    day: '2026-05-22',
    transfer,
    lines: ['clearing:emergency-fund > suspense:MAIN 40.00'],
  });
  books.post('emergency-fund', {
    kind: 'aid-paid',
    day: '2026-05-22',
    transfer,
    dimensions,
    lines: [
      'aid-expense:MG-2026 > clearing:treasury 40.00',
      'commitment:MG-2026 > commitment-contra:MG-2026 40.00',
      'fund:aid:MG-2026 > fund:money 40.00',
    ],
  });
}

function refund(books: SealedBooks): void {
  const transfer = randomUUID();
  const day = '2026-06-01';
  books.post('contributions', {
    kind: 'refund-requested',
    day,
    dimensions: SIAAP,
    lines: [
      'income:SIAAP-2020-SR > payable-to-donor:SIAAP-2020-SR 25.00',
      'fund:envelope:SIAAP-2020-SR > fund:due-to-donor:SIAAP-2020-SR 25.00',
    ],
  });
  books.post('treasury', { kind: 'bank-entry-booked', day, lines: ['suspense:MAIN > bank:MAIN 25.00'] });
  books.post('treasury', {
    kind: 'payment-settled',
    day,
    transfer,
    lines: ['clearing:contributions > suspense:MAIN 25.00'],
  });
  books.post('contributions', {
    kind: 'donor-refunded',
    day,
    transfer,
    dimensions: SIAAP,
    lines: [
      'payable-to-donor:SIAAP-2020-SR > clearing:treasury 25.00',
      'fund:due-to-donor:SIAAP-2020-SR > fund:money 25.00',
    ],
  });
}

function unapplied(books: SealedBooks): void {
  const transfer = randomUUID();
  const day = '2026-06-10';
  const dimensions = { ...COOP, donor: 'GENEVE' };
  books.post('treasury', { kind: 'bank-entry-booked', day, lines: ['bank:MAIN > suspense:MAIN 70.00'] });
  books.post('treasury', {
    kind: 'receipt-matched',
    day,
    transfer,
    lines: ['suspense:MAIN > clearing:contributions 70.00'],
  });
  books.post('contributions', {
    kind: 'receipt-unapplied',
    day,
    transfer,
    dimensions,
    lines: ['clearing:treasury > unapplied:GENEVE 70.00', 'fund:money > fund:unapplied:GENEVE 70.00'],
  });
  books.post('contributions', {
    kind: 'receipt-applied',
    day,
    dimensions: { ...dimensions, agreement: 'GENEVE-2026' },
    lines: [
      'unapplied:GENEVE > receivable:GENEVE-2026 45.00',
      'fund:unapplied:GENEVE > fund:envelope:GENEVE-2026 45.00',
    ],
  });
}
