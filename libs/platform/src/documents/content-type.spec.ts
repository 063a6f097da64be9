import { checkContentType } from './content-type';

const pdf = Buffer.from('%PDF-1.7');
const zip = Buffer.from('504b0304', 'hex');

describe('content type', () => {
  it.each([
    ['application/pdf', pdf],
    ['application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', zip],
    ['text/csv', Buffer.from('a;b')],
    ['application/octet-stream', pdf],
  ])('%s is taken for what it is', (type, bytes) => {
    expect(() => checkContentType(type, bytes)).not.toThrow();
  });

  it.each([
    ['application/pdf', Buffer.from('<html>')],
    ['image/png', pdf],
    ['text/csv', zip],
    ['application/xml', pdf],
  ])('%s is refused when the bytes say otherwise', (type, bytes) => {
    expect(() => checkContentType(type, bytes)).toThrow(
      expect.objectContaining({ code: 'CONTENT_TYPE_MISMATCH', status: 422 }),
    );
  });
});
