import { Money } from '@abonde/money';
import * as fc from 'fast-check';
import { bankText } from './bank-text';
import { blocksOf, type PaymentFile, type Transfer } from './payment-file';

const id = fc.uuid({ version: 7 }).map((uuid) => uuid.replaceAll('-', '').toUpperCase());

/** Anything people type, in any script; where a text is required, something of it can be written. */
const text = (longest: number) => fc.string({ unit: 'grapheme', maxLength: longest });
const written = (longest: number) =>
  fc
    .tuple(text(longest), fc.constantFrom('Lomé', 'Đà Nẵng', 'Œuvre', 'N’Djaména', '//Ville/', 'Mairie & Cie_2'))
    .map((parts) => parts.join(' '))
    .filter((name) => bankText(name, 35) !== '');
const optional = (longest: number) => fc.option(text(longest));

const ibans = [
  'FR7630006000011234567890189',
  'BE68539007547034',
  'LU280019400644750000',
  'MR1300020001010000123456753',
];
const account = fc.oneof(
  fc.constantFrom(...ibans).map((iban) => ({ iban })),
  fc.stringMatching(/^[A-Za-z0-9][A-Za-z0-9 ./-]{0,32}[A-Za-z0-9]$/).map((other) => ({ other })),
);
const bic = fc.option(fc.stringMatching(/^[A-Z]{6}[A-Z2-9][A-NP-Z0-9]([A-Z0-9]{3})?$/));
const address = fc.record({
  line: optional(140),
  building: optional(16),
  postCode: optional(16),
  town: written(40),
  region: optional(35),
});

const amount = (currency: string) => fc.bigInt(1n, 99_999_999_999n).map((minor) => Money.minor(minor, currency));
const transfer = (currency: string): fc.Arbitrary<Transfer> =>
  fc.record({
    endToEndId: id,
    instructionId: id,
    uetr: fc.uuid({ version: 4 }),
    amount: amount(currency),
    creditor: fc.record({
      name: written(140),
      country: fc.constantFrom('TG', 'SN', 'CM', 'KH', 'FR', 'BE', 'MA'),
      address,
    }),
    account,
    bic,
    remittance: written(200),
    purpose: fc.option(fc.constantFrom('GOVT', 'CHAR', 'REFU', 'INTE')),
    regulatory: fc.option(fc.record({ code: optional(10), text: optional(35) })),
  });

const placed = fc.constantFrom('EUR', 'XOF', 'XAF', 'MAD', 'TND', 'USD').chain((currency) =>
  fc.record({
    transfer: transfer(currency),
    sepa: currency === 'EUR' ? fc.boolean() : fc.constant(false),
    executionDay: fc.constantFrom('2026-02-20', '2026-02-23', '2026-12-24'),
  }),
);

/** Files of any orders that the service would take, with texts as people write them. */
export const paymentFiles: fc.Arbitrary<PaymentFile> = fc
  .record({
    messageId: id,
    placed: fc.uniqueArray(placed, {
      minLength: 1,
      maxLength: 12,
      selector: ({ transfer: { endToEndId } }) => endToEndId,
    }),
    urgent: fc.boolean(),
    chargeBearer: fc.constantFrom('SHAR' as const, 'DEBT' as const),
    bic,
    account,
  })
  .map(({ messageId, placed: transfers, urgent, chargeBearer, bic: debtorBic, account: debtorAccount }) => ({
    messageId,
    createdAt: '2026-02-20T09:00:00',
    initiator: 'AIMF',
    debtor: { name: 'AIMF', country: 'FR', town: 'Paris', account: debtorAccount, bic: debtorBic, currency: 'EUR' },
    blocks: blocksOf(messageId, transfers, { urgent, chargeBearer }),
  }));
