import { read, refusal } from './reading.fixture';

const account = '<Acct><Id><IBAN>CH9300762011623852957</IBAN></Id><Ccy>CHF</Ccy></Acct>';

interface Written {
  version?: string;
  kind?: '052' | '053' | '054';
  balances?: string;
  head?: string;
}

/** One statement of Geneva's account around what a bank writes of its entries. */
function file(entries: string, { version = '04', kind = '053', balances = '', head = '' }: Written = {}): string {
  const [message, statement] = {
    '052': ['BkToCstmrAcctRpt', 'Rpt'],
    '053': ['BkToCstmrStmt', 'Stmt'],
    '054': ['BkToCstmrDbtCdtNtfctn', 'Ntfctn'],
  }[kind] as [string, string];
  return `<?xml version="1.0" encoding="UTF-8"?>
<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.${kind}.001.${version}"><${message}>
<GrpHdr><MsgId>M</MsgId><CreDtTm>2026-01-31T08:00:00+01:00</CreDtTm></GrpHdr>
<${statement}><Id>S</Id>${head}${account}${balances}${entries}</${statement}></${message}></Document>`;
}

const balance = (code: string, amount: string, day: string, sign = 'CRDT') =>
  `<Bal><Tp><CdOrPrtry><Cd>${code}</Cd></CdOrPrtry></Tp><Amt Ccy="CHF">${amount}</Amt><CdtDbtInd>${sign}</CdtDbtInd><Dt><Dt>${day}</Dt></Dt></Bal>`;
const from = (opening: string, closing: string) =>
  balance('OPBD', opening, '2026-01-01') + balance('CLBD', closing, '2026-01-31');
const days = '<BookgDt><Dt>2026-01-12</Dt></BookgDt><ValDt><Dt>2026-01-13</Dt></ValDt>';
const entry = (amount: string, sign: string, inside: string, status = '<Sts>BOOK</Sts>') =>
  `<Ntry><Amt Ccy="CHF">${amount}</Amt><CdtDbtInd>${sign}</CdtDbtInd>${status}${days}${inside}</Ntry>`;

/** The example of the standard's own usage guide: a payment received, a batch, an exchange with four decimals. */
const standardExample = `<?xml version="1.0" encoding="UTF-8"?>
<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.02" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
  <BkToCstmrStmt>
    <GrpHdr><MsgId>AAAASESS-FP-STAT001</MsgId><CreDtTm>2010-10-18T17:00:00+01:00</CreDtTm><MsgPgntn><PgNb>1</PgNb><LastPgInd>true</LastPgInd></MsgPgntn></GrpHdr>
    <Stmt>
      <Id>AAAASESS-FP-STAT001</Id>
      <CreDtTm>2010-10-18T17:00:00+01:00</CreDtTm>
      <FrToDt><FrDtTm>2010-10-18T08:00:00+01:00</FrDtTm><ToDtTm>2010-10-18T17:00:00+01:00</ToDtTm></FrToDt>
      <Acct><Id><Othr><Id>50000000054910000003</Id></Othr></Id><Ownr><Nm>FINPETROL</Nm></Ownr><Svcr><FinInstnId><Nm>AAAA BANKEN</Nm></FinInstnId></Svcr></Acct>
      <Bal><Tp><CdOrPrtry><Cd>OPBD</Cd></CdOrPrtry></Tp><Amt Ccy="SEK">500000</Amt><CdtDbtInd>CRDT</CdtDbtInd><Dt><Dt>2010-10-15</Dt></Dt></Bal>
      <Bal><Tp><CdOrPrtry><Cd>CLBD</Cd></CdOrPrtry></Tp><Amt Ccy="SEK">435678.50</Amt><CdtDbtInd>CRDT</CdtDbtInd><Dt><Dt>2010-10-18</Dt></Dt></Bal>
      <Ntry><Amt Ccy="SEK">105678.50</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts>BOOK</Sts><BookgDt><DtTm>2010-10-18T13:15:00+01:00</DtTm></BookgDt><ValDt><Dt>2010-10-18</Dt></ValDt>
        <AcctSvcrRef>AAAASESS-FP-CN_98765/01</AcctSvcrRef>
        <BkTxCd><Domn><Cd>PAYM</Cd><Fmly><Cd>0001</Cd><SubFmlyCd>0005</SubFmlyCd></Fmly></Domn></BkTxCd>
        <NtryDtls><TxDtls><Refs><EndToEndId>MUELL/FINP/RA12345</EndToEndId></Refs><RltdPties><Dbtr><Nm>MUELLER</Nm></Dbtr></RltdPties></TxDtls></NtryDtls></Ntry>
      <Ntry><Amt Ccy="SEK">200000</Amt><CdtDbtInd>DBIT</CdtDbtInd><Sts>BOOK</Sts><BookgDt><DtTm>2010-10-18T10:15:00+01:00</DtTm></BookgDt><ValDt><Dt>2010-10-18</Dt></ValDt>
        <AcctSvcrRef>AAAASESS-FP-ACCR-01</AcctSvcrRef>
        <BkTxCd><Domn><Cd>PAYM</Cd><Fmly><Cd>0001</Cd><SubFmlyCd>0003</SubFmlyCd></Fmly></Domn></BkTxCd>
        <NtryDtls><Btch><MsgId>FINP-0055</MsgId><PmtInfId>FINP-0055/001</PmtInfId><NbOfTxs>20</NbOfTxs></Btch></NtryDtls></Ntry>
      <Ntry><Amt Ccy="SEK">30000</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts>BOOK</Sts><BookgDt><DtTm>2010-10-18T15:15:00+01:00</DtTm></BookgDt><ValDt><Dt>2010-10-18</Dt></ValDt>
        <AcctSvcrRef>AAAASESS-FP-CONF_FX</AcctSvcrRef>
        <BkTxCd><Domn><Cd>TREA</Cd><Fmly><Cd>0002</Cd><SubFmlyCd>0000</SubFmlyCd></Fmly></Domn></BkTxCd>
        <NtryDtls><TxDtls><Refs><InstrId>FP-004567-FX</InstrId><EndToEndId>AAAASS1085FINPSS</EndToEndId></Refs>
          <AmtDtls><CntrValAmt><Amt Ccy="EUR">3255.5694</Amt><CcyXchg><SrcCcy>EUR</SrcCcy><XchgRate>9.2150</XchgRate></CcyXchg></CntrValAmt></AmtDtls></TxDtls></NtryDtls></Ntry>
    </Stmt>
  </BkToCstmrStmt>
</Document>`;

describe('camt files as banks send them', () => {
  it('reads the example of the standard, whose exchange has more decimals than its currency', async () => {
    const [statement, ...others] = await read(standardExample);
    expect(others).toEqual([]);
    expect(statement).toMatchObject({ account: '50000000054910000003', currency: 'SEK', balanced: true });
    expect(JSON.parse(JSON.stringify(statement?.entries))).toMatchObject([
      { amount: '105678.50', counterparty: 'MUELLER', references: { endToEndId: 'MUELL/FINP/RA12345' } },
      { amount: '-200000.00', references: { messageId: 'FINP-0055', paymentInformationId: 'FINP-0055/001' } },
      { amount: '30000.00', original: { amount: '3255.57', currency: 'EUR', rate: '9.2150' } },
    ]);
  });

  const simple = file(entry('10.00', 'CRDT', ''), { balances: from('90.00', '100.00') });
  const prefixed = simple
    .replace('<Document xmlns=', '<ns2:Document xmlns:ns2=')
    .replace('</Document>', '</ns2:Document>')
    .replace(/<(\/?)(?!ns2:|\?)([A-Z])/g, '<$1ns2:$2');
  it.each([
    ['prefixes on every element', prefixed],
    ['a byte order mark and ends of line of Windows', `\ufeff${simple.replaceAll('\n', '\r\n')}`],
    [
      'where its schema is',
      simple.replace(
        ' xmlns=',
        ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation="a b" xmlns=',
      ),
    ],
    [
      'a style sheet and comments',
      simple.replace('<Document', '<?xml-stylesheet href="a.xsl"?><!-- banque --><Document'),
    ],
    ['sections of characters', simple.replace('<Id>S</Id>', '<Id><![CDATA[S]]></Id>')],
    ['the currency with its balances only', simple.replace('<Ccy>CHF</Ccy>', '')],
    [
      'more balances than two',
      simple.replace(
        '<Ntry>',
        `${balance('FWAV', '100.00', '2026-02-03')}${balance('CLAV', '100.00', '2026-01-31')}<Ntry>`,
      ),
    ],
  ])('accepts %s', async (_name, text) => {
    const [statement] = await read(text, 17);
    expect(statement).toMatchObject({ account: 'CH9300762011623852957', currency: 'CHF', balanced: true });
    expect(statement?.entries).toMatchObject([{ amount: '10.00', references: { entry: null } }]);
  });

  it('takes the direction of an entry for details that give none, and keeps their sum as it is told', async () => {
    const details = ['600.00', '402.00']
      .map(
        (amount) => `<TxDtls><Refs><EndToEndId>E${amount}</EndToEndId></Refs><Amt Ccy="CHF">${amount}</Amt></TxDtls>`,
      )
      .join('');
    const [statement] = await read(
      file(entry('1000.00', 'DBIT', `<NtryDtls><Btch><NbOfTxs>2</NbOfTxs></Btch>${details}</NtryDtls>`), {
        balances: from('5000.00', '4000.00'),
      }),
    );
    expect(statement?.balanced).toBe(true);
    expect(statement?.entries[0]?.details.map(({ amount }) => amount)).toEqual(['-600.00', '-402.00']);
    expect(statement?.warnings).toMatchObject([{ code: 'DETAILS_DIFFER', figures: { count: 1 } }]);
  });

  it.each([
    ['a code of version 08', '<Sts><Cd>BOOK</Cd></Sts>', 1, []],
    ['none at all', '', 1, []],
    ['an announcement', '<Sts><Cd>PDNG</Cd></Sts>', 0, ['PDNG']],
    ['information only', '<Sts>INFO</Sts>', 0, ['INFO']],
    ['the bank’s own word', '<Sts><Prtry>VALUEDATED</Prtry></Sts>', 0, ['VALUEDATED']],
  ])('of a status that is %s, books what is booked', async (_name, status, booked, aside) => {
    const [statement] = await read(
      file(entry('10.00', 'CRDT', '', status), { version: '08', balances: from('90.00', '100.00') }),
    );
    expect(statement?.entries).toHaveLength(booked);
    expect(statement?.aside.map((one) => one.status)).toEqual(aside);
  });

  it('reads a reversal, what it reverses and why', async () => {
    const inside = `<RvslInd>true</RvslInd>${days}<NtryDtls><TxDtls><Refs><EndToEndId>PAYE-1</EndToEndId></Refs>
      <RltdPties><Dbtr><Nm>AIMF</Nm></Dbtr><Cdtr><Nm>Ville de Dschang</Nm></Cdtr></RltdPties>
      <RtrInf><OrgnlBkTxCd/><Rsn><Cd>AC04</Cd></Rsn><AddtlInf>COMPTE CLOS</AddtlInf></RtrInf></TxDtls></NtryDtls>`;
    const text = `<Ntry><Amt Ccy="CHF">250</Amt><CdtDbtInd>CRDT</CdtDbtInd>${inside.replace('</RvslInd>', '</RvslInd><Sts>BOOK</Sts>')}</Ntry>`;
    const [statement] = await read(file(text, { balances: from('0', '250') }));
    expect(statement?.entries).toMatchObject([
      {
        amount: '250.00',
        reversal: true,
        counterparty: 'Ville de Dschang',
        returnReason: 'AC04',
        references: { endToEndId: 'PAYE-1' },
      },
    ]);
  });

  it('reads what Swiss banks write: a credit of one booking, a QR reference, the bank’s own code', async () => {
    const inside = `<BkTxCd><Prtry><Cd>VZ</Cd><Issr>SIX</Issr></Prtry></BkTxCd><NtryDtls><TxDtls>
      <Refs><AcctSvcrRef>20260112000801</AcctSvcrRef><EndToEndId>NOTPROVIDED</EndToEndId></Refs>
      <Amt Ccy="CHF">10.00</Amt><CdtDbtInd>CRDT</CdtDbtInd>
      <RltdPties><Dbtr><Nm>Ville de Genève</Nm></Dbtr><UltmtDbtr><Nm>Département de la cohésion</Nm></UltmtDbtr></RltdPties>
      <RmtInf><Strd><CdtrRefInf><Tp><CdOrPrtry><Prtry>QRR</Prtry></CdOrPrtry></Tp><Ref>21 00000 00003 13947 14300 09017</Ref></CdtrRefInf></Strd></RmtInf>
    </TxDtls></NtryDtls>`;
    const [statement] = await read(file(entry('10.00', 'CRDT', inside), { balances: from('0.00', '10.00') }));
    expect(statement?.entries).toMatchObject([
      {
        ...{ counterparty: 'Ville de Genève', ultimateParty: 'Département de la cohésion', transactionCode: 'VZ' },
        references: { endToEndId: null, accountServicer: '20260112000801', structured: '210000000003139471430009017' },
      },
    ]);
  });

  it('reads several statements of one document, one of them without a movement', async () => {
    const second = simple
      .slice(simple.indexOf('<Stmt>'), simple.indexOf('</BkToCstmrStmt>'))
      .replace('CH9300762011623852957', 'FR7630006000011234567890189')
      .replace(/<Ntry>.*<\/Ntry>/s, '')
      .replace(from('90.00', '100.00'), balance('PRCD', '5.00', '2025-12-31') + balance('CLBD', '5.00', '2026-01-31'));
    const statements = await read(simple.replace('</BkToCstmrStmt>', `${second}</BkToCstmrStmt>`));
    expect(statements.map(({ account: its, balanced, entries }) => [its, balanced, entries.length])).toEqual([
      ['CH9300762011623852957', true, 1],
      ['FR7630006000011234567890189', true, 0],
    ]);
  });

  it.each(['052', '054'] as const)('reads camt.%s without balances', async (kind) => {
    const [statement] = await read(file(entry('10.00', 'CRDT', ''), { kind, version: '08' }));
    expect(statement).toMatchObject({ format: `camt.${kind}`, balanced: null, opening: null, closing: null });
    expect(statement?.entries).toHaveLength(1);
  });

  it('dates an entry that has no day by the end of its statement', async () => {
    expect((await read(simple.replace(days, '')))[0]?.entries).toMatchObject([{ bookingDate: '2026-01-31' }]);
  });

  it('reads the encodings that documents declare', async () => {
    const named = simple.replace('<Id>S</Id>', '<Id>Cité n° 1</Id>');
    for (const [label, bytes] of [
      ['ISO-8859-1', Buffer.from(named.replace('UTF-8', 'ISO-8859-1'), 'latin1')],
      ['windows-1252', Buffer.from(named.replace('UTF-8', 'windows-1252'), 'latin1')],
      ['UTF-16', Buffer.from(`\ufeff${named.replace('UTF-8', 'UTF-16')}`, 'utf16le')],
    ] as const)
      expect([label, (await read(bytes))[0]?.number]).toEqual([label, 'Cité n° 1']);
  });

  it.each([
    [
      'an amount written as people do',
      simple.replace('>10.00<', '>1 010,00<'),
      '1 010,00 is not an amount (Amt) (line',
    ],
    ['an amount with a sign', simple.replace('>10.00<', '>-10.00<'), '-10.00 is not an amount'],
    ['an amount of nothing', simple.replace('>10.00<', '><'), 'An empty text is not an amount'],
    [
      'an entry in another currency',
      simple.replace('<Ntry><Amt Ccy="CHF">', '<Ntry><Amt Ccy="EUR">'),
      'An entry in EUR on an account in CHF',
    ],
    [
      'a direction that is none',
      simple.replace('10.00</Amt><CdtDbtInd>CRDT', '10.00</Amt><CdtDbtInd>C'),
      'C is neither CRDT nor DBIT (Ntry/CdtDbtInd) (line',
    ],
    [
      'no direction',
      simple.replace('10.00</Amt><CdtDbtInd>CRDT</CdtDbtInd>', '10.00</Amt>'),
      'An absent CdtDbtInd is neither',
    ],
    ['a day of the other calendar', simple.replace('2026-01-12', '12.01.2026'), '12.01.2026 is not a day'],
    ['no account', simple.replace(account, ''), 'A statement names no account'],
  ])('refuses %s, and says where', async (_name, text, words) => {
    const error = await refusal(text);
    expect([error.code, error.message]).toEqual(['MALFORMED_STATEMENT', expect.stringContaining(words)]);
    expect(error.message).toMatch(/line \d+/);
  });

  it('refuses a document in another one’s envelope, and names it', async () => {
    const envelope = simple
      .replace('<Document', '<BusMsg xmlns="urn:iso:std:iso:20022:tech:xsd:head.001.001.02"><Document')
      .replace('</Document>', '</Document></BusMsg>');
    expect(await refusal(envelope)).toMatchObject({
      ...{ code: 'UNSUPPORTED_FORMAT', message: expect.stringContaining('head.001.001.02') },
    });
  });
});
