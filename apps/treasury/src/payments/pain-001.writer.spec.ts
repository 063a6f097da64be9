import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Money } from '@abonde/money';
import { validateXML } from 'xmllint-wasm';
import { bankText, controlSum, fileVersions, type PaymentFile, type Transfer } from './payment-file';
import { writePain001 } from './pain-001.writer';

const transfer = (amount: string, currency: string, rest: Partial<Transfer> = {}): Transfer => ({
  endToEndId: '019B0000000070008000000000000001',
  instructionId: '019B0000000070008000000000000001',
  uetr: '9f2f7e1c-4b3a-4d5e-8f60-718293a4b5c6',
  amount: Money.of({ amount, currency }),
  creditor: {
    name: 'Communauté urbaine de Dschang_2',
    country: 'CM',
    address: { line: 'Place de l’Indépendance', postCode: null, town: 'Dschang' },
  },
  account: { other: 'CM2110005000010123456789012' },
  bic: 'CCEICMCX',
  remittance: 'Tranche n° 2 – projet CM-DSCHANG-ASSAINISSEMENT',
  ...rest,
});

const file: PaymentFile = {
  messageId: '019B000000007000800000000000000F',
  createdAt: '2026-02-20T09:00:00',
  initiator: 'AIMF',
  debtor: {
    name: 'AIMF',
    country: 'FR',
    town: 'Paris',
    account: { iban: 'FR7630006000011234567890189' },
    bic: 'AGRIFRPP',
    currency: 'EUR',
  },
  blocks: [
    {
      id: 'B1',
      sepa: true,
      executionDay: '2026-02-23',
      transfers: [
        transfer('100000.10', 'EUR', { account: { iban: 'LU280019400644750000' }, bic: null }),
        transfer('0.20', 'EUR', { account: { iban: 'BE68539007547034' } }),
      ],
    },
    { id: 'B2', sepa: false, executionDay: '2026-02-23', transfers: [transfer('255823230', 'XOF')] },
  ],
};

describe('pain.001', () => {
  it.each(fileVersions)('%s has exact control figures and the right form', (version) => {
    const xml = writePain001(file, version);
    expect(xml).toContain('<NbOfTxs>3</NbOfTxs>');
    expect(xml).toContain('<CtrlSum>255923230.30</CtrlSum>');
    expect(xml).toContain('<CtrlSum>100000.30</CtrlSum>');
    expect(xml).toContain('<InstdAmt Ccy="XOF">255823230</InstdAmt>');
    expect(xml).toContain('<Nm>Communaute urbaine de Dschang 2</Nm>');
    expect(xml).toContain('<Othr>\n');
    expect(xml.match(/<Cd>SEPA<\/Cd>/g)).toHaveLength(1);
    expect(xml.includes('<UETR>')).toBe(version === 'pain.001.001.09');
  });

  it('adds up without ever going through a float', () => {
    expect(controlSum(Array.from({ length: 10 }, () => transfer('0.10', 'EUR')))).toBe('1.00');
    expect(controlSum([transfer('1.005', 'TND'), transfer('2', 'XAF')])).toBe('3.005');
  });

  it('keeps to the characters of banks', () => {
    expect(bankText('Œuvre d’Été_à « Liège » №5', 140)).toBe("oeuvre d'Ete a Liege 5");
    expect(bankText('a'.repeat(200), 140)).toHaveLength(140);
  });

  it.each(fileVersions)('%s is valid against the official schema', async (version) => {
    const schema = join(process.env['ABONDE_STANDARDS'] ?? '', 'iso20022', `${version}.xsd`);
    if (!process.env['ABONDE_STANDARDS'] || !existsSync(schema)) {
      console.warn(`Not checked against ${version}.xsd: set ABONDE_STANDARDS to the folder of the official schemas.`);
      return;
    }
    const { valid, errors } = await validateXML({
      xml: { fileName: 'file.xml', contents: writePain001(file, version) },
      schema: { fileName: 'schema.xsd', contents: readFileSync(schema, 'utf8') },
    });
    expect({ valid, errors }).toEqual({ valid: true, errors: [] });
  });
});
