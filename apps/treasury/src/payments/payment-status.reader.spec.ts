import { propertyRuns } from '@abonde/testing';
import * as fc from 'fast-check';
import { StatusReportRefused } from './payment-status';
import { readStatusFile } from './payment-status-file.reader';
import type { StatusEvent } from './payment-status.reader';
import { writeStatusReport, type WrittenReport } from './payment-status.fixture';

async function read(
  content: string | Uint8Array,
  size = 64,
): Promise<{ events: StatusEvent[]; digest: string; format: string }> {
  const bytes = Buffer.from(content as string);
  async function* chunks() {
    for (let at = 0; at < bytes.length; at += size) yield Promise.resolve(bytes.subarray(at, at + size));
  }
  const file = readStatusFile(() => chunks() as AsyncIterable<Uint8Array>);
  const events: StatusEvent[] = [];
  for await (const some of file.events()) events.push(...some);
  return { events, digest: file.digest, format: file.format };
}

async function refusal(content: string | Uint8Array): Promise<{ code: string; detail: string }> {
  try {
    await read(content);
  } catch (error) {
    if (error instanceof StatusReportRefused) return { code: error.code, detail: error.message };
    throw error;
  }
  throw new Error('accepted');
}

const report: WrittenReport = {
  originalMessageId: 'M1',
  status: 'PART',
  blocks: [
    {
      id: 'M1-1',
      status: 'PART',
      transactions: [
        { endToEndId: 'E1', status: 'ACSP' },
        {
          endToEndId: 'E2',
          status: 'RJCT',
          reasons: [{ code: 'AC04', text: 'Compte clos <2026>' }, { proprietary: 'X9' }],
        },
      ],
    },
  ],
};

describe('pain.002', () => {
  it.each(['03', '10'] as const)('version %s is read from top to bottom', async (version) => {
    const { events, format, digest } = await read(writeStatusReport({ ...report, version }));
    expect([format, digest.length]).toEqual([`pain.002.001.${version}`, 64]);
    expect(events).toEqual([
      { kind: 'header', messageId: 'BANK-1', originalMessageId: 'M1' },
      { kind: 'level', level: { block: null, status: 'PART', reasons: [] } },
      {
        kind: 'transaction',
        transaction: { endToEndId: 'E1', instructionId: 'E1', uetr: null, block: 'M1-1', status: 'ACSP', reasons: [] },
      },
      {
        kind: 'transaction',
        transaction: {
          ...{ endToEndId: 'E2', instructionId: 'E2', uetr: null, block: 'M1-1', status: 'RJCT' },
          reasons: [
            { code: 'AC04', text: 'Compte clos <2026>' },
            { code: 'X9', text: null },
          ],
        },
      },
      { kind: 'level', level: { block: 'M1-1', status: 'PART', reasons: [] } },
    ]);
  });

  it('reads another encoding where the document declares it', async () => {
    const text = writeStatusReport({ ...report, reasons: [{ text: 'refusé' }] }).replace('UTF-8', 'ISO-8859-1');
    const { events } = await read(Buffer.from(text, 'latin1'));
    expect(events[1]).toMatchObject({ level: { reasons: [{ text: 'refusé' }] } });
    expect(await refusal(Buffer.from(text.replace('ISO-8859-1', 'UTF-8'), 'latin1'))).toMatchObject({
      code: 'MALFORMED_STATUS_REPORT',
    });
  });

  const good = writeStatusReport(report);
  it.each([
    ['nothing', '', 'MALFORMED_STATUS_REPORT', /names no message|well-formed/],
    ['another message', good.replaceAll('pain.002.001.10', 'camt.053.001.08'), 'UNSUPPORTED_FORMAT', /camt\.053/],
    ['an unknown version', good.replaceAll('pain.002.001.10', 'pain.002.001.99'), 'UNSUPPORTED_FORMAT', /99/],
    ['no namespace', '<Document/>', 'UNSUPPORTED_FORMAT', /without namespace/],
    ['a document that stops', good.slice(0, -40), 'MALFORMED_STATUS_REPORT', /line/],
    ['an unknown encoding', good.replace('UTF-8', 'KLINGON'), 'UNSUPPORTED_FORMAT', /KLINGON/],
    ['no original message', good.replace('<OrgnlMsgId>M1</OrgnlMsgId>', ''), 'MALFORMED_STATUS_REPORT', /OrgnlMsgId/],
    ['a strange status', good.replace('>RJCT<', '>no<'), 'MALFORMED_STATUS_REPORT', /no is not a status/],
    [
      'a transaction of nobody',
      good.replace('<OrgnlInstrId>E1</OrgnlInstrId><OrgnlEndToEndId>E1</OrgnlEndToEndId>', ''),
      'MALFORMED_STATUS_REPORT',
      /none of our references .*line/,
    ],
    [
      'a block of nobody',
      good.replace('<OrgnlPmtInfId>M1-1</OrgnlPmtInfId>', ''),
      'MALFORMED_STATUS_REPORT',
      /which it is/,
    ],
    [
      'an entity bomb',
      good.replace('?>', '?><!DOCTYPE d [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>'),
      'MALFORMED_STATUS_REPORT',
      /document type/,
    ],
    [
      'an external entity',
      good.replace('?>', '?><!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">]>').replace('BANK-1', '&x;'),
      'MALFORMED_STATUS_REPORT',
      /document type/,
    ],
    ['an undeclared entity', good.replace('BANK-1', '&x;'), 'MALFORMED_STATUS_REPORT', /entity/],
    ['great depth', good.replace('BANK-1', '<a>'.repeat(100)), 'MALFORMED_STATUS_REPORT', /deeper/],
    ['a very long text', good.replace('BANK-1', 'x'.repeat(200_000)), 'MALFORMED_STATUS_REPORT', /too long/],
  ])('%s is refused with its reason', async (_, content, code, detail) => {
    expect(await refusal(content)).toMatchObject({ code, detail: expect.stringMatching(detail) });
  });

  it('reads what was written, whatever the pieces it comes in', async () => {
    const words = fc.stringMatching(/^[A-Za-zé&<' ]{1,30}$/).filter((text) => text.trim() === text);
    const status = fc.constantFrom('ACCP', 'ACSP', 'ACSC', 'PDNG', 'RJCT');
    const transaction = fc.record({
      endToEndId: fc.stringMatching(/^[A-Z0-9]{1,35}$/),
      status,
      reasons: fc.array(fc.record({ code: fc.constantFrom('AC01', 'AC04', 'AM05'), text: words }), { maxLength: 3 }),
    });
    const reports = fc.record({
      originalMessageId: fc.stringMatching(/^[A-Z0-9]{1,35}$/),
      version: fc.constantFrom('03' as const, '10' as const),
      blocks: fc.array(
        fc.record({
          id: fc.stringMatching(/^[A-Z0-9-]{1,35}$/),
          transactions: fc.array(transaction, { maxLength: 5 }),
        }),
        { maxLength: 4 },
      ),
    });
    await fc.assert(
      fc.asyncProperty(reports, fc.integer({ min: 1, max: 300 }), async (written, size) => {
        const { events } = await read(writeStatusReport(written), size);
        const transactions = events.flatMap((event) => (event.kind === 'transaction' ? [event.transaction] : []));
        expect(
          transactions.map(({ endToEndId, status: told, reasons, block }) => ({
            endToEndId,
            status: told,
            reasons,
            block,
          })),
        ).toEqual(
          written.blocks.flatMap(({ id, transactions: inside }) => inside.map((one) => ({ ...one, block: id }))),
        );
      }),
      propertyRuns({ quick: 60, full: 2_000 }),
    );
  });

  it('refuses any damaged file without crashing', async () => {
    const bytes = Buffer.from(good);
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.nat(bytes.length - 1), fc.nat(255)), { minLength: 1, maxLength: 8 }),
        fc.nat(bytes.length),
        async (changes, length) => {
          const damaged = Buffer.from(bytes);
          for (const [at, value] of changes) damaged[at] = value;
          try {
            await read(damaged.subarray(0, length));
          } catch (error) {
            expect(error).toBeInstanceOf(StatusReportRefused);
          }
        },
      ),
      propertyRuns({ quick: 300, full: 10_000 }),
    );
  });
});
