import { checkAccepted, largestDocument } from './accepted-document';

const docx = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';
const file = (contentType: string, bytes: Buffer) => ({ name: 'f', contentType, bytes });
const pdf = Buffer.from('%PDF-1.7\n');
const zip = Buffer.from('504b0304', 'hex');

it.each([
  ['a PDF', file('application/pdf', pdf)],
  ['a photograph', file('image/jpeg', Buffer.from('ffd8ffe0', 'hex'))],
  ['an office document', file(docx, zip)],
  ['the largest', file('application/pdf', Buffer.concat([pdf, Buffer.alloc(largestDocument - pdf.length)]))],
])('takes %s', (_, one) => {
  expect(() => checkAccepted(one)).not.toThrow();
});

it.each([
  ['nothing', file('application/pdf', Buffer.alloc(0)), 'DOCUMENT_EMPTY'],
  [
    'one byte too many',
    file('application/pdf', Buffer.concat([pdf, Buffer.alloc(largestDocument)])),
    'DOCUMENT_TOO_LARGE',
  ],
  ['a program', file('application/x-msdownload', Buffer.from('MZ')), 'DOCUMENT_TYPE_NOT_ACCEPTED'],
  ['a page', file('text/html', Buffer.from('<script>')), 'DOCUMENT_TYPE_NOT_ACCEPTED'],
])('refuses %s', (_, one, code) => {
  expect(() => checkAccepted(one)).toThrow(expect.objectContaining({ code, status: 422 }));
});
