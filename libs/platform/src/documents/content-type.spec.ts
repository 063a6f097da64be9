import { checkContentType } from './content-type';

const pdf = Buffer.from('%PDF-1.7');
const zip = Buffer.from('504b0304', 'hex');
const docx = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';
const odt = 'application/vnd.oasis.opendocument.text';
/** A zip whose first file has this name and this content, stored as it is. */
const zipOf = (name: string, content = '') => Buffer.concat([zip, Buffer.alloc(26), Buffer.from(name + content)]);
const check = (contentType: string, bytes: Buffer) => checkContentType({ name: 'piece', contentType, bytes });

describe('content type', () => {
  it.each([
    ['application/pdf', pdf],
    ['image/jpeg', Buffer.from('ffd8ffe0', 'hex')],
    [docx, zipOf('[Content_Types].xml')],
    [odt, zipOf('mimetype', odt)],
    ['text/csv', Buffer.from('a;b')],
    ['application/octet-stream', pdf],
  ])('%s is taken for what it is', (type, bytes) => {
    expect(() => check(type, bytes)).not.toThrow();
  });

  it.each([
    ['application/pdf', 'a page', Buffer.from('<html>')],
    ['image/png', 'a PDF', pdf],
    ['image/jpeg', 'nothing', Buffer.alloc(0)],
    ['text/csv', 'a zip', zip],
    ['application/xml', 'a PDF', pdf],
    [docx, 'a PDF', pdf],
    [docx, 'a zip of anything', zipOf('virus.exe')],
    [odt, 'another kind of office document', zipOf('mimetype', `${odt.replace('text', 'spreadsheet')}`)],
    [odt, 'text', Buffer.from('a;b')],
  ])('%s is refused when its bytes are %s', (type, _, bytes) => {
    expect(() => check(type, bytes)).toThrow(
      expect.objectContaining({
        code: 'CONTENT_TYPE_MISMATCH',
        status: 422,
        figures: expect.objectContaining({ field: 'file', declared: type }),
      }),
    );
  });
});
