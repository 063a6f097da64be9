import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Money } from '@abonde/money';
import { propertyRuns } from '@abonde/testing';
import * as fc from 'fast-check';
import { validateXML } from 'xmllint-wasm';
import { bankText } from './bank-text';
import { writePain001 } from './pain-001.writer';
import { blocksOf, controlSum, fileVersions, MOST_BLOCKS, type PaymentFile, type Transfer } from './payment-file';
import { paymentFiles } from './payment-file.fixture';

const transfer = (amount: string, currency: string, rest: Partial<Transfer> = {}): Transfer => ({
  endToEndId: '019B0000000070008000000000000001',
  instructionId: '019B0000000070008000000000000001',
  uetr: '9f2f7e1c-4b3a-4d5e-8f60-718293a4b5c6',
  amount: Money.of({ amount, currency }),
  creditor: {
    name: 'Communauté urbaine de Dschang_2',
    country: 'CM',
    address: { line: 'Place de l’Indépendance', building: '12', postCode: 'BP 96', town: 'Dschang', region: 'Ouest' },
  },
  account: { other: 'CM2110005000010123456789012' },
  bic: 'CCEICMCX',
  remittance: 'Tranche n° 2 – projet CM-DSCHANG-ASSAINISSEMENT',
  purpose: 'GOVT',
  regulatory: { code: '402', text: 'Subvention reçue' },
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
      ...{ id: 'B1', sepa: true, urgent: false, chargeBearer: 'DEBT', executionDay: '2026-02-23' },
      transfers: [
        transfer('100000.10', 'EUR', { account: { iban: 'LU280019400644750000' }, bic: null }),
        transfer('0.20', 'EUR', { account: { iban: 'BE68539007547034' } }),
      ],
    },
    {
      ...{ id: 'B2', sepa: false, urgent: true, chargeBearer: 'DEBT', executionDay: '2026-02-23' },
      transfers: [transfer('255823230', 'XOF')],
    },
  ],
};

/** Texts of an element, in the order of the file. */
const texts = (xml: string, element: string): string[] =>
  [...xml.matchAll(new RegExp(`<${element}(?: [^>]*)?>([^<]*)</${element}>`, 'g'))].map(([, text = '']) => text);

/** Some amounts of any currency, added as exactly as text. */
function addedUp(amounts: readonly string[]): bigint {
  return amounts
    .map((amount) => amount.split('.'))
    .reduce((sum, [whole = '', part = '']) => sum + BigInt(whole + part.padEnd(5, '0')), 0n);
}

async function refusals(version: string, contents: readonly string[]): Promise<unknown> {
  const schema = join(process.env['ABONDE_STANDARDS'] ?? '', 'iso20022', `${version}.xsd`);
  if (!process.env['ABONDE_STANDARDS'] || !existsSync(schema)) {
    console.warn(`Not checked against ${version}.xsd: set ABONDE_STANDARDS to the folder of the official schemas.`);
    return [];
  }
  const { errors } = await validateXML({
    xml: contents.map((content, at) => ({ fileName: `${at}.xml`, contents: content })),
    schema: { fileName: 'schema.xsd', contents: readFileSync(schema, 'utf8') },
  });
  return errors;
}

describe('pain.001', () => {
  it.each(fileVersions)('%s has exact control figures and the right form', (version) => {
    const xml = writePain001(file, version);
    expect(xml).toContain('<NbOfTxs>3</NbOfTxs>');
    expect(texts(xml, 'CtrlSum')).toEqual(['255923230.30', '100000.30', '255823230']);
    expect(xml).toContain('<InstdAmt Ccy="XOF">255823230</InstdAmt>');
    expect(xml).toContain('<Nm>Communaute urbaine de Dschang 2</Nm>');
    expect(xml).toContain('<Othr>\n');
    expect(texts(xml, 'ChrgBr')).toEqual(['SLEV', 'DEBT']);
    expect(texts(xml, 'Cd').filter((code) => ['SEPA', 'URGP', 'NURG'].includes(code))).toEqual(['SEPA', 'URGP']);
    expect(xml.includes('<UETR>')).toBe(version === 'pain.001.001.09');
    expect(texts(xml, version === 'pain.001.001.09' ? 'BICFI' : 'BIC')).toEqual([
      'AGRIFRPP',
      'CCEICMCX',
      'AGRIFRPP',
      'CCEICMCX',
    ]);
  });

  it.each(fileVersions)(
    '%s: abroad, the whole address stands in its fields, with purpose and regulatory reporting',
    (version) => {
      const xml = writePain001({ ...file, blocks: file.blocks.slice(1) }, version);
      expect(xml).toMatch(
        /<StrtNm>Place de l'Independance<\/StrtNm>\s*<BldgNb>12<\/BldgNb>\s*<PstCd>BP 96<\/PstCd>\s*<TwnNm>Dschang<\/TwnNm>\s*<CtrySubDvsn>Ouest<\/CtrySubDvsn>\s*<Ctry>CM<\/Ctry>/,
      );
      expect(xml).toMatch(/<Purp>\s*<Cd>GOVT<\/Cd>\s*<\/Purp>\s*<RgltryRptg>/);
      expect(xml).toMatch(/<Ctry>CM<\/Ctry>\s*<Cd>402<\/Cd>\s*<Inf>Subvention recue<\/Inf>/);
    },
  );

  it('SEPA in version 03 has the two address lines its guidelines know, and no regulatory reporting', () => {
    const xml = writePain001({ ...file, blocks: file.blocks.slice(0, 1) }, 'pain.001.001.03');
    expect(texts(xml, 'AdrLine').slice(0, 2)).toEqual(["Place de l'Independance", 'BP 96 Dschang']);
    expect(xml).not.toContain('RgltryRptg');
  });

  it('adds up without ever going through a float', () => {
    expect(controlSum(Array.from({ length: 10 }, () => transfer('0.10', 'EUR')))).toBe('1.00');
    expect(controlSum([transfer('1.005', 'TND'), transfer('2', 'XAF')])).toBe('3.005');
  });

  it('has a block for each day and form, and room for as many as there are orders', () => {
    const placed = (executionDay: string, sepa: boolean, currency: string) => ({
      ...{ executionDay, sepa },
      transfer: transfer('1', currency),
    });
    const one = { urgent: true, chargeBearer: 'SHAR' as const };
    const blocks = blocksOf(
      file.messageId,
      [
        placed('2026-02-23', true, 'EUR'),
        placed('2026-02-24', true, 'EUR'),
        placed('2026-02-23', false, 'EUR'),
        placed('2026-02-23', false, 'XOF'),
        placed('2026-02-23', true, 'EUR'),
      ],
      one,
    );
    expect(blocks.map(({ id, urgent, transfers }) => [id.slice(32), urgent, transfers.length])).toEqual([
      ['-1', false, 2],
      ['-2', false, 1],
      ['-3', true, 1],
      ['-4', true, 1],
    ]);
    const many = Array.from({ length: MOST_BLOCKS }, (_, at) => placed(String(at), false, 'EUR'));
    const ids = blocksOf(file.messageId, many, one).map(({ id }) => id);
    expect(new Set(ids).size).toBe(MOST_BLOCKS);
    expect(Math.max(...ids.map(({ length }) => length))).toBeLessThanOrEqual(35);
  });

  it('any file adds up, has ids of its own and is valid against the official schemas', async () => {
    const written = fc.sample(paymentFiles, propertyRuns({ quick: 25, full: 1_500 }));
    for (const version of fileVersions) {
      const contents = written.map((one) => writePain001(one, version));
      for (const [at, xml] of contents.entries()) {
        const blocks = xml.split('<PmtInf>').slice(1);
        const [count, ...counts] = texts(xml, 'NbOfTxs').map(Number);
        const [sum, ...sums] = texts(xml, 'CtrlSum');
        expect([count, addedUp([sum ?? ''])]).toEqual([
          texts(xml, 'EndToEndId').length,
          addedUp(texts(xml, 'InstdAmt')),
        ]);
        expect(blocks.map((block) => texts(block, 'EndToEndId').length)).toEqual(counts);
        expect(blocks.map((block) => addedUp(texts(block, 'InstdAmt')))).toEqual(sums.map((one) => addedUp([one])));
        const ids = [...texts(xml, 'MsgId'), ...texts(xml, 'PmtInfId'), ...texts(xml, 'EndToEndId')];
        expect(new Set(ids).size).toBe(ids.length);
        expect(Math.max(...ids.map(({ length }) => length))).toBeLessThanOrEqual(35);
        expect(texts(xml, 'InstdAmt')).toEqual(
          written[at]?.blocks.flatMap(({ transfers }) => transfers.map(({ amount }) => amount.amount)),
        );
        for (const line of texts(xml, 'Ustrd')) expect(line.length).toBeLessThanOrEqual(140);
        expect(xml.replace(/<[^>]*>/g, '').replace(/&(amp|lt|gt|quot|apos);/g, '')).toMatch(
          /^[A-Za-z0-9/\-?:().,'+\s]*$/,
        );
      }
      expect(await refusals(version, contents)).toEqual([]);
    }
  }, 120_000);

  it('finds a file that is not valid', async () => {
    if (!process.env['ABONDE_STANDARDS']) return;
    const wrong = writePain001({ ...file, messageId: 'X'.repeat(36) }, 'pain.001.001.09');
    expect(await refusals('pain.001.001.09', [wrong])).not.toEqual([]);
  });
});

describe('characters of banks', () => {
  it.each([
    ['Œuvre d’Été_à « Liège » №5', "OEuvre d'Ete a Liege 5"],
    ['Đà Nẵng, Huế', 'Da Nang, Hue'],
    ['Łódź & Ångström', 'Lodz Angstrom'],
    ['//a//b//', 'a/b'],
    ['  a \n b ', 'a b'],
    ['ភ្នំពេញ', ''],
    ['/', ''],
  ])('%s becomes %s', (given, written) => expect(bankText(given, 140)).toBe(written));

  it('keeps to the length it is given', () => {
    expect(bankText('a'.repeat(200), 140)).toHaveLength(140);
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.integer({ min: 1, max: 140 }), (given, longest) => {
        const written = bankText(given, longest);
        expect(written.length).toBeLessThanOrEqual(longest);
        expect(written).toMatch(/^(?:[A-Za-z0-9?:().,'+-](?:[A-Za-z0-9/?:().,'+ -]*[A-Za-z0-9?:().,'+-])?)?$/);
        expect(bankText(written, longest)).toBe(written);
      }),
      propertyRuns({ quick: 300, full: 5_000 }),
    );
  });
});
