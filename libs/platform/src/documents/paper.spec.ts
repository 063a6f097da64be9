import { checkPaper } from './paper';

const paper = (contentType: string, size = 10) => ({ name: 'piece', contentType, bytes: Buffer.alloc(size) });

describe('papers', () => {
  it.each([
    'application/pdf',
    'image/jpeg',
    'text/csv',
    'application/vnd.oasis.opendocument.spreadsheet',
    'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
    'application/vnd.openxmlformats-officedocument.presentationml.presentation',
  ])('%s is kept', (type) => expect(() => checkPaper(paper(type))).not.toThrow());

  it('is kept up to the last byte', () => {
    expect(() => checkPaper(paper('application/pdf', 20 * 1024 * 1024))).not.toThrow();
  });

  it.each([
    ['nothing', paper('application/pdf', 0), 'DOCUMENT_EMPTY'],
    ['a program', paper('application/x-msdownload'), 'DOCUMENT_TYPE_NOT_ACCEPTED'],
    ['a page that runs', paper('text/html'), 'DOCUMENT_TYPE_NOT_ACCEPTED'],
    ['a drawing that runs', paper('image/svg+xml'), 'DOCUMENT_TYPE_NOT_ACCEPTED'],
    ['too much', paper('application/pdf', 20 * 1024 * 1024 + 1), 'DOCUMENT_TOO_LARGE'],
  ])('%s is refused', (_name, given, code) => {
    expect(() => checkPaper(given)).toThrow(expect.objectContaining({ code }));
  });
});
