import { read } from './reading.fixture';

interface Told {
  account: string;
  number: string;
  opening: string;
  closing: string;
  /** Amount, booking day, value day of each movement, and what is recognised of it. */
  entries: { amount: string; bookingDate: string; valueDate: string; [part: string]: unknown }[];
}

/** Shapes of the files that banks publish as examples or that their customers share; names and numbers are not theirs. */
const files: [string, string, Told[]][] = [
  [
    'ABN AMRO: its own lines first, dates without a year, free texts in columns',
    `ABNANL2A
940
ABNANL2A
:20:ABN AMRO BANK NV
:25:517852257
:28:19321/1
:60F:C110522EUR3236,28
:61:1105240524D9,N192NONREF
:86:GIRO   428428 KPN - DIGITALE TELEFONIE    BETALINGSKENM.  0000000
18503995                         BETREFT FACTUUR D.D. 20-05-2011
INCL. 1,44 BTW
:61:1105240524C7,5N196NONREF
:86:52.89.39.882 MYCOM  DEN HAAG  S-GRAVEN
:62F:C110524EUR3234,78
-`,
    [
      {
        ...{ account: '517852257', number: '19321', opening: '3236.28', closing: '3234.78' },
        entries: [
          {
            ...{ amount: '-9.00', bookingDate: '2011-05-24', valueDate: '2011-05-24' },
            remittance: expect.stringMatching(/BETALINGSKENM\. 000000018503995.*INCL\. 1,44 BTW/),
          },
          { amount: '7.50', bookingDate: '2011-05-24', valueDate: '2011-05-24' },
        ],
      },
    ],
  ],
  [
    'ING: codewords with empty parts, a summary after the last balance',
    `{1:F01INGBNL2ABXXX0000000000}
{2:I940INGBNL2AXXXN}
{4:
:20:P140220000000001
:25:NL69INGB0123456789EUR
:28C:00000
:60F:C140219EUR662,23
:61:1402200220C1,56NTRFEREF//00000000001005
/TRCD/00100/
:86:/EREF/EV12341REP1231456T1234//CNTP/NL32INGB0000012345/INGBN
L2A/ING BANK NV INZAKE WEB///REMI/USTD//EV10001REP1000000T1000/
:61:1402200220D1,57NTRFPREF//00000000001006
/TRCD/00200/
:86:/PREF/M000000003333333//REMI/USTD//TOTAAL 1 VZ/
:62F:C140220EUR662,22
:64:C140220EUR662,22
:65:C140221EUR662,22
:86:/SUM/1/1/1,57/1,56/
-}`,
    [
      {
        ...{ account: 'NL69INGB0123456789', number: '0', opening: '662.23', closing: '662.22' },
        entries: [
          {
            ...{ amount: '1.56', bookingDate: '2014-02-20', valueDate: '2014-02-20' },
            ...{ counterparty: 'ING BANK NV INZAKE WEB', counterpartyAccount: 'NL32INGB0000012345' },
            remittance: 'EV10001REP1000000T1000',
            references: expect.objectContaining({
              endToEndId: 'EV12341REP1231456T1234',
              accountServicer: '00000000001005',
            }),
          },
          {
            ...{ amount: '-1.57', bookingDate: '2014-02-20', valueDate: '2014-02-20' },
            references: expect.objectContaining({ paymentInformationId: 'M000000003333333' }),
          },
        ],
      },
    ],
  ],
  [
    'Rabobank: padded amounts, the other account on the second line of the movement',
    `:940:
:20:940S140101
:25:NL50RABO0123456789 EUR
:28C:14001
:60F:C131231EUR000000001000,00
:61:140101C000000000050,00N541EREF
NL80RABO0987654321
:86:/EREF/20-12-2013 21:37 0030003000131250/BENM//NAME/Ville de Liege/
REMI/Subvention 2014/ISDT/2014-01-01
:62F:C140101EUR000000001050,00`,
    [
      {
        ...{ account: 'NL50RABO0123456789', number: '14001', opening: '1000.00', closing: '1050.00' },
        entries: [
          {
            ...{ amount: '50.00', bookingDate: '2014-01-01', valueDate: '2014-01-01' },
            ...{ counterparty: 'Ville de Liege', remittance: 'Subvention 2014', information: 'NL80RABO0987654321' },
            references: expect.objectContaining({ endToEndId: '20-12-2013 21:37 0030003000131250' }),
          },
        ],
      },
    ],
  ],
  [
    'Deutsche Bank and savings banks: numbered fields, a third letter of the currency, a movement of the year before',
    `:20:STARTUMS
:25:50880050/0194774600888
:28C:2/1
:60F:C251230EUR1000,00
:61:2512310102CR485,20NMSCKREF+//01-1102
:86:166?00SEPA-GUTSCHRIFT?109310?20EREF+2025-4711?21KREF+SEPA-2025?2
2SVWZ+Zuschuss Projekt 12?23 Rate 3?30DEUTDEDB500?31DE89370400440
532013000?32Stadt?33Luxemburg?34000
:61:2601020102DR5,20NCHGNONREF
:86:808?00ENTGELT?20Kontofuehrung 12/2025
:62F:C260102EUR1480,00
-`,
    [
      {
        ...{ account: '50880050/0194774600888', number: '2', opening: '1000.00', closing: '1480.00' },
        entries: [
          {
            ...{ amount: '485.20', bookingDate: '2026-01-02', valueDate: '2025-12-31', transactionCode: '166' },
            ...{ counterparty: 'Stadt Luxemburg', counterpartyAccount: 'DE89370400440532013000' },
            remittance: 'Zuschuss Projekt 12 Rate 3',
            references: expect.objectContaining({ endToEndId: '2025-4711', instructionId: 'SEPA-2025' }),
          },
          { amount: '-5.20', bookingDate: '2026-01-02', valueDate: '2026-01-02', information: 'ENTGELT' },
        ],
      },
    ],
  ],
  [
    'PostFinance and UBS: several messages and currencies in one file, an overdrawn account',
    `:20:X1
:25:CH9300762011623852957
:28C:1/1
:60F:D260105CHF100,
:61:2601060106CF250,50S   NONREF//A1
:86:VILLE DE GENEVE
:62F:C260106CHF150,5
-
:20:X2
:25:CH5604835012345678009
:28C:7
:60F:C260105XOF1000,
:61:260106D400,FMSCNONREF
:62F:C260106XOF600,
-
:20:X3
:25:CH5604835012345678009
:28C:8
:60F:C260106XOF600,
:62F:C260107XOF600,
-`,
    [
      {
        ...{ account: 'CH9300762011623852957', number: '1', opening: '-100.00', closing: '150.50' },
        entries: [
          { amount: '250.50', bookingDate: '2026-01-06', valueDate: '2026-01-06', remittance: 'VILLE DE GENEVE' },
        ],
      },
      {
        ...{ account: 'CH5604835012345678009', number: '7', opening: '1000', closing: '600' },
        entries: [{ amount: '-400', bookingDate: '2026-01-06', valueDate: '2026-01-06', remittance: '' }],
      },
      { account: 'CH5604835012345678009', number: '8', opening: '600', closing: '600', entries: [] },
    ],
  ],
];

describe('MT940 files as banks send them', () => {
  it.each(files)('%s', async (_name, text, expected) => {
    for (const ending of ['\n', '\r\n'])
      for (const size of [1, 64, 10_000]) {
        const statements = await read(text.replaceAll('\n', ending), size);
        expect(statements.every(({ balanced }) => balanced)).toBe(true);
        expect(
          JSON.parse(
            JSON.stringify(
              statements.map(({ account, number, opening, closing, entries }) => ({
                ...{ account, number, entries },
                ...{ opening: opening?.amount, closing: closing?.amount },
              })),
            ),
          ),
        ).toMatchObject(expected);
      }
  });
});
