import { writeCamt, type WrittenStatement } from './camt.fixture';
import { chunks, read, refusal } from './reading.fixture';
import { readStatementFile } from './statement-file.reader';

const base: WrittenStatement = {
  account: 'FR7630006000011234567890189',
  opening: '1000.00',
  number: '12',
  period: { from: '2026-01-01', to: '2026-01-31' },
  entries: [],
};

describe('camt files that are refused', () => {
  const good = writeCamt([{ ...base, entries: [{ amount: '3.00', bookingDate: '2026-01-02' }] }]);

  it.each([
    ['another message', good.replace('camt.053.001.02', 'pain.001.001.03'), 'UNSUPPORTED_FORMAT'],
    ['an unknown version', good.replace('001.02', '001.14'), 'UNSUPPORTED_FORMAT'],
    ['no namespace', good.replace(/ xmlns="[^"]*"/, ''), 'UNSUPPORTED_FORMAT'],
    ['a text', 'Relevé du mois\nRien à signaler', 'UNSUPPORTED_FORMAT'],
    ['a picture', '%PDF-1.7\n', 'UNSUPPORTED_FORMAT'],
    ['an amount no account holds', good.replaceAll('>3.00<', '>300000000000000000.00<'), 'MALFORMED_STATEMENT'],
    ['a reference without end', good.replace('NOTPROVIDED', 'E'.repeat(300)), 'MALFORMED_STATEMENT'],
    ['a balance in another currency', good.replace('Ccy="EUR"', 'Ccy="SEK"'), 'MALFORMED_STATEMENT'],
    ['an empty file', '', 'UNSUPPORTED_FORMAT'],
    ['a cut file', good.slice(0, good.length - 40), 'MALFORMED_STATEMENT'],
    ['a document type', good.replace('<Document', '<!DOCTYPE x [<!ENTITY a "b">]><Document'), 'MALFORMED_STATEMENT'],
    ['an entity', good.replace('<MsgId>M1', '<MsgId>&xxe;'), 'MALFORMED_STATEMENT'],
    ['an unclosed element', good.replace('</Ntry>', ''), 'MALFORMED_STATEMENT'],
    [
      'a sign that is none',
      good.replace('<CdtDbtInd>CRDT</CdtDbtInd></Ntry>', '').replaceAll('CRDT', 'PLUS'),
      'MALFORMED_STATEMENT',
    ],
    ['a day that is none', good.replaceAll('2026-01-02', '2026-02-30'), 'MALFORMED_STATEMENT'],
    ['a currency that is none', good.replaceAll('Ccy="EUR"', 'Ccy="EUX"'), 'MALFORMED_STATEMENT'],
    ['depth', good.replace('<NtryDtls>', `<NtryDtls>${'<a>'.repeat(100)}${'</a>'.repeat(100)}`), 'MALFORMED_STATEMENT'],
  ])('%s', async (_name, text, code) => {
    expect((await refusal(text)).code).toBe(code);
  });

  const endless = 'x'.repeat(1_200_000);
  it.each([
    ['an attribute', good.replace('<NtryDtls>', `<NtryDtls a="${endless}">`)],
    ['a name', good.replace('<NtryDtls>', `<${endless}>`)],
    ['a comment', good.replace('<NtryDtls>', `<!--${endless}--><NtryDtls>`)],
    ['a text outside of entries', good.replace('<Stmt>', `<Stmt>${endless}`)],
    ['a document type', good.replace('<Document', `<!DOCTYPE x [${endless}`)],
    ['a section without end', good.replace('<NtryDtls>', `<NtryDtls><![CDATA[${endless}`)],
    ['a processing instruction', good.replace('<NtryDtls>', `<?a ${endless}?><NtryDtls>`)],
  ])('does not keep %s without end', async (_name, text) => {
    const taken: number[] = [];
    const counted = async function* (): AsyncGenerator<Uint8Array> {
      for await (const chunk of chunks(text + ' '.repeat(2_000_000), 50_000)) {
        taken.push(chunk.length);
        yield chunk;
      }
    };
    const reading = async () => {
      for await (const events of readStatementFile(counted).events()) expect(events.length).toBeLessThan(2);
    };
    await expect(reading()).rejects.toMatchObject({ code: 'MALFORMED_STATEMENT' });
    expect(taken.reduce((sum, bytes) => sum + bytes, 0)).toBeLessThan(1_300_000);
  });

  it('does not keep elements without end', async () => {
    const many = good.replace('<NtryDtls>', `<NtryDtls>${'<a/>'.repeat(500_000)}`);
    expect((await refusal(many)).message).toContain('too many');
    const balances = good.replace(/(<Bal>.*?<\/Bal>)/, (balance) => balance.repeat(1_001));
    expect((await refusal(balances)).message).toContain('balances');
  });

  it('never expands or fetches what an entity names', async () => {
    const bomb = `<!DOCTYPE d [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>`;
    const outside = `<!DOCTYPE d [<!ENTITY a SYSTEM "file:///etc/hostname">]>`;
    for (const declaration of [bomb, outside, '<!DOCTYPE d SYSTEM "http://127.0.0.1:9/d.dtd">']) {
      const error = await refusal(good.replace('<Document', `${declaration}<Document`).replace('M1', '&a;'));
      expect([error.code, error.message]).toEqual([
        'MALFORMED_STATEMENT',
        expect.stringContaining('document type declaration is not accepted (line'),
      ]);
    }
  });

  it('says where', async () => {
    const error = await refusal(good.replace('</Ntry>', ''));
    expect(error.figures['where']).toMatch(/line \d+/);
  });

  it('does not guess an encoding', async () => {
    const latin = Buffer.from(good.replace('ST1', 'Cité'), 'latin1');
    expect((await refusal(latin)).code).toBe('MALFORMED_STATEMENT');
    expect(await read(Buffer.from(good.replace('UTF-8', 'ISO-8859-1').replace('ST1', 'Cité'), 'latin1'))).toHaveLength(
      1,
    );
  });

  const wide = good.replace('UTF-8', 'UTF-16').replace('ST1', 'Cité');
  it.each([
    ['little-endian with a mark', Buffer.from(`\ufeff${wide}`, 'utf16le')],
    ['big-endian with a mark', Buffer.from(`\ufeff${wide}`, 'utf16le').swap16()],
    ['little-endian', Buffer.from(wide, 'utf16le')],
    ['big-endian', Buffer.from(wide, 'utf16le').swap16()],
  ])('reads UTF-16, %s, whatever the chunks', async (_name, bytes) => {
    const statements = await read(bytes, 7);
    expect(statements[0]?.entries).toHaveLength(1);
    expect((await read(Buffer.from(good.replace('UTF-8', 'ISO-8859-15'), 'latin1'), 3))[0]?.entries).toHaveLength(1);
  });
});
