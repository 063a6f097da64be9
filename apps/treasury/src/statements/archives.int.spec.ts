import type { TestService } from '@abonde/testing';
import { iban, startTreasury, uploadBytes } from '../treasury.fixture';
import { writeCamt } from './camt.fixture';
import { writeZip } from './zip.fixture';

describe('archives', () => {
  let service: TestService;
  beforeAll(async () => {
    service = await startTreasury();
  });
  afterAll(() => service.stop());

  const month = (number: number, opening: string, amount: string): { name: string; bytes: Buffer } => ({
    // The later month comes first by its name.
    name: `${9 - number}.xml`,
    bytes: Buffer.from(
      writeCamt([
        {
          account: iban,
          id: `A${number}`,
          number: String(number),
          opening,
          period: { from: `2026-0${number}-01`, to: `2026-0${number}-28` },
          entries: [{ amount, bookingDate: `2026-0${number}-05` }],
        },
      ]),
    ),
  });

  it('takes the files of an archive in the order of their days, all or none', async () => {
    const files = [month(2, '1010.00', '5.00'), month(1, '1000.00', '10.00')];
    const bad = await uploadBytes(service, writeZip([...files, month(3, '1.00', '1.00')]));
    expect([bad.body.code, (await service.http('auditor').get('/statements')).body.items]).toEqual([
      'STATEMENT_GAP',
      [],
    ]);
    const noise = [
      { name: '__MACOSX/._1.xml', bytes: Buffer.from('x') },
      { name: 'folder/', bytes: Buffer.alloc(0) },
    ];
    const { status, body } = await uploadBytes(service, writeZip([...files, ...noise]), '/statements', {
      name: 'relevés.zip',
    });
    expect([status, body.statements.map((one: { file: string; number: string }) => [one.file, one.number])]).toEqual([
      201,
      [
        ['8.xml', '1'],
        ['7.xml', '2'],
      ],
    ]);
  });

  it.each([
    ['a bomb', writeZip([{ name: 'a.xml', bytes: Buffer.alloc(1_000), announced: 2 ** 31 }]), 'ARCHIVE_TOO_LARGE'],
    [
      'a size that is a lie',
      writeZip([{ name: 'a.xml', bytes: Buffer.from(`<a>${'x'.repeat(300_000)}`), announced: 100 }]),
      'MALFORMED_STATEMENT',
    ],
    [
      'too many files',
      writeZip(Array.from({ length: 250 }, (_, at) => ({ name: `${at}.xml`, bytes: Buffer.from('<a/>') }))),
      'ARCHIVE_TOO_LARGE',
    ],
    ['no file', writeZip([]), 'UNSUPPORTED_FORMAT'],
    [
      'an archive inside',
      writeZip([
        { name: 'a.zip', bytes: writeZip([]) },
        { name: 'b.xml', bytes: Buffer.from('PK\x03\x04') },
      ]),
      'UNSUPPORTED_FORMAT',
    ],
    [
      'an office document',
      writeZip([{ name: '[Content_Types].xml', bytes: Buffer.from('<Types/>') }]),
      'UNSUPPORTED_FORMAT',
    ],
    ['a password', writeZip([{ name: 'a.xml', bytes: Buffer.from('<a/>'), encrypted: true }]), 'UNSUPPORTED_FORMAT'],
    ['half of one', writeZip([{ name: 'a.xml', bytes: Buffer.from('<a/>') }]).subarray(0, 40), 'MALFORMED_STATEMENT'],
  ])('refuses %s', async (_name, bytes, code) => {
    for (const path of ['/statements', '/statements/preview']) {
      const { status, body } = await uploadBytes(service, bytes, path);
      expect([status, body.code]).toEqual([422, code]);
    }
  });
});
